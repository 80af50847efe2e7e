-- combustion and electricity as they are assessed, fuels used as raw material, cells of industrial processes; a total
-- leads to its parts
with inputs as (
    select
        part.*,
        'part' as role,
        'marts.assessment_co2' as parent_table,
        assessment_co2_id(basis_id, region_code, year, variant, factor_base_year) as parent_id,
        part.co2_t::double as value_used
    from marts.assessed_calibers as part
    where part.part_code in ('combustion', 'electricity')
    union all
    select
        part.*,
        'part' as role,
        'core.raw_material_co2' as parent_table,
        raw_material_co2_id(basis_id, region_code, year, material.fuel_code) as parent_id,
        if(
            starts_with(part.variant, 'standard_coal'), material.standard_coal_co2_t, material.co2_t
        )::double as value_used
    from marts.assessed_calibers as part
    inner join core.raw_material_co2 as material using (basis_id, region_code, year)
    where part.part_code = 'raw_material'
    union all
    -- what is printed as none leads to where that stands
    select
        part.*,
        'part' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from marts.assessed_calibers as part
    inner join core.observations as observation using (region_code, year)
    anti join core.raw_material_co2 as material using (basis_id, region_code, year)
    where
        part.part_code = 'raw_material' and observation.is_preferred and observation.amount_base = 0
        and (
            observation.item_code = 'industry_energy_feedstock'
            or (observation.item_code = 'energy_balance' and observation.sector_code = 'feedstock')
        )
    union all
    select
        part.*,
        'part' as role,
        'marts.county_inventory' as parent_table,
        county_inventory_id(basis_id, region_code, year, category_code, cell.gas) as parent_id,
        cell.emissions_t::double as value_used
    from marts.assessed_calibers as part
    inner join marts.county_inventory as cell using (basis_id, region_code, year)
    inner join core.category_lines as line using (basis_id, category_code)
    where part.part_code = 'process' and line.is_industrial_process and cell.gas = 'CO2'
    union all
    select
        whole.*,
        'part' as role,
        'marts.assessed_calibers' as parent_table,
        assessed_calibers_id(
            basis_id, region_code, year, variant, factor_base_year, caliber, part.part_code
        ) as parent_id,
        part.co2_t::double as value_used
    from marts.assessed_calibers as whole
    inner join marts.assessed_calibers as part
        using (basis_id, region_code, year, variant, factor_base_year, caliber)
    where whole.part_code = 'total' and part.part_code != 'total'
)

select *
from inputs
order by parent_id
