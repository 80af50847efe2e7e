-- combustion and net imported electricity: of the inventory, by a grid factor that is held, or by standard coal
with cells as (
    select
        assessed.*,
        line.assessed_part,
        cell.category_code,
        cell.gas,
        cell.emissions_t,
        starts_with(assessed.variant, 'standard_coal') and line.assessed_part = 'fuel' as is_by_coal,
        assessed.factor_base_year != 0 and line.assessed_part = 'electricity' as is_held
    from marts.assessment_co2 as assessed
    inner join marts.county_inventory as cell using (basis_id, region_code, year)
    inner join core.category_lines as line using (basis_id, category_code)
    where cell.gas = 'CO2' and line.assessed_part != ''
),

inputs as (
    select
        basis_id,
        region_code,
        year,
        variant,
        factor_base_year,
        'part' as role,
        'marts.county_inventory' as parent_table,
        county_inventory_id(basis_id, region_code, year, category_code, gas) as parent_id,
        emissions_t::double as value_used
    from cells
    where not is_by_coal
    union all
    select distinct
        cells.basis_id,
        cells.region_code,
        cells.year,
        cells.variant,
        cells.factor_base_year,
        unnest(['activity', 'coefficient', 'factor']) as role,
        unnest(['core.activities', 'core.standard_coal', 'core.factor_values']) as parent_table,
        unnest([
            activities_id(
                cells.region_code, cells.year, cells.category_code, activity.sector_code, fuel_code, activity.item_code
            ),
            standard_coal_id(cells.year, fuel_code),
            factor.factor_id
        ]) as parent_id,
        unnest([activity.amount::double, coal.calorific, factor.value_base]) as value_used
    from cells
    inner join core.activities as activity using (region_code, year, category_code)
    inner join codes.fuels as fuel using (fuel_code)
    inner join core.standard_coal as coal using (year, fuel_code)
    inner join core.factor_values as factor
        on
            factor.subject_code = fuel.fuel_code and factor.property = 'co2_per_standard_coal'
            and factor.scope_code = '' and cells.year between factor.valid_from and factor.valid_to
    where cells.is_by_coal and fuel.carrier = 'fossil' and fuel.is_total = 'false'
    union all
    select
        cells.basis_id,
        cells.region_code,
        cells.year,
        cells.variant,
        cells.factor_base_year,
        'factor' as role,
        'core.factors' as parent_table,
        factors_id(
            cells.basis_id, factor_region_code, factor.year, factor.category_code, sector_code, fuel_code, item_code,
            factor.gas, factor.role
        ) as parent_id,
        factor.value as value_used
    from cells
    inner join core.factor_regions as place on cells.region_code = place.region_code
    inner join core.factors as factor using (basis_id, factor_region_code, category_code, gas, fuel_code, item_code)
    where cells.is_held and factor.role = 'factor' and factor.year = cells.factor_base_year
)

select *
from inputs
order by array_position(['part', 'activity', 'coefficient', 'factor'], role), abs(value_used) desc
