-- every year of the series that was looked at
select
    peak_status_id(basis_id, region_code, caliber, scope, grid_factor_year) as child_id,
    region_code,
    if(series.year = status.peak_year, 'peak', 'year') as role,
    'marts.energy_co2' as parent_table,
    energy_co2_id(basis_id, region_code, series.year, caliber, scope, grid_factor_year) as parent_id,
    series.co2_t::double as value_used
from marts.peak_status as status
inner join marts.energy_co2 as series using (basis_id, region_code, caliber, scope, grid_factor_year)
where series.year between status.first_year and status.last_year or status.notation_key != ''
order by series.year
