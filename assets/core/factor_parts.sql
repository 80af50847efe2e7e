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
            factor.subject_code in ('', needed.subject_code)
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

-- a chain counts only when every part has a value; of those the one that borrows least, then the most direct
ranked as (
    select
        chosen.*,
        count(*) over chain as parts_found,
        bool_or(chosen.is_fallback) over chain as chain_borrows
    from chosen
    window chain as (
        partition by
            chosen.basis_id, chosen.factor_region_code, chosen.year, chosen.category_code, chosen.sector_code,
            chosen.fuel_code, chosen.item_code, chosen.gas, chosen.chain_code
    )
),

chain_lengths as (
    select
        chain_code,
        count(*) as parts_needed
    from codes.factor_chains
    group by chain_code
),

complete as (
    select ranked.*
    from ranked
    inner join chain_lengths using (chain_code)
    where ranked.parts_found = chain_lengths.parts_needed
    qualify
        dense_rank() over (
            partition by
                ranked.basis_id, ranked.factor_region_code, ranked.year, ranked.category_code, ranked.sector_code,
                ranked.fuel_code, ranked.item_code, ranked.gas
            order by ranked.chain_borrows, ranked.chain_rank
        ) = 1
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
