-- assessed CO2 part by part in both calibers (methodology 10.8): energy counts fuels used as raw material, the
-- statistics since 2026 leave them out and count the processes of industry
with raw_material as (
    select
        basis_id,
        region_code,
        year,
        if(bool_or(co2_t is null), null, sum(co2_t)) as co2_t,
        if(bool_or(standard_coal_co2_t is null), null, sum(standard_coal_co2_t)) as standard_coal_co2_t
    from core.raw_material_co2
    group by basis_id, region_code, year
),

-- a process that does not occur adds nothing; beside one that is not estimated the others remain
processes as (
    select
        basis_id,
        region_code,
        year,
        case
            when count(cell.emissions_t) > 0 or not bool_or(cell.notation_key = 'NE')
                then coalesce(sum(cell.emissions_t), 0)
        end as co2_t,
        bool_or(cell.is_incomplete or cell.notation_key = 'NE') as is_incomplete
    from marts.county_inventory as cell
    inner join core.category_lines as line using (basis_id, category_code)
    where cell.gas = 'CO2' and line.is_industrial_process
    group by basis_id, region_code, year
),

assessed as (
    select
        assessed.*,
        case
            when raw_material.region_code is null then 0
            when starts_with(assessed.variant, 'standard_coal') then raw_material.standard_coal_co2_t
            else raw_material.co2_t
        end::decimal(24, 6) as raw_material_co2_t,
        processes.co2_t::decimal(24, 6) as process_co2_t,
        coalesce(processes.is_incomplete, true) as is_process_incomplete
    from marts.assessment_co2 as assessed
    left join raw_material using (basis_id, region_code, year)
    left join processes using (basis_id, region_code, year)
),

reasoned as (
    select
        *,
        case
            when fuel_co2_t is null then '缺少燃料燃烧的二氧化碳'
            when is_fuel_incomplete then '燃料燃烧的二氧化碳不完整'
        end as fuel_reason_zh,
        if(raw_material_co2_t is null, '用作原料的燃料缺少因子', null) as raw_material_reason_zh,
        case
            when process_co2_t is null then '缺少工业生产过程的二氧化碳'
            when is_process_incomplete then '工业生产过程的二氧化碳不完整'
        end as process_reason_zh,
        if(electricity_co2_t is null, nullif(reason_zh, ''), null) as electricity_reason_zh
    from assessed
),

parts as (
    select
        basis_id,
        region_code,
        year,
        variant,
        factor_base_year,
        unnest([
            'energy', 'energy', 'energy', 'energy', 'stat_2026', 'stat_2026', 'stat_2026', 'stat_2026'
        ]) as caliber,
        unnest([
            'combustion', 'raw_material', 'electricity', 'total', 'combustion', 'process', 'electricity', 'total'
        ]) as part_code,
        unnest([
            fuel_co2_t,
            raw_material_co2_t,
            electricity_co2_t,
            fuel_co2_t + raw_material_co2_t + electricity_co2_t,
            fuel_co2_t,
            process_co2_t,
            electricity_co2_t,
            fuel_co2_t + process_co2_t + electricity_co2_t
        ]) as co2_t,
        unnest([
            is_fuel_incomplete,
            raw_material_co2_t is null,
            electricity_co2_t is null,
            is_incomplete or raw_material_co2_t is null,
            is_fuel_incomplete,
            is_process_incomplete,
            electricity_co2_t is null,
            is_incomplete or is_process_incomplete
        ]) as is_incomplete,
        unnest([
            fuel_reason_zh,
            raw_material_reason_zh,
            electricity_reason_zh,
            concat_ws('；', nullif(reason_zh, ''), raw_material_reason_zh),
            fuel_reason_zh,
            process_reason_zh,
            electricity_reason_zh,
            concat_ws('；', nullif(reason_zh, ''), process_reason_zh)
        ]) as reason_zh
    from reasoned
)

select
    parts.basis_id,
    parts.region_code,
    parts.year,
    parts.variant,
    parts.factor_base_year,
    parts.caliber,
    parts.part_code,
    listed.title_zh as part_title_zh,
    parts.co2_t::decimal(24, 6) as co2_t,
    if(parts.co2_t is null, 'NE', '') as notation_key,
    parts.is_incomplete,
    coalesce(parts.reason_zh, '') as reason_zh
from parts
inner join codes.caliber_parts as listed using (part_code)
