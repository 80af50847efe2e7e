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

needed as (
    select
        basis.basis_id,
        wanted.*,
        asked.gas,
        asked.method,
        chain.role,
        chain.chain_code,
        chain.chain_rank,
        chain.parts,
        chain.is_measured_first,
        part.position::integer as position,
        part.property
    from wanted
    inner join core.category_gases as asked
        on
            wanted.category_code = asked.category_code
            and wanted.sector_code = asked.sector_code
            and asked.item_code = asked_item(wanted.fuel_code, wanted.item_code)
            and asked.method != 'outside'
    inner join core.bases as basis using (edition)
    inner join core.category_chains as chain
        on
            wanted.category_code = chain.category_code and chain.gas in ('', asked.gas)
            -- only what has a memory has a rate
            and (chain.role = 'factor' or asked.method in ('first_order_decay', 'bank'))
    inner join rules.factor_chains as part using (chain_code)
),

-- a value is the same for every category and chain that needs it; it is about this fuel or item, or about nothing in
-- particular
sought as (
    select distinct
        basis_id,
        factor_region_code,
        year,
        subject_code,
        sector_code,
        gas,
        property,
        unnest(['', subject_code]) as value_subject_code
    from needed
),

-- values of the basis's own edition, of any edition, then of the editions it borrows from, in their order
editions as (
    select basis_id, grid_factor_policy, '' as value_edition, 0 as edition_rank
    from core.bases
    union all
    select basis_id, grid_factor_policy, edition as value_edition, 0 as edition_rank
    from core.bases
    union all
    select
        basis_id,
        grid_factor_policy,
        unnest(string_split(fallback_edition, ' ')) as value_edition,
        generate_subscripts(string_split(fallback_edition, ' '), 1) as edition_rank
    from core.bases
    where fallback_edition != ''
),

-- most specific wins: the basis's own edition, a value of the year itself, the subject, the sector, the nearest region,
-- what the edition says itself
found as (
    select
        sought.basis_id,
        sought.factor_region_code,
        sought.year,
        sought.subject_code,
        sought.sector_code,
        sought.gas,
        sought.property,
        basis.edition_rank,
        factor.factor_id,
        factor.value_base,
        factor.evidence,
        starts_with(factor.factor_id, 'observed/') as is_measured,
        factor.valid_to < sought.year as is_carried_forward
    from sought
    inner join editions as basis using (basis_id)
    inner join core.factor_values as factor
        on
            sought.value_subject_code = factor.subject_code
            and sought.property = factor.property
            and basis.value_edition = factor.edition
            and factor.sector_code in ('', sought.sector_code)
            and factor.gas in ('', sought.gas)
            and sought.year >= factor.valid_from
    inner join core.region_scopes as scope
        on
            sought.factor_region_code = scope.region_code
            and factor.scope_code = scope.scope_code
            and sought.year between scope.valid_from and scope.valid_to
    where sought.subject_code != 'electricity' or scope.scope_level = basis.grid_factor_policy
    qualify
        row_number() over (
            partition by
                sought.basis_id, sought.factor_region_code, sought.year, sought.subject_code, sought.sector_code,
                sought.gas, sought.property
            order by
                basis.edition_rank,
                factor.valid_to < sought.year,
                factor.subject_code = '',
                factor.sector_code = '',
                scope.specificity,
                factor.edition = '',
                factor.valid_from desc,
                factor.factor_id
        ) = 1
),

chosen as (
    select
        needed.*,
        found.edition_rank,
        found.factor_id,
        found.value_base,
        found.evidence,
        found.is_measured,
        found.is_carried_forward
    from needed
    inner join found using (basis_id, factor_region_code, year, subject_code, sector_code, gas, property)
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
        max(edition_rank) as borrowed,
        count(*) filter (where is_measured_first and is_measured) as measured
    from chosen
    group by all
    having count(*) = any_value(parts)
),

-- of those the one with most measured values, if the card asks for them, then the one that borrows least, then the
-- most direct
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
        arg_min(chain_code, row(-measured, borrowed, chain_rank)) as chain_code
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
