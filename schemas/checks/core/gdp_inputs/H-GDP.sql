-- severity: hold
-- title_zh: 当年价增长与可比价增速推得的平减指数在合理范围之内（GDP-02）
-- title_en: nominal and real growth imply a plausible deflator
with annual as (
    select
        region_code, year,
        max(amount_base) filter (where item_code = 'gdp')::double as nominal,
        max(amount_base) filter (where item_code = 'gdp_growth')::double as growth,
        max(file_name) filter (where item_code = 'gdp') as file,
        max(sheet) filter (where item_code = 'gdp') as sheet,
        max(cell) filter (where item_code = 'gdp') as cell
    from core.observations
    where item_code in ('gdp', 'gdp_growth') and sector_code = '' and is_preferred
    group by region_code, year
)

select
    later.file, later.sheet, later.cell, later.year, concat_ws(' ', later.region_code, later.year) as label,
    round(later.nominal / earlier.nominal / (1 + later.growth), 3) as found,
    concat(plausible.lower, '—', plausible.upper) as expected
from annual as later
inner join annual as earlier on later.region_code = earlier.region_code and later.year = earlier.year + 1
inner join rules.check_limits as plausible on plausible.rule_code = 'H-GDP'
where
    later.nominal / earlier.nominal / (1 + later.growth)
    not between plausible.lower::double and plausible.upper::double
