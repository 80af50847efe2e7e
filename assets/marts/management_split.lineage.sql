-- of the county: CO2 of the base year and GDP of both years; of a unit: its driver in the base year and the county
with county as (
    select
        split.*,
        levels.role,
        'marts.energy_co2' as parent_table,
        energy_co2_id(
            basis_id, region_code, series.year, series.caliber, series.scope, series.grid_factor_year
        ) as parent_id,
        series.co2_t::double as value_used
    from marts.management_split as split
    inner join (values ('base', 1), ('now', 0)) as levels (role, is_base) on true
    inner join marts.energy_co2 as series using (basis_id, region_code)
    where
        split.unit_code = 'county' and series.year = if(levels.is_base = 1, split.base_year, split.year)
        and series.caliber = 'energy' and series.scope = 'gross' and series.grid_factor_year = 0
    union all
    select
        split.*,
        levels.role,
        'core.gdp' as parent_table,
        gdp_id(region_code, gdp.year, gdp.price_base_year, gdp.sector_code) as parent_id,
        gdp.gdp_cny::double as value_used
    from marts.management_split as split
    inner join (values ('gdp_base', 1), ('gdp_now', 0)) as levels (role, is_base) on true
    inner join core.gdp as gdp using (region_code)
    where
        split.unit_code = 'county' and gdp.year = if(levels.is_base = 1, split.base_year, split.year)
        and gdp.price_base_year = split.base_year and gdp.sector_code = ''
),

units as (
    select
        split.*,
        rule.driver_code,
        unnest(string_split(unit.drivers, ' ')) as sector_code
    from marts.management_split as split
    inner join rules.management_splits as rule using (split_code)
    inner join rules.management_units as unit using (split_code, unit_code)
),

drivers as (
    select
        units.* exclude (driver_code, sector_code),
        'driver' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from units
    inner join core.observations as observation using (region_code, sector_code)
    where
        units.driver_code = 'township_electricity' and observation.item_code = 'township_electricity'
        and observation.year = units.base_year and observation.is_preferred and observation.is_whole_year
        and observation.amount_base is not null
    union all
    select
        units.* exclude (driver_code, sector_code),
        'driver' as role,
        'marts.energy_by_sector' as parent_table,
        energy_by_sector_id(region_code, use.year, use.row_code, use.group_code) as parent_id,
        use.coal_equivalent_tce::double as value_used
    from units
    inner join marts.energy_by_sector as use using (region_code)
    where
        units.driver_code = 'energy_use' and use.row_code = units.sector_code and use.year = units.base_year
        and use.group_code not in ('total', 'other')
    union all
    select
        split.*,
        'county' as role,
        'marts.management_split' as parent_table,
        management_split_id(basis_id, region_code, year, split_code, whole.unit_code) as parent_id,
        whole.budget_t::double as value_used
    from marts.management_split as split
    inner join marts.management_split as whole using (basis_id, region_code, year, split_code)
    where split.unit_code != 'county' and whole.unit_code = 'county'
),

inputs as (
    select * from county
    union all
    select * from drivers
)

select *
from inputs
order by
    array_position(['county', 'driver', 'base', 'now', 'gdp_base', 'gdp_now'], role),
    abs(value_used) desc
