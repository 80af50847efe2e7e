-- rows of the energy balance, fuels used as raw material, and the total that a share is taken of
with materials as (
    select region_code, year, fuel_code, min(basis_id) as basis_id, min(calorific_tce) as calorific_tce
    from core.raw_material_co2
    group by region_code, year, fuel_code
),

balance as (
    select
        energy.*,
        case
            when energy.row_code != 'use_total' then ''
            when fuel.carrier in ('fossil', 'other', 'waste') then fuel.group_code
        end as group_code
    from marts.energy_balance as energy
    left join codes.fuels as fuel using (fuel_code)
),

asking as (
    select region_code, year, min(basis_id) as basis_id
    from core.inventories
    group by region_code, year
),

inputs as (
    select
        mix.*,
        1 as place,
        case
            when mix.part_code in ('electricity', 'non_fossil_electricity')
                then if(energy.row_code in ('energy_consumption', 'generation'), 'plus', 'minus')
            else 'part'
        end as role,
        'marts.energy_balance' as parent_table,
        energy_balance_id(region_code, year, energy.row_code, energy.fuel_code) as parent_id,
        energy.coal_equivalent_tce::double as value_used
    from marts.fuel_mix as mix
    inner join balance as energy using (region_code, year)
    where
        case mix.part_code
            when 'total' then energy.row_code = 'energy_consumption'
            when 'electricity' then energy.row_code = 'energy_consumption' or energy.group_code != ''
            when 'non_fossil_electricity' then energy.row_code in ('generation', 'generation_thermal')
            else mix.part_code = energy.group_code
        end
    union all
    select
        mix.*,
        2 as place,
        'material' as role,
        'core.raw_material_co2' as parent_table,
        raw_material_co2_id(material.basis_id, region_code, year, material.fuel_code) as parent_id,
        material.calorific_tce::double as value_used
    from marts.fuel_mix as mix
    inner join materials as material using (region_code, year)
    inner join codes.fuels as fuel using (fuel_code)
    where mix.part_code in ('total', fuel.group_code)
    union all
    -- what comes in is what electricity made here leaves of electricity; a share is taken of the total
    select
        mix.*,
        3 as place,
        case other.part_code
            when 'electricity' then 'plus'
            when 'non_fossil_electricity' then 'minus'
            else 'whole'
        end as role,
        'marts.fuel_mix' as parent_table,
        fuel_mix_id(region_code, year, other.part_code) as parent_id,
        other.coal_equivalent_tce::double as value_used
    from marts.fuel_mix as mix
    inner join marts.fuel_mix as other using (region_code, year)
    where
        (other.part_code = 'total' and mix.part_code != 'total')
        or (mix.part_code = 'net_inflow' and other.part_code in ('electricity', 'non_fossil_electricity'))
    union all
    -- a blank leads to the inventory that asks for it
    select
        mix.*,
        4 as place,
        'asked' as role,
        'core.inventories' as parent_table,
        inventories_id(basis_id, region_code, year) as parent_id,
        null as value_used
    from marts.fuel_mix as mix
    inner join asking using (region_code, year)
    where mix.tce_key != ''
)

select *
from inputs
order by place, abs(value_used) desc
