-- severity: hold
-- title_zh: 两种来源的估计在限值内相符，否则须说明（ENB-04、TRA-01）
-- title_en: two estimates agree within the limit, or the difference is explained
with figures as (
    select
        region_code, year, item_code, fuel_code, arg_max(file_name, amount_base) as file,
        arg_max(sheet, amount_base) as sheet, arg_max(cell, amount_base) as cell
    from core.observations
    where is_preferred and is_whole_year and amount_base is not null
    group by all
)

select
    file, sheet, cell, year, concat_ws(' ', region_code, year, pair.title_zh) as label, first_amount as found,
    second_amount as expected, round(difference_pct, 1) as difference, pair.limit_zh as "limit"
from marts.cross_checks as pair
inner join rules.cross_checks as compared using (check_code)
-- the largest figure of the first estimate stands for it
left join figures using (region_code, year, item_code, fuel_code)
where not is_within_limit
