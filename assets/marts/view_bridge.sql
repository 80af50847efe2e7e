with emitted as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        emission.category_code,
        emission.sector_code,
        emission.gas,
        sum(emission.emissions_t * gwp.gwp)::decimal(38, 9) as amount_tco2e
    from core.emissions as emission
    inner join core.inventories using (basis_id, region_code, year)
    inner join core.bases as basis using (basis_id)
    inner join core.gwps as gwp using (gwp_set, gas)
    group by
        emission.basis_id, emission.region_code, emission.year, emission.category_code, emission.sector_code,
        emission.gas
),

-- what a view counts: what stands on or below its line of a form; assessed CO2 is fuel combustion and electricity
counted as (
    select view.view_code, place.basis_id, place.category_code, place.sector_code
    from forms.views as view
    inner join core.form_parts as tree using (form_code, line_code)
    inner join core.form_places as place on tree.form_code = place.form_code and tree.part_code = place.line_code
    union all
    select 'assessment' as view_code, basis_id, category_code, '' as sector_code
    from core.category_lines
    where assessed_part != ''
),

in_views as (
    select
        emitted.*,
        view.view_code,
        start.view_code is not null as is_provincial,
        counted.view_code is not null and (view.view_code != 'assessment' or emitted.gas = 'CO2') as is_in_view,
        starts_with(line.provincial_line_code, 'lulucf') as is_lulucf,
        starts_with(line.ipcc_2006_code, '2') as is_process,
        coalesce(gpc.line_code, '') as gpc_line_code,
        coalesce(gpc.level, '') as level,
        coalesce(gpc.scope, '') as scope
    from emitted
    cross join forms.views as view
    inner join core.category_lines as line using (basis_id, category_code)
    left join core.category_views as place using (category_code, sector_code)
    left join forms.gpc_lines as gpc on place.gpc_line_code = gpc.line_code
    left join counted as start
        on
            emitted.basis_id = start.basis_id and emitted.category_code = start.category_code
            and start.view_code = 'provincial'
    left join counted
        on
            emitted.basis_id = counted.basis_id and emitted.category_code = counted.category_code
            and view.view_code = counted.view_code
            and (view.form_code != 'gpc' or emitted.sector_code = counted.sector_code)
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
            when is_in_view and view_code = 'assessment' and category_code = 'S2.1' then 'electricity_added'
            when is_in_view then 'outside_provincial_form'
            when view_code = 'provincial_without_lulucf' then 'lulucf_excluded'
            when view_code = 'ipcc' then 'no_ipcc_line'
            when view_code = 'assessment' and gas != 'CO2' then 'other_gases_excluded'
            when view_code = 'assessment' and is_lulucf then 'lulucf_excluded'
            when view_code = 'assessment' and is_process then 'process_excluded'
            when view_code = 'assessment' then 'not_combustion_excluded'
            when level = '' then 'no_gpc_line'
            when view_code = 'gpc_territorial' then 'not_in_territory'
            when level = 'territorial' and starts_with(gpc_line_code, 'III') then 'imported_waste_territorial'
            when level = 'territorial' then 'grid_generation_territorial'
            else 'basic_plus_only'
        end as step_code,
        case when is_in_view then amount_tco2e else -amount_tco2e end as amount_tco2e
    from in_views
    where is_provincial != is_in_view
),

-- what each view publishes; a sum of nothing is nothing, but a view without a total has no bridge
published as (
    select
        cell.basis_id,
        cell.region_code,
        cell.year,
        view.view_code,
        coalesce(cell.emissions_tco2e, 0) as amount_tco2e
    from marts.form_cells as cell
    inner join forms.views as view using (form_code, line_code)
    where cell.gas_column = 'all'
    union all
    select basis_id, region_code, year, 'assessment' as view_code, co2_t as amount_tco2e
    from marts.assessment_co2
    where variant = 'current_factor' and co2_t is not null
),

steps as (
    select basis_id, region_code, year, view.view_code, 'start' as step_code, start.amount_tco2e,
        '' as category_code, '' as gas
    from published as start
    inner join published as view using (basis_id, region_code, year)
    where start.view_code = 'provincial' and view.view_code != 'provincial'
    union all
    select basis_id, region_code, year, view_code, step_code, sum(differences.amount_tco2e) as amount_tco2e,
        category_code, gas
    from differences
    semi join published using (basis_id, region_code, year, view_code)
    group by basis_id, region_code, year, view_code, step_code, category_code, gas
    having sum(differences.amount_tco2e) != 0
    union all
    select basis_id, region_code, year, view_code, 'end' as step_code, amount_tco2e, '' as category_code, '' as gas
    from published
    where view_code != 'provincial'
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
    steps.amount_tco2e::decimal(38, 9) as amount_tco2e
from steps
inner join forms.view_steps as step using (step_code)
left join core.categories as category using (category_code)
