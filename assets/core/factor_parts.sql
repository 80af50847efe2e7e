with wanted as (
    select distinct
        factor_region.factor_region_code,
        activity.year,
        activity.category_code,
        activity.sector_code,
        activity.fuel_code,
        activity.item_code,
        coalesce(nullif(activity.fuel_code, ''), activity.item_code) as subject_code
    from core.activities as activity
    inner join core.factor_regions as factor_region using (region_code)
),

-- values of the basis's own edition, of any edition, then of the editions it borrows from, in their order
editions as (
    select basis_id, edition, grid_factor_policy, '' as value_edition, 0 as edition_rank
    from core.bases
    union all
    select basis_id, edition, grid_factor_policy, edition as value_edition, 0 as edition_rank
    from core.bases
    union all
    select
        basis_id,
        edition,
        grid_factor_policy,
        unnest(string_split(fallback_edition, ' ')) as value_edition,
        generate_subscripts(string_split(fallback_edition, ' '), 1) as edition_rank
    from core.bases
    where fallback_edition != ''
),

needed as (
    select
        basis.basis_id,
        basis.value_edition,
        basis.edition_rank,
        basis.grid_factor_policy,
        wanted.*,
        -- a value is about this fuel or item, or about nothing in particular
        unnest(['', wanted.subject_code]) as value_subject_code,
        asked.gas,
        asked.method,
        chain.role,
        chain.chain_code,
        chain.chain_rank,
        chain.parts,
        part.position::integer as position,
        part.property
    from wanted
    inner join core.category_gases as asked
        on
            wanted.category_code = asked.category_code
            and wanted.sector_code = asked.sector_code
            and asked.item_code = asked_item(wanted.fuel_code, wanted.item_code)
            and asked.method != 'outside'
    inner join editions as basis using (edition)
    inner join core.category_chains as chain
        on
            wanted.category_code = chain.category_code and chain.gas in ('', asked.gas)
            -- only what has a memory has a rate
            and (chain.role = 'factor' or asked.method in ('first_order_decay', 'bank'))
    inner join rules.factor_chains as part using (chain_code)
),

-- most specific wins: the basis's own edition, a value of the year itself, the subject, the sector, the nearest region
chosen as (
    select
        needed.*,
        factor.factor_id,
        factor.value_base,
        factor.evidence,
        factor.valid_to < needed.year as is_carried_forward
    from needed
    inner join core.factor_values as factor
        on
            needed.value_subject_code = factor.subject_code
            and needed.property = factor.property
            and needed.value_edition = factor.edition
            and factor.sector_code in ('', needed.sector_code)
            and factor.gas in ('', needed.gas)
            and needed.year >= factor.valid_from
    inner join core.region_scopes as scope
        on
            needed.factor_region_code = scope.region_code
            and factor.scope_code = scope.scope_code
            and needed.year between scope.valid_from and scope.valid_to
    where needed.subject_code != 'electricity' or scope.scope_level = needed.grid_factor_policy
    qualify
        row_number() over (
            partition by
                needed.basis_id, needed.factor_region_code, needed.year, needed.category_code, needed.sector_code,
                needed.fuel_code, needed.item_code, needed.gas, needed.chain_code, needed.position
            order by
                needed.edition_rank,
                factor.valid_to < needed.year,
                factor.subject_code = '',
                factor.sector_code = '',
                scope.specificity,
                factor.valid_from desc,
                factor.factor_id
        ) = 1
),

-- a chain counts only when every part has a value
whole_chains as (
    select
        basis_id,
        factor_region_code,
        year,
        category_code,
        sector_code,
        fuel_code,
        item_code,
        gas,
        role,
        chain_code,
        chain_rank,
        max(edition_rank) as borrowed
    from chosen
    group by all
    having count(*) = any_value(parts)
),

-- of those the one that borrows least, then the most direct
best_chains as (
    select
        basis_id,
        factor_region_code,
        year,
        category_code,
        sector_code,
        fuel_code,
        item_code,
        gas,
        role,
        arg_min(chain_code, row(borrowed, chain_rank)) as chain_code
    from whole_chains
    group by all
)

select
    basis_id,
    factor_region_code,
    year,
    category_code,
    sector_code,
    fuel_code,
    item_code,
    gas,
    role,
    method,
    chain_code,
    position,
    factor_id,
    value_base as value_used,
    edition_rank > 0 as is_fallback,
    is_carried_forward,
    evidence
from chosen
inner join best_chains
    using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, role, chain_code)
