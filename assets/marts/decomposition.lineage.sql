-- of a year the total rests on the parts of both years and on what the economy and the population were, and each effect
-- on the total; of a plan period each row adds up those of its years
with steps as (
    select
        child.*,
        'step' as role,
        'marts.decomposition' as parent_table,
        decomposition_id(
            basis_id, region_code, caliber, step.from_year, step.year, step.span, effect_code
        ) as parent_id,
        step.effect_t::double as value_used
    from marts.decomposition as child
    inner join marts.decomposition as step using (basis_id, region_code, caliber, effect_code, price_base_year)
    where
        child.span = 'plan_period' and step.span = 'year'
        and step.from_year >= child.from_year and step.year <= child.year
),

wholes as (
    select
        child.*,
        'whole' as role,
        'marts.decomposition' as parent_table,
        decomposition_id(
            basis_id, region_code, caliber, from_year, child.year, span, whole.effect_code
        ) as parent_id,
        whole.effect_t::double as value_used
    from marts.decomposition as child
    inner join marts.decomposition as whole using (basis_id, region_code, caliber, from_year, span)
    where
        child.span = 'year' and child.year = whole.year and child.effect_code != 'total'
        and whole.effect_code = 'total'
),

ends as (
    select
        *,
        unnest([from_year, decomposition.year]) as end_year
    from marts.decomposition
    where span = 'year' and effect_code = 'total'
),

parts as (
    select
        ends.* exclude (end_year),
        if(part.year = ends.year, 'level', 'start') as role,
        'marts.energy_co2_parts' as parent_table,
        energy_co2_parts_id(
            basis_id, region_code, part.year, part.industry_code, part.fuel_code, part.flow_code
        ) as parent_id,
        part.co2_t::double as value_used
    from ends
    inner join marts.energy_co2_parts as part using (basis_id, region_code)
    where
        ends.end_year = part.year
        and (ends.caliber = 'energy' or (part.fuel_code != 'electricity' and part.flow_code != 'raw_material'))
    union all
    select
        ends.* exclude (end_year),
        'population' as role,
        'core.mean_population' as parent_table,
        mean_population_id(region_code, people.year) as parent_id,
        people.persons::double as value_used
    from ends
    inner join core.mean_population as people using (region_code)
    where ends.end_year = people.year
    union all
    select
        ends.* exclude (end_year),
        'gdp' as role,
        'core.gdp' as parent_table,
        gdp_id(region_code, gdp.year, price_base_year, gdp.sector_code) as parent_id,
        gdp.gdp_cny::double as value_used
    from ends
    inner join core.gdp as gdp using (region_code, price_base_year)
    where ends.end_year = gdp.year and gdp.sector_code = ''
    union all
    select
        ends.* exclude (end_year),
        'value_added' as role,
        'core.value_added' as parent_table,
        value_added_id(region_code, added.year, price_base_year, added.industry_code) as parent_id,
        added.value_added_cny::double as value_used
    from ends
    inner join core.value_added as added using (region_code, price_base_year)
    where ends.end_year = added.year
),

inputs as (
    select * from steps
    union all
    select * from wholes
    union all
    select * from parts
)

select *
from inputs
order by
    array_position(['step', 'whole', 'level', 'start', 'population', 'gdp', 'value_added'], role),
    abs(value_used) desc
