-- severity: block
-- title_zh: 发电量不超过装机容量乘全年小时数（ELE-04）
-- title_en: generation is at most capacity times the hours of the year
with figures as (
    select region_code, year, item_code, amount_base::double as amount, file_name, sheet, cell
    from core.observations
    where is_preferred and is_whole_year and sector_code = ''
),

hours as (
    select
        generated.region_code, generated.year, generated.item_code,
        generated.file_name as file, generated.sheet, generated.cell,
        -- MWh a kW are thousands of hours
        round(generated.amount * 1000 / capacity.amount, 1) as found
    from figures as generated
    inner join figures as capacity
        on
            generated.region_code = capacity.region_code and generated.year = capacity.year
            and replace(generated.item_code, 'electricity_generation_', 'power_capacity_') = capacity.item_code
    where capacity.amount > 0 and generated.amount > 0
)

select
    file, sheet, cell, concat_ws(' ', region_code, year, item.title_zh) as label, found,
    concat('不超过 ', usual.upper) as expected
from hours
inner join rules.check_limits as usual using (item_code)
inner join codes.items as item using (item_code)
where usual.rule_code = 'E-CAPACITY' and not found between usual.lower::double and usual.upper::double
