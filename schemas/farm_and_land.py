"""Rules about figures of farming and land, which the contracts of the tables they judge list among their checks.

The ranges of ratios are rows of ``factors/rules/ratio_bands.csv``. What holds of any table (units, jumps, figures per
resident) does not belong here.
"""

from schemas.contract import TableCheck

RATIO_BANDS = TableCheck(
    "H-BAND",
    "warning",
    "出栏与存栏、能繁母猪、水稻与水田、化肥折纯与实物、每公顷蓄积等比值在合理范围之内（AGR-01、02、04、05，LUC-01）",
    "ratios of livestock, crops, fertiliser and forests are plausible",
    """
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
        above.file, above.sheet, above.cell,
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
    """,
)

FOREST_COVER = TableCheck(
    "E-COVER",
    "error",
    "森林面积除以土地总面积等于印出的森林覆盖率，相差不超过0.1个百分点（LUC-01）",
    "forest area over land is the printed forest cover, within 0.1 points",
    """
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
    where land > 0 and abs(forest / land - cover) > 0.001 + 1e-9
    """,
)

REMOVALS = TableCheck(
    "E-SIGN",
    "error",
    "计入总量的类别中，只有吸收类别可以为负（LUC-02）",
    "of what counts, only a category of removals may be negative",
    """
    select
        concat_ws(' ', basis_id, region_code, year, category_code, gas) as label,
        inventory.emissions_t as found
    from marts.county_inventory as inventory
    inner join core.categories as category using (category_code)
    where
        inventory.emissions_t < 0 and category.is_in_total
        and (not category.is_removal or inventory.gas != 'CO2')
    """,
)

OF_OBSERVATIONS = (RATIO_BANDS, FOREST_COVER)
OF_INVENTORY = (REMOVALS,)
