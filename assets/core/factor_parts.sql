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
        basis.edition,
        basis.fallback_edition,
        basis.grid_factor_policy,
        wanted.*,
        -- a value is about this fuel or item, or about nothing in particular
        unnest(['', wanted.subject_code]) as value_subject_code,
        asked.gas,
        chain.chain_code,
        chain.chain_rank::integer as chain_rank,
        chain.position::integer as position,
        chain.property
    from wanted
    cross join core.bases as basis
    inner join core.category_gases as asked
        on
            basis.edition = asked.edition
            and wanted.category_code = asked.category_code
            and wanted.sector_code = asked.sector_code
    inner join codes.factor_chains as chain on chain.gas in ('', asked.gas)
),

-- most specific wins: the basis's own edition, a value of the year itself, the sector, the nearest region
chosen as (
    select
        needed.*,
        factor.factor_id,
        factor.value_base,
        factor.evidence,
        factor.edition not in ('', needed.edition) as is_fallback,
        factor.valid_to < needed.year as is_carried_forward
    from needed
    inner join core.factor_values as factor
        on
            needed.value_subject_code = factor.subject_code
            and needed.property = factor.property
            and factor.sector_code in ('', needed.sector_code)
            and factor.gas in ('', needed.gas)
            and factor.edition in ('', needed.edition, needed.fallback_edition)
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
                factor.edition not in ('', needed.edition),
                factor.valid_to < needed.year,
                factor.sector_code = '',
                scope.specificity,
                factor.valid_from desc,
                factor.factor_id
        ) = 1
),

chain_lengths as (
    select
        chain_code,
        count(*) as parts_needed
    from codes.factor_chains
    group by chain_code
),

-- a chain counts only when every part has a value
whole_chains as (
    select
        chosen.basis_id,
        chosen.factor_region_code,
        chosen.year,
        chosen.category_code,
        chosen.sector_code,
        chosen.fuel_code,
        chosen.item_code,
        chosen.gas,
        chosen.chain_code,
        chosen.chain_rank,
        bool_or(chosen.is_fallback) as borrows
    from chosen
    inner join chain_lengths using (chain_code)
    group by all
    having count(*) = any_value(chain_lengths.parts_needed)
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
        arg_min(chain_code, row(borrows, chain_rank)) as chain_code
    from whole_chains
    group by all
),

complete as (
    select chosen.*
    from chosen
    inner join best_chains
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, chain_code)
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
    chain_code,
    position,
    factor_id,
    value_base as value_used,
    is_fallback,
    is_carried_forward,
    evidence
from complete
