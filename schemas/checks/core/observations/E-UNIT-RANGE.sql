-- severity: block
-- title_zh: 人均数值在合理范围之内，整列都错的单位也能发现（UNI-02）
-- title_en: figures per resident are plausible, so that a unit wrong in all years is found
with residents as (
    select region_code, year, max(amount_base)::double as persons
    from core.observations
    where item_code = 'population_resident' and sector_code = '' and is_preferred and amount_base > 0
    group by region_code, year
),

annual as (
    select
        region_code, year, item_code, sector_code, fuel_code,
        sum(amount_base)::double as amount,
        arg_min(file_name, observation_id) as file,
        arg_min(sheet, observation_id) as sheet,
        arg_min(cell, observation_id) as cell,
        arg_min(unit_code, observation_id) as unit_code
    from core.observations
    where is_preferred and is_whole_year and amount_base > 0
    group by region_code, year, item_code, sector_code, fuel_code
),

per_resident as (
    select annual.*, amount / persons as found, band.lower::double as lower, band.upper::double as upper
    from annual
    inner join residents using (region_code, year)
    inner join rules.plausible_bands as band using (item_code, sector_code, fuel_code)
)

select
    file, sheet, cell,
    concat_ws(' ', '人均', item.title_zh, per_resident.year) as label,
    printf('%.6g', found) as found,
    printf('%g — %g', lower, upper) as expected,
    -- against the middle of the range, which is geometric
    round(abs(log10(found / case when lower > 0 then sqrt(lower * upper) else upper end)))::integer as power,
    unit.title_zh as other
from per_resident
inner join codes.items as item using (item_code)
inner join codes.units as unit using (unit_code)
where found < lower or found > upper
