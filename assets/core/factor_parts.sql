with wanted as (
    select distinct
        factor_region_code,
        year,
        category_code,
        sector_code,
        fuel_code,
        item_code,
        coalesce(nullif(fuel_code, ''), item_code) as subject_code
    from core.activities
    inner join core.factor_regions using (region_code, fuel_code, item_code)
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
        -- how far values of other years may stand for one of the year
        if(basis.factor_year_policy = 'estimated', chain.carried_years, 0) as carried_years,
        if(basis.factor_year_policy = 'estimated', chain.interpolated_years, 0) as interpolated_years,
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
        carried_years,
        interpolated_years,
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

-- a value in its years, and what could stand for it in others
valued as (
    select
        factor_id,
        valid_from as first_year,
        valid_to as last_year,
        'published' as treatment_code,
        '' as later_factor_id,
        null::integer as from_year,
        null::integer as to_year,
        value_base,
        evidence
    from core.factor_values
    union all
    select
        factor_id,
        year as first_year,
        year as last_year,
        treatment_code,
        later_factor_id,
        from_year,
        to_year,
        value_base,
        evidence
    from core.factor_estimates
),

-- where a value is valid, for each basis that may take it: few rows, so they come before what is sought
possible as materialized (
    select
        basis.basis_id,
        basis.edition_rank,
        basis.grid_factor_policy,
        factor.factor_id,
        factor.subject_code,
        factor.property,
        factor.sector_code,
        factor.gas,
        factor.edition,
        factor.valid_from,
        valued.* exclude (factor_id, first_year, last_year),
        scope.region_code as factor_region_code,
        scope.specificity,
        scope.scope_level,
        greatest(valued.first_year, scope.valid_from) as first_year,
        least(valued.last_year, scope.valid_to) as last_year
    from core.factor_values as factor
    inner join valued using (factor_id)
    inner join editions as basis on factor.edition = basis.value_edition
    inner join core.region_scopes as scope using (scope_code)
    where scope.region_code in (select factor_region_code from core.factor_regions)
),

-- what may be used comes first; of that the most specific wins: the basis's own edition, a value of the year itself,
-- the subject, the sector, the nearest region, what the edition says itself
found as (
    select
        sought.basis_id,
        sought.factor_region_code,
        sought.year,
        sought.subject_code,
        sought.sector_code,
        sought.gas,
        sought.property,
        factor.edition_rank,
        sought.carried_years,
        sought.interpolated_years,
        factor.factor_id,
        factor.later_factor_id,
        factor.treatment_code,
        coalesce(factor.from_year, sought.year) as from_year,
        coalesce(factor.to_year, sought.year) as to_year,
        factor.value_base,
        factor.evidence,
        starts_with(factor.factor_id, 'observed/') as is_measured,
        case factor.treatment_code
            when 'published' then true
            when 'interpolated' then factor.to_year - factor.from_year - 1 <= sought.interpolated_years
            else sought.year - factor.from_year <= sought.carried_years
        end as is_allowed
    from sought
    inner join possible as factor
        on
            sought.basis_id = factor.basis_id
            and sought.factor_region_code = factor.factor_region_code
            and sought.value_subject_code = factor.subject_code
            and sought.property = factor.property
            and factor.sector_code in ('', sought.sector_code)
            and factor.gas in ('', sought.gas)
            and sought.year between factor.first_year and factor.last_year
    where sought.subject_code != 'electricity' or factor.scope_level = factor.grid_factor_policy
    qualify
        row_number() over (
            partition by
                sought.basis_id, sought.factor_region_code, sought.year, sought.subject_code, sought.sector_code,
                sought.gas, sought.property, sought.carried_years, sought.interpolated_years
            order by
                not is_allowed,
                factor.edition_rank,
                treatment_rank(factor.treatment_code),
                factor.subject_code = '',
                factor.sector_code = '',
                factor.specificity,
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
        found.later_factor_id,
        found.treatment_code,
        found.from_year,
        found.to_year,
        found.value_base,
        found.evidence,
        found.is_measured,
        found.is_allowed
    from needed
    inner join found
        using (
            basis_id, factor_region_code, year, subject_code, sector_code, gas, property, carried_years,
            interpolated_years
        )
),

-- a chain counts only when every part has a value; one with a value that may not be used says what there would be
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
        bool_and(is_allowed) as is_allowed,
        max(edition_rank) as borrowed,
        count(*) filter (where is_measured_first and is_measured) as measured
    from chosen
    group by all
    having count(*) = any_value(parts)
),

-- one that may be used; of those the one with most measured values, if the card asks for them, then the one that
-- borrows least, then the most direct
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
        arg_min(chain_code, row(not is_allowed, -measured, borrowed, chain_rank)) as chain_code
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
    later_factor_id,
    treatment_code,
    from_year,
    to_year,
    is_allowed,
    value_base as value_used,
    edition_rank > 0 as is_fallback,
    evidence
from chosen
inner join best_chains
    using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, role, chain_code)
