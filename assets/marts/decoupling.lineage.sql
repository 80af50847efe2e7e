-- CO2 and GDP at both ends
with ends as (
    select
        decoupling.*,
        unnest([from_year, decoupling.year]) as end_year,
        unnest(['before', 'after']) as place
    from marts.decoupling
),

inputs as (
    select
        ends.*,
        concat('co2_', place) as role,
        'marts.energy_co2' as parent_table,
        energy_co2_id(basis_id, region_code, series.year, caliber, scope, grid_factor_year) as parent_id,
        series.co2_t::double as value_used
    from ends
    inner join marts.energy_co2 as series using (basis_id, region_code, caliber, scope, grid_factor_year)
    where ends.end_year = series.year
    union all
    select
        ends.*,
        concat('gdp_', place) as role,
        'core.gdp' as parent_table,
        gdp_id(region_code, gdp.year, price_base_year, gdp.sector_code) as parent_id,
        gdp.gdp_cny::double as value_used
    from ends
    inner join core.gdp as gdp using (region_code, price_base_year)
    where ends.end_year = gdp.year and gdp.sector_code = ''
)

select *
from inputs
order by array_position(['co2_after', 'co2_before', 'gdp_after', 'gdp_before'], role)
