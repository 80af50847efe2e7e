-- net imported electricity and what one unit of it counts: the grid factor, the county's own stations, or nothing
with exchanged as (
    select
        emission.*,
        activity.amount::double as amount,
        case when activity.amount >= 0 then 'grid_factor' else basis.export_rule end as rule
    from core.emissions__electricity_exchange as emission
    inner join core.activities as activity using (region_code, year, category_code, sector_code, fuel_code, item_code)
    inner join core.bases as basis using (basis_id)
),

inputs as (
    select
        exchanged.*,
        'activity' as role,
        'core.activities' as parent_table,
        activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as parent_id,
        amount as value_used
    from exchanged
    union all
    select
        exchanged.*,
        factor.role,
        'core.factors' as parent_table,
        factors_id(
            basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, factor.role
        ) as parent_id,
        factor.value as value_used
    from exchanged
    inner join core.factor_regions using (region_code, fuel_code, item_code)
    inner join core.factors as factor
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where exchanged.rule = 'grid_factor' and factor.role = 'factor'
    union all
    select
        exchanged.*,
        'generation' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        generation.amount_base::double as value_used
    from exchanged
    inner join core.activity_inputs as generation using (region_code, year, category_code)
    inner join core.observations as observation
        on generation.parent_kind = 'observation' and generation.parent_id = observation.observation_id
    where exchanged.rule = 'own_mix' and observation.item_code = 'electricity_generation'
    union all
    select
        exchanged.*,
        'power' as role,
        'core.emissions' as parent_table,
        emissions_id(
            basis_id, region_code, year, power.category_code, power.sector_code, power.fuel_code, power.item_code,
            power.gas
        ) as parent_id,
        power.emissions_t::double as value_used
    from exchanged
    inner join core.emissions__multiply as power using (basis_id, region_code, year)
    where exchanged.rule = 'own_mix' and power.sector_code = 'power' and power.gas = 'CO2'
    union all
    select
        exchanged.*,
        'rule' as role,
        'core.bases' as parent_table,
        bases_id(basis_id) as parent_id,
        0 as value_used
    from exchanged
    where exchanged.rule = 'zero'
)

select *
from inputs
order by array_position(['activity', 'factor', 'generation', 'power', 'rule'], role)
