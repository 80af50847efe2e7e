-- severity: note
-- title_zh: 统计公报的数与年鉴、供电公司的数只差四舍五入
-- title_en: what the bulletin says differs from yearbook and grid by no more than rounding
select
    pair.second_file as file, pair.second_sheet as sheet, pair.second_cell as cell, pair.year,
    concat_ws(' ', pair.region_code, pair.year, pair.title_zh) as label,
    pair.second_amount as found, pair.first_amount as expected, unit_code as unit, unit.title_zh as unit_zh,
    concat_ws(' › ', pair.first_file, pair.first_sheet, pair.first_cell) as other, pair.limit_zh as "limit"
from marts.cross_checks as pair
inner join codes.units as unit using (unit_code)
where
    not pair.is_within_limit
    and pair.check_code in (select check_code from rules.cross_checks where is_rounded = 'true')
