-- from the provincial total by what each view counts more or less, to the total that the view publishes
select
    view_bridge_id(basis_id, region_code, year, view_code, step_code, category_code, gas) as child_id,
    region_code,
    'part' as role,
    case
        when step_code = 'start' then 'marts.provincial_summary'
        when step_code != 'end' then 'marts.county_inventory'
        when view_code = 'provincial_without_lulucf' then 'marts.sector_summary'
        when view_code = 'ipcc' then 'marts.ipcc_summary'
        when view_code = 'assessment' then 'marts.assessment_co2'
        else 'marts.gpc_summary'
    end as parent_table,
    case
        when step_code = 'start' then provincial_summary_id(basis_id, region_code, year, 'total')
        when step_code != 'end' then county_inventory_id(basis_id, region_code, year, category_code, gas)
        when view_code = 'provincial_without_lulucf' then sector_summary_id(basis_id, region_code, year, 'gross')
        when view_code = 'ipcc' then ipcc_summary_id(basis_id, region_code, year, 'total')
        when view_code = 'assessment' then assessment_co2_id(basis_id, region_code, year, 'current_factor', 0)
        when view_code = 'gpc_basic' then gpc_summary_id(basis_id, region_code, year, 'BASIC')
        when view_code = 'gpc_basic_plus' then gpc_summary_id(basis_id, region_code, year, 'BASIC+')
        else gpc_summary_id(basis_id, region_code, year, 'territorial')
    end as parent_id,
    amount_tco2e::double as value_used
from marts.view_bridge
