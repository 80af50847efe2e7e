-- the numerator (assessed CO2, its fuels alone, or the total of the form) and the denominator
with inputs as (
    select
        indicator.*,
        'numerator' as role,
        'marts.assessed_calibers' as parent_table,
        assessed_calibers_id(
            basis_id, region_code, year, assessed.variant, assessed.factor_base_year, caliber, assessed.part_code
        ) as parent_id,
        indicator.numerator::double as value_used
    from marts.county_indicators__co2 as indicator
    inner join marts.assessed_calibers as assessed using (basis_id, region_code, year, caliber)
    where
        assessed.part_code = 'total' and indicator.grid_factor_year = assessed.factor_base_year
        and (indicator.method = 'standard_coal') = starts_with(assessed.variant, 'standard_coal')
    union all
    select
        indicator.*,
        'numerator' as role,
        'marts.county_inventory' as parent_table,
        county_inventory_id(basis_id, region_code, year, category_code, cell.gas) as parent_id,
        cell.emissions_t::double as value_used
    from marts.county_indicators__co2 as indicator
    inner join marts.county_inventory as cell using (basis_id, region_code, year)
    inner join core.category_lines as line using (basis_id, category_code)
    where indicator.caliber = 'fuel_only' and line.assessed_part = 'fuel' and cell.gas = 'CO2'
    union all
    select
        indicator.*,
        if(line.line_code = 'total', 'numerator', 'minus') as role,
        'marts.provincial_summary' as parent_table,
        provincial_summary_id(basis_id, region_code, year, line.line_code) as parent_id,
        null as value_used
    from marts.county_indicators__co2 as indicator
    inner join marts.provincial_summary as line using (basis_id, region_code, year)
    where
        indicator.caliber = 'total' and indicator.gas = ''
        and (line.line_code = 'total' or (line.line_code = 'lulucf' and not indicator.is_with_lulucf))
    union all
    select
        indicator.*,
        if(cell.line_code = 'total', 'numerator', 'minus') as role,
        'marts.form_cells' as parent_table,
        form_cells_id(basis_id, region_code, year, cell.form_code, cell.line_code, cell.gas_column) as parent_id,
        null as value_used
    from marts.county_indicators__co2 as indicator
    inner join marts.form_cells as cell using (basis_id, region_code, year)
    where
        indicator.caliber = 'total' and cell.form_code = 'provincial' and indicator.gas = cell.gas_column
        and (cell.line_code = 'total' or (cell.line_code = 'lulucf' and not indicator.is_with_lulucf))
    union all
    select
        indicator.*,
        'denominator' as role,
        'core.gdp' as parent_table,
        gdp_id(region_code, year, price_base_year, gdp.sector_code) as parent_id,
        gdp.gdp_cny::double as value_used
    from marts.county_indicators__co2 as indicator
    inner join core.gdp as gdp using (region_code, year, price_base_year)
    where gdp.sector_code = ''
    union all
    select
        indicator.*,
        'denominator' as role,
        'core.mean_population' as parent_table,
        mean_population_id(region_code, year) as parent_id,
        people.persons::double as value_used
    from marts.county_indicators__co2 as indicator
    inner join core.mean_population as people using (region_code, year)
    inner join codes.indicators as listed using (indicator_code)
    where listed.denominator_code = 'residents'
    union all
    select
        indicator.*,
        'denominator' as role,
        'marts.energy_balance' as parent_table,
        energy_balance_id(region_code, year, energy.row_code, energy.fuel_code) as parent_id,
        indicator.denominator::double as value_used
    from marts.county_indicators__co2 as indicator
    inner join marts.energy_balance as energy using (region_code, year)
    inner join codes.indicators as listed using (indicator_code)
    where listed.denominator_code = 'primary_energy' and energy.row_code = 'energy_consumption'
)

select *
from inputs
order by array_position(['numerator', 'minus', 'denominator'], role)
