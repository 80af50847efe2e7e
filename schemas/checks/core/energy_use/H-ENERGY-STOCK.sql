-- severity: hold
-- title_zh: 205-1表分品种收支相符，差额只是消费量的一小部分（ENB-01）
-- title_en: form 205-1 closes within a small share of the consumption of each fuel
-- opening stock + purchases = consumption + closing stock, by fuel
with parts as (
    select
        region_code, year, fuel_code,
        max(amount_base) filter (where item_code = 'industry_energy_opening_stock') as opening,
        max(amount_base) filter (where item_code = 'industry_energy_purchase') as purchase,
        max(amount_base) filter (where item_code = 'industry_energy_consumption') as consumption,
        max(amount_base) filter (where item_code = 'industry_energy_closing_stock') as closing,
        max(file_name) filter (where item_code = 'industry_energy_consumption') as file,
        max(sheet) filter (where item_code = 'industry_energy_consumption') as sheet,
        max(cell) filter (where item_code = 'industry_energy_consumption') as cell
    from core.observations
    where is_preferred and is_whole_year and not is_total and item_code like 'industry_energy_%'
    group by region_code, year, fuel_code
),

gaps as (
    select *, opening + purchase - consumption - closing as difference
    from parts
    where consumption > 0
)

select
    file, sheet, cell, year, concat_ws(' ', region_code, year, fuel.title_zh) as label, difference,
    round(consumption * accepted.upper::decimal(9, 6), 3) as "limit", '年初库存、购进、消费、年末库存' as other
from gaps
inner join codes.fuels as fuel using (fuel_code)
inner join rules.check_limits as accepted on accepted.rule_code = 'H-ENERGY-STOCK'
where abs(difference)::double / consumption::double > accepted.upper::double
