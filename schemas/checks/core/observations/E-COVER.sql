-- severity: block
-- title_zh: 森林面积除以土地总面积等于印出的森林覆盖率，相差在印到的位数之内（LUC-01）
-- title_en: forest area over land is the printed forest cover, as far as it is printed
with annual as (
    select
        region_code, year,
        max(amount_base) filter (where item_code = 'forest_area')::double as forest,
        max(amount_base) filter (where item_code = 'land_total')::double as land,
        max(amount_base) filter (where item_code = 'forest_cover')::double as cover,
        max(file_name) filter (where item_code = 'forest_cover') as file,
        max(sheet) filter (where item_code = 'forest_cover') as sheet,
        max(cell) filter (where item_code = 'forest_cover') as cell,
        max(concat_ws(' › ', file_name, sheet, cell)) filter (where item_code = 'land_total') as other
    from core.observations
    where
        item_code in ('forest_area', 'land_total', 'forest_cover') and sector_code = '' and is_preferred
        and amount_base is not null
    group by region_code, year
)

select
    file, sheet, cell,
    concat_ws(' ', '森林覆盖率', year) as label,
    printf('%.2f', cover * 100) as found,
    printf('%.2f', forest / land * 100) as expected,
    other
from annual
inner join rules.check_limits as accepted on accepted.rule_code = 'E-COVER'
-- a difference of just as much is accepted, though binary64 may make it a little larger
where land > 0 and abs(forest / land - cover) > accepted.upper::double + 1e-9
