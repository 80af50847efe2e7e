-- severity: block
-- title_zh: 与上年相差约 10⁴ 或 10⁸ 倍的，多半是“万”“亿”单位之误（UNI-02）
-- title_en: a jump by about 10^4 or 10^8 against the year before is a mistaken unit
with annual as (
    select
        region_code, year, item_code, sector_code, fuel_code, facility_code,
        sum(amount_base)::double as amount,
        arg_min(file_name, observation_id) as file,
        arg_min(sheet, observation_id) as sheet,
        arg_min(cell, observation_id) as cell
    from core.observations
    where is_preferred and amount_base > 0
    group by region_code, year, item_code, sector_code, fuel_code, facility_code
),

jumps as (
    select
        later.*, earlier.amount as before, round(log10(later.amount / earlier.amount)) as power,
        concat_ws(' › ', earlier.file, earlier.sheet, earlier.cell) as other,
        abs(log10(later.amount / earlier.amount)) as size
    from annual as later
    inner join annual as earlier
        on
            later.region_code = earlier.region_code and later.year = earlier.year + 1
            and later.item_code = earlier.item_code and later.sector_code = earlier.sector_code
            and later.fuel_code = earlier.fuel_code and later.facility_code = earlier.facility_code
)

select
    file, sheet, cell,
    concat_ws(' ', item.title_zh, sector.title_zh, fuel.title_zh, jumps.year) as label,
    amount as found, before as expected, power::integer as power, other
from jumps
inner join codes.items as item using (item_code)
left join codes.sectors as sector using (sector_code)
left join codes.fuels as fuel using (fuel_code)
inner join rules.check_limits as mistaken
    on mistaken.rule_code = 'E-UNIT-SCALE' and size between mistaken.lower::double and mistaken.upper::double
