-- severity: note
-- title_zh: 统计公报的数与年鉴、供电公司的数只差四舍五入
-- title_en: what the bulletin says differs from yearbook and grid by no more than rounding
-- both in the unit that the bulletin prints
select
    pair.second_file as file, pair.second_sheet as sheet, pair.second_cell as cell, pair.year,
    concat_ws(' ', pair.region_code, pair.year, pair.title_zh) as label,
    (pair.second_amount * unit.denominator::bigint / unit.numerator::bigint)::decimal(38, 9) as found,
    (pair.first_amount * unit.denominator::bigint / unit.numerator::bigint)::decimal(38, 9) as expected,
    unit.unit_code as unit, if(unit.unit_code = 'pct', '%', unit.title_zh) as unit_zh,
    concat_ws(' › ', pair.first_file, pair.first_sheet, pair.first_cell) as other, pair.limit_zh as "limit"
from marts.cross_checks as pair
inner join rules.cross_check_terms as term on pair.check_code = term.check_code and term.side = 'second'
inner join core.observations as said
    on
        pair.region_code = said.region_code and pair.year = said.year and term.item_code = said.item_code
        and said.is_preferred and said.is_whole_year and said.amount_base is not null
inner join codes.units as unit on said.unit_code = unit.unit_code
where
    not pair.is_within_limit
    and pair.check_code in (select check_code from rules.cross_checks where is_rounded = 'true')
