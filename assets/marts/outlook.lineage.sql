-- levels of the base year and of the years that trends are taken from, and the series by which the bands are wide
with places as (
    select * from marts.outlook
    where base_year > 0
),

asked as (
    select
        places.*, 'base' as moment, base_year as level_year,
        unnest(['persons', 'gdp', 'energy', 'co2']) as level_code
    from places
    union
    select
        places.*,
        rule.over_years as moment,
        places.base_year - rule.over_years::integer as level_year,
        unnest(case rule.factor_code
            when 'population' then ['persons']
            when 'gdp_per_resident' then ['gdp', 'persons']
            when 'energy_per_gdp' then ['energy', 'gdp']
            else ['co2', 'energy']
        end) as level_code
    from places
    inner join rules.outlook as rule using (scenario_code)
    where rule.rule_code in ('trend', 'faster')
),

levels as (
    select
        asked.*,
        'core.mean_population' as parent_table,
        mean_population_id(region_code, people.year) as parent_id,
        people.persons::double as value_used
    from asked
    inner join core.mean_population as people using (region_code)
    where asked.level_code = 'persons' and asked.level_year = people.year
    union all
    select
        asked.*,
        'core.gdp' as parent_table,
        gdp_id(region_code, gdp.year, price_base_year, gdp.sector_code) as parent_id,
        gdp.gdp_cny::double as value_used
    from asked
    inner join core.gdp as gdp using (region_code, price_base_year)
    where asked.level_code = 'gdp' and asked.level_year = gdp.year and gdp.sector_code = ''
    union all
    select
        asked.*,
        'marts.energy_balance' as parent_table,
        energy_balance_id(region_code, balance.year, balance.row_code, balance.fuel_code) as parent_id,
        if(
            basis.electricity_method = 'calorific', balance.calorific_tce, balance.coal_equivalent_tce
        )::double as value_used
    from asked
    inner join core.bases as basis using (basis_id)
    inner join marts.energy_balance as balance using (region_code)
    where
        asked.level_code = 'energy' and asked.level_year = balance.year and balance.row_code = 'energy_consumption'
    union all
    select
        asked.*,
        'marts.energy_co2' as parent_table,
        energy_co2_id(
            basis_id, region_code, series.year, series.caliber, series.scope, series.grid_factor_year
        ) as parent_id,
        series.co2_t::double as value_used
    from asked
    inner join marts.energy_co2 as series using (basis_id, region_code)
    where
        asked.level_code = 'co2' and asked.level_year = series.year
        and series.caliber = 'energy' and series.scope = 'gross' and series.grid_factor_year = 0
),

inputs as (
    select
        basis_id, region_code, scenario_code, year, concat_ws('_', level_code, nullif(moment, 'base')) as role,
        parent_table, parent_id, value_used
    from levels
    union all
    select
        places.basis_id,
        places.region_code,
        places.scenario_code,
        places.year,
        'variation' as role,
        'marts.energy_co2' as parent_table,
        energy_co2_id(
            basis_id, region_code, series.year, series.caliber, series.scope, series.grid_factor_year
        ) as parent_id,
        series.co2_t::double as value_used
    from places
    inner join marts.energy_co2 as series using (basis_id, region_code)
    where
        series.year <= places.base_year and series.co2_t is not null
        and series.caliber = 'energy' and series.scope = 'gross' and series.grid_factor_year = 0
    union all
    -- a blank leads to the inventories that ask for it
    select
        blank.basis_id,
        blank.region_code,
        blank.scenario_code,
        blank.year,
        'asked' as role,
        'core.inventories' as parent_table,
        inventories_id(basis_id, region_code, asked.year) as parent_id,
        null as value_used
    from marts.outlook as blank
    inner join core.inventories as asked using (basis_id, region_code)
    where blank.notation_key != ''
)

select *
from inputs
order by role = 'variation', role
