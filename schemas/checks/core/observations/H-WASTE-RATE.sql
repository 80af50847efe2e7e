-- severity: hold
-- title_zh: 生活垃圾清运量折每城镇居民每天的千克数在合理范围之内（WST-01）
-- title_en: municipal waste collected per urban resident and day is plausible
with annual as (
    select
        region_code, year,
        sum(amount_base) filter (where item_code in ('waste_collected', 'waste_dumped'))::double as tonnes,
        max(amount_base) filter (where item_code = 'population_resident_urban')::double as persons,
        arg_min(file_name, item_code) filter (where item_code != 'population_resident_urban') as file,
        arg_min(sheet, item_code) filter (where item_code != 'population_resident_urban') as sheet,
        arg_min(cell, item_code) filter (where item_code != 'population_resident_urban') as cell
    from core.observations
    where
        item_code in ('waste_collected', 'waste_dumped', 'population_resident_urban')
        and sector_code = '' and is_preferred and is_whole_year
    group by region_code, year
)

select
    file, sheet, cell, year, concat_ws(' ', region_code, year) as label,
    round(tonnes * 1000 / 365 / persons, 2) as found,
    concat(plausible.lower, '—', plausible.upper) as expected
from annual
inner join rules.check_limits as plausible on plausible.rule_code = 'H-WASTE-RATE'
where
    tonnes > 0 and persons > 0
    and tonnes * 1000 / 365 / persons not between plausible.lower::double and plausible.upper::double
