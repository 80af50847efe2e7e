-- severity: note
-- title_zh: 企业逐月实测的热值、含碳量、过程排放因子各月不雷同（PWR-06）
-- title_en: what a plant measures by month is not the same in all months
with plants as (
    select
        region_code, year, item_code, fuel_code, facility_code, count(*) as months,
        (max(amount_base) - min(amount_base))::double / median(amount_base)::double as spread,
        arg_min(struct_pack(file := file_name, sheet := sheet, cell := cell), period) as place
    from core.observations
    where
        is_preferred and length(period) > 4 and amount_base > 0
        -- what a guideline fixes, as the oxidised fraction, is the same by right
        and item_code in ('plant_ncv', 'plant_carbon_content', 'plant_clinker_factor')
    group by region_code, year, item_code, fuel_code, facility_code
)

select
    place.file, place.sheet, place.cell, plants.year,
    concat_ws(' ', item.title_zh, fuel.title_zh, nullif(facility_code, ''), plants.year) as label,
    printf('%.2g%%', 100 * spread) as found, printf('%g%%', 100 * least.limit_value::double) as expected,
    months as count -- noqa: RF04
from plants
inner join codes.items as item using (item_code)
left join codes.fuels as fuel using (fuel_code)
inner join rules.suspicions as fewest on fewest.suspicion_code = 'steady_months'
inner join rules.suspicions as least on least.suspicion_code = 'steady_spread'
where months >= fewest.limit_value::integer and spread < least.limit_value::double
