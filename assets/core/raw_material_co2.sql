-- fuels that industry used as raw material, as if burnt: older figures of energy count them (methodology 10.8)
with figures as (
    select distinct
        input.region_code,
        input.year,
        input.fuel_code,
        input.base_unit_code,
        input.observation_id,
        input.observed_amount
    from core.energy_inputs as input
    inner join core.observations as observation on input.observation_id = observation.observation_id
    inner join codes.fuels as fuel on input.fuel_code = fuel.fuel_code
    where
        input.sign = -1 and input.observed_amount > 0 and fuel.carrier = 'fossil' and fuel.is_total = 'false'
        and (
            observation.item_code = 'industry_energy_feedstock'
            or (observation.item_code = 'energy_balance' and observation.sector_code = 'feedstock')
        )
),

used as (
    select
        region_code,
        year,
        fuel_code,
        min(base_unit_code) as unit_code,
        sum(observed_amount)::decimal(38, 9) as amount
    from figures
    group by region_code, year, fuel_code
),

by_standard_coal as (
    select used.*, coal.calorific, coal.calorific * co2.value_base as factor
    from used
    left join core.standard_coal as coal using (year, fuel_code)
    left join core.factor_values as co2
        on
            used.fuel_code = co2.subject_code and co2.property = 'co2_per_standard_coal' and co2.scope_code = ''
            and used.year between co2.valid_from and co2.valid_to
)

select
    basis.basis_id,
    used.region_code,
    used.year,
    used.fuel_code,
    used.amount,
    used.unit_code,
    to_gram(used.amount::double * used.calorific)::decimal(24, 6) as calorific_tce,
    to_gram(used.amount::double * factor.value)::decimal(24, 6) as co2_t,
    to_gram(used.amount::double * used.factor)::decimal(24, 6) as standard_coal_co2_t
from by_standard_coal as used
cross join core.bases as basis
left join core.factor_regions as place
    on used.region_code = place.region_code and used.fuel_code = place.fuel_code and place.item_code = ''
-- as industry would burn them
left join core.factors as factor
    on
        basis.basis_id = factor.basis_id and place.factor_region_code = factor.factor_region_code
        and used.year = factor.year and used.fuel_code = factor.fuel_code and factor.sector_code = 'industry'
        and factor.category_code = 'E.2' and factor.gas = 'CO2' and factor.role = 'factor'
