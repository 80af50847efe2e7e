-- title_zh: 最近一年的排放有多少用的是原文可查的因子，多少待核对原文？
-- title_en: How much of the last year's emissions rests on factors read in the original, and how much on recalled ones?
with latest as (
    select region_code, max(year) as year
    from marts.year_progress_official
    where is_headline
    group by region_code
)

select
    region_code,
    year,
    inventory.category_code,
    any_value(inventory.category_title_zh) as category_title_zh,
    sum(inventory.emissions_tco2e) as emissions_tco2e,
    sum(inventory.original_tco2e) as original_tco2e,
    sum(inventory.secondary_tco2e) as secondary_tco2e,
    sum(inventory.recalled_tco2e) as recalled_tco2e
from marts.county_inventory_official as inventory
inner join latest using (region_code, year)
where inventory.is_in_total and inventory.emissions_tco2e is not null
group by region_code, year, inventory.category_code
order by region_code, year, recalled_tco2e desc, inventory.category_code
