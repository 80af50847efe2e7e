-- title_zh: 两个来源对同一件事各说多少，相差最大的在前，数字在哪些单元格？
-- title_en: What do two sources say of one thing, the largest difference first, and in which cells?
select
    region_code,
    year,
    title_zh,
    first_zh,
    first_amount,
    second_zh,
    second_amount,
    unit_code,
    round(difference_pct, 1) as difference_pct,
    is_within_limit,
    limit_zh,
    explanation_zh,
    trim(concat_ws(' ', first_file, nullif(first_sheet, ''), first_cell)) as first_place,
    trim(concat_ws(' ', second_file, nullif(second_sheet, ''), second_cell)) as second_place
from marts.cross_checks
where difference_pct != 0
order by is_within_limit, abs(difference_pct) desc, region_code, year, check_code, fuel_code
