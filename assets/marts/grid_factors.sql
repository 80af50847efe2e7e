-- the grid factor of every year: the one of the year itself or, where there is none, each that could stand for it, with
-- the assessed CO2 that it gives (methodology 4.8)
with asked as (
    select distinct
        basis_id,
        basis.export_rule,
        category_code
    from core.bases as basis
    inner join core.category_lines as line using (basis_id)
    inner join core.category_gases as listed using (edition, category_code)
    where line.assessed_part = 'electricity' and listed.gas = 'CO2'
),

exchanged as (
    select
        asked.basis_id,
        activity.region_code,
        activity.year,
        activity.amount,
        coalesce(part.factor_id, '') as factor_id,
        part.treatment_code,
        part.value_used,
        part.evidence,
        -- where nothing may stand for it, a value of the year itself is what is missing
        if(part.is_allowed, part.treatment_code, 'published') as used_code
    from asked
    inner join core.activities as activity using (category_code)
    inner join core.reported_years using (year)
    inner join core.factor_regions using (region_code, fuel_code, item_code)
    left join core.factor_parts as part
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code)
    -- the grid's factor says nothing of power that is counted by the county's own mix, or not at all
    where activity.amount >= 0 or asked.export_rule = 'grid_factor'
),

offered as (
    select
        basis_id,
        region_code,
        year,
        amount,
        used_code,
        'published' as treatment_code,
        if(treatment_code = 'published', factor_id, '') as factor_id,
        '' as factor_years,
        if(treatment_code = 'published', value_used, null) as factor,
        if(treatment_code = 'published', evidence, '') as evidence
    from exchanged
    union all
    select
        exchanged.basis_id,
        exchanged.region_code,
        exchanged.year,
        exchanged.amount,
        exchanged.used_code,
        estimate.treatment_code,
        estimate.factor_id,
        concat_ws('/', estimate.from_year, nullif(estimate.to_year, estimate.from_year)) as factor_years,
        estimate.value_base as factor,
        estimate.evidence
    from exchanged
    inner join core.factor_estimates as estimate using (factor_id, year)
),

counted as (
    select
        offered.*,
        offered.treatment_code = offered.used_code as is_used,
        to_gram(offered.amount::double * offered.factor) as electricity_co2_t,
        assessed.fuel_co2_t + to_gram(offered.amount::double * offered.factor) as co2_t
    from offered
    inner join marts.assessment_co2 as assessed using (basis_id, region_code, year)
    where assessed.variant = 'current_factor'
),

compared as (
    select
        *,
        max(co2_t) filter (where is_used) over (partition by basis_id, region_code, year) as used_co2_t
    from counted
)

select
    basis_id,
    region_code,
    year,
    treatment_code,
    is_used,
    factor_id,
    factor_years,
    printf('%.9f', factor)::decimal(24, 9) as electricity_factor,
    electricity_co2_t::decimal(24, 6) as electricity_co2_t,
    if(factor is null, 'NE', '') as factor_key,
    co2_t::decimal(24, 6) as co2_t,
    if(co2_t is null, 'NE', '') as co2_key,
    (co2_t - used_co2_t)::decimal(24, 6) as difference_t,
    ratio(100 * (co2_t - used_co2_t), used_co2_t) as difference_pct,
    if(co2_t is null or coalesce(used_co2_t, 0) = 0, 'NE', '') as difference_key,
    coalesce(evidence, '') as evidence
from compared
