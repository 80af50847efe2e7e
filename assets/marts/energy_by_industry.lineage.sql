-- what a branch used of a fuel, its coefficients and its factor; the total is made of the fuels
with used as (
    select
        industry.*,
        'plus' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from marts.energy_by_industry as industry
    inner join core.observations as observation using (region_code, year, sector_code, fuel_code)
    where
        observation.item_code = 'industry_energy_by_branch' and observation.is_preferred
        and observation.is_whole_year and not observation.is_total and observation.amount_base is not null
),

inputs as (
    select * from used
    union all
    select
        used.* exclude (role, parent_table, parent_id, value_used),
        'coefficient' as role,
        'core.standard_coal' as parent_table,
        standard_coal_id(year, fuel_code) as parent_id,
        coal.calorific as value_used
    from used
    inner join core.standard_coal as coal using (year, fuel_code)
    union
    select
        used.* exclude (role, parent_table, parent_id, value_used),
        'factor' as role,
        'core.factors' as parent_table,
        factors_id(
            basis_id, factor_region_code, year, factor.category_code, factor.sector_code, fuel_code, factor.item_code,
            factor.gas, factor.role
        ) as parent_id,
        factor.value as value_used
    from used
    inner join core.factor_regions as place using (region_code, fuel_code)
    inner join core.factors as factor using (basis_id, factor_region_code, year, fuel_code)
    where
        place.item_code = '' and used.co2_t is not null and factor.gas = 'CO2' and factor.role = 'factor'
        and factor.category_code = if(used.sector_code = 'branch_power', 'E.1.1', 'E.2')
        and factor.sector_code = if(used.sector_code = 'branch_power', 'power', 'industry')
    union all
    select
        whole.*,
        'part' as role,
        'marts.energy_by_industry' as parent_table,
        energy_by_industry_id(basis_id, region_code, year, sector_code, part.fuel_code) as parent_id,
        part.calorific_tce::double as value_used
    from marts.energy_by_industry as whole
    inner join marts.energy_by_industry as part using (basis_id, region_code, year, sector_code)
    where whole.fuel_code = 'total' and part.fuel_code != 'total'
    union all
    select
        whole.*,
        'output' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from marts.energy_by_industry as whole
    inner join core.observations as observation using (region_code, year)
    where
        whole.product_code = observation.item_code and observation.is_preferred and observation.is_whole_year
        and observation.amount_base is not null
)

select *
from inputs
order by array_position(['part', 'plus', 'coefficient', 'factor', 'output'], role)
