-- what industry reports as used for raw material, and the factor of fuel that it burns
with inputs as (
    select
        basis_id,
        region_code,
        year,
        fuel_code,
        'activity' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from core.raw_material_co2
    inner join core.observations as observation using (region_code, year, fuel_code)
    semi join core.energy_inputs as input using (region_code, year, fuel_code, observation_id)
    where
        observation.item_code = 'industry_energy_feedstock'
        or (observation.item_code = 'energy_balance' and observation.sector_code = 'feedstock')
    union all
    select
        basis_id,
        region_code,
        year,
        fuel_code,
        'factor' as role,
        'core.factors' as parent_table,
        factors_id(
            basis_id, factor_region_code, year, factor.category_code, factor.sector_code, fuel_code, factor.item_code,
            factor.gas, factor.role
        ) as parent_id,
        factor.value as value_used
    from core.raw_material_co2
    inner join core.factor_regions as place using (region_code, fuel_code)
    inner join core.factors as factor using (basis_id, factor_region_code, year, fuel_code)
    where
        place.item_code = '' and factor.category_code = 'E.2' and factor.sector_code = 'industry' and factor.gas = 'CO2'
        and factor.role = 'factor'
)

select *
from inputs
