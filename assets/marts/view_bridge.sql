with places as (
    select distinct basis_id, region_code, year
    from marts.county_inventory
),

emitted as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        emission.category_code,
        emission.sector_code,
        emission.gas,
        sum(emission.emissions_t * gwp.gwp)::decimal(38, 9) as tco2e
    from core.emissions as emission
    inner join places using (basis_id, region_code, year)
    inner join core.bases as basis using (basis_id)
    inner join core.gwps as gwp using (gwp_set, gas)
    group by
        emission.basis_id, emission.region_code, emission.year, emission.category_code, emission.sector_code,
        emission.gas
),

placed as (
    select
        emitted.*,
        line.is_in_total,
        line.ipcc_2006_code,
        line.assessed_part,
        coalesce(form.is_memo = 'false', false) as is_provincial,
        starts_with(line.provincial_line_code, 'lulucf') as is_lulucf,
        coalesce(gpc.reference, '') as reference,
        coalesce(gpc.level, '') as level,
        coalesce(gpc.scope, '') as scope
    from emitted
    inner join core.category_lines as line using (basis_id, category_code)
    left join forms.provincial_lines as form on line.provincial_line_code = form.line_code
    left join core.category_views as place using (category_code, sector_code)
    left join forms.gpc_lines as gpc on place.gpc_reference = gpc.reference
),

in_views as (
    select
        placed.*,
        view.view_code,
        case view.view_code
            when 'provincial_without_lulucf' then placed.is_provincial and not placed.is_lulucf
            when 'ipcc' then placed.is_in_total and placed.ipcc_2006_code != ''
            when 'gpc_basic' then placed.level = 'basic'
            when 'gpc_basic_plus' then placed.level in ('basic', 'basic_plus')
            when 'gpc_territorial' then placed.scope = '1'
            else placed.gas = 'CO2' and placed.assessed_part != ''
        end as is_in_view
    from placed
    cross join forms.views as view
    where view.view_code != 'provincial'
),

differences as (
    select
        basis_id,
        region_code,
        year,
        view_code,
        category_code,
        gas,
        case
            when is_in_view and starts_with(view_code, 'gpc') and scope = '2' then 'grid_energy_added'
            when is_in_view and starts_with(view_code, 'gpc') and scope = '3' then 'scope_3_added'
            when is_in_view and view_code = 'assessment' and assessed_part = 'electricity' then 'electricity_added'
            when is_in_view then 'outside_provincial_form'
            when view_code = 'provincial_without_lulucf' then 'lulucf_excluded'
            when view_code = 'ipcc' then 'no_ipcc_line'
            when view_code = 'assessment' and gas != 'CO2' then 'other_gases_excluded'
            when view_code = 'assessment' and is_lulucf then 'lulucf_excluded'
            when view_code = 'assessment' and starts_with(ipcc_2006_code, '2') then 'process_excluded'
            when view_code = 'assessment' then 'not_combustion_excluded'
            when level = '' then 'no_gpc_line'
            when view_code = 'gpc_territorial' then 'not_in_territory'
            when level = 'territorial' and starts_with(reference, 'III') then 'imported_waste_territorial'
            when level = 'territorial' then 'grid_generation_territorial'
            else 'basic_plus_only'
        end as step_code,
        case when is_in_view then tco2e else -tco2e end as tco2e
    from in_views
    where is_provincial != is_in_view
),

-- what each view publishes; a sum of nothing is nothing
provincial as (
    select
        basis_id,
        region_code,
        year,
        coalesce(max(co2e_t) filter (where line_code = 'total'), 0) as total_tco2e,
        coalesce(max(co2e_t) filter (where line_code = 'lulucf'), 0) as lulucf_tco2e
    from marts.provincial_summary
    group by basis_id, region_code, year
),

published as (
    select
        basis_id, region_code, year, 'provincial_without_lulucf' as view_code, total_tco2e - lulucf_tco2e as tco2e
    from provincial
    union all
    select basis_id, region_code, year, 'ipcc' as view_code, coalesce(co2e_t, 0) as tco2e
    from marts.ipcc_summary
    where line_code = 'total'
    union all
    select
        basis_id,
        region_code,
        year,
        case reference
            when 'BASIC' then 'gpc_basic'
            when 'BASIC+' then 'gpc_basic_plus'
            else 'gpc_territorial'
        end as view_code,
        coalesce(co2e_t, 0) as tco2e
    from marts.gpc_summary
    where scope = 0
    union all
    select basis_id, region_code, year, 'assessment' as view_code, co2_t as tco2e
    from marts.assessment_co2
    where variant = 'current_factor' and co2_t is not null
),

-- a view without a total has no bridge
steps as (
    select
        published.basis_id,
        published.region_code,
        published.year,
        published.view_code,
        'start' as step_code,
        '' as category_code,
        '' as gas,
        provincial.total_tco2e as tco2e
    from published
    inner join provincial using (basis_id, region_code, year)
    union all
    select
        differences.basis_id,
        differences.region_code,
        differences.year,
        differences.view_code,
        differences.step_code,
        differences.category_code,
        differences.gas,
        sum(differences.tco2e) as tco2e
    from differences
    inner join published using (basis_id, region_code, year, view_code)
    group by
        differences.basis_id, differences.region_code, differences.year, differences.view_code,
        differences.step_code, differences.category_code, differences.gas
    having sum(differences.tco2e) != 0
    union all
    select
        published.basis_id,
        published.region_code,
        published.year,
        published.view_code,
        'end' as step_code,
        '' as category_code,
        '' as gas,
        published.tco2e
    from published
)

select
    steps.basis_id,
    steps.region_code,
    steps.year,
    steps.view_code,
    step.line_number::integer as step_number,
    steps.step_code,
    step.title_zh as step_title_zh,
    steps.category_code,
    coalesce(category.title_zh, '') as category_title_zh,
    steps.gas,
    steps.tco2e::decimal(38, 9) as tco2e
from steps
inner join forms.view_steps as step using (step_code)
left join core.categories as category using (category_code)
