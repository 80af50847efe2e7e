-- severity: hold
-- title_zh: 出栏与存栏、能繁母猪、水稻与水田、化肥折纯与实物、每公顷蓄积等比值在合理范围之内（AGR-01、02、04、05，LUC-01）
-- title_en: ratios of livestock, crops, fertiliser and forests are plausible
with annual as (
    select
        region_code, year, item_code,
        -- a printed total stands for its parts
        coalesce(
            sum(amount_base) filter (where sector_code = ''), sum(amount_base) filter (where sector_code != '')
        )::double as amount,
        arg_min(file_name, observation_id) as file,
        arg_min(sheet, observation_id) as sheet,
        arg_min(cell, observation_id) as cell
    from core.observations
    where is_preferred and is_whole_year and fuel_code = '' and facility_code = '' and amount_base is not null
    group by region_code, year, item_code
),

above as (
    select
        band.rule_code, band.title_zh, band.numerator_item_codes, annual.region_code, annual.year,
        sum(amount) as amount, min_by(file, item_code) as file, min_by(sheet, item_code) as sheet,
        min_by(cell, item_code) as cell
    from rules.ratio_bands as band
    inner join annual on list_contains(string_split(band.numerator_item_codes, ' '), annual.item_code)
    group by all
),

below as (
    select
        band.rule_code, band.title_zh, band.numerator_item_codes, band.lower, band.upper, annual.region_code,
        annual.year, sum(amount) as amount,
        min_by(concat_ws(' › ', file, sheet, cell), item_code) as other
    from rules.ratio_bands as band
    inner join annual on list_contains(string_split(band.denominator_item_codes, ' '), annual.item_code)
    group by all
)

select
    above.file, above.sheet, above.cell, above.year,
    concat_ws(' ', above.title_zh, above.year) as label,
    printf('%.4g', above.amount / below.amount) as found,
    concat(below.lower, ' — ', below.upper) as expected,
    above.rule_code as rule,
    below.other
from above
inner join below using (rule_code, title_zh, numerator_item_codes, region_code, year)
where
    below.amount > 0
    and (above.amount / below.amount < below.lower::double or above.amount / below.amount > below.upper::double)
