-- title_zh: 最近一年排放最多的十个来源是什么，数据在哪些文件的哪些单元格？
-- title_en: Which ten sources emit most in the last year, and which cells of which files say so?
with latest as (
    select region_code, max(year) as year
    from marts.year_progress_official
    where is_headline
    group by region_code
),

largest as (
    select
        region_code,
        year,
        inventory.basis_id,
        inventory.category_code,
        inventory.category_title_zh,
        inventory.gas,
        inventory.emissions_tco2e,
        row_number() over (
            partition by region_code order by inventory.emissions_tco2e desc, inventory.category_code, inventory.gas
        ) as place
    from marts.county_inventory_official as inventory
    inner join latest using (region_code, year)
    where inventory.is_in_total and inventory.emissions_tco2e > 0
    qualify place <= 10
)

select
    largest.region_code,
    largest.year,
    largest.place,
    largest.category_code,
    largest.category_title_zh,
    largest.gas,
    largest.emissions_tco2e,
    trace.file_name,
    trace.sheet,
    trace.cell,
    trace.printed_text
from largest
inner join marts.inventory_trace as trace
    on
        trace.published_table = 'county_inventory' and trace.end_table = 'core.observations'
        and concat_ws(
            '/', largest.basis_id, largest.region_code, largest.year, largest.category_code, largest.gas
        ) = trace.published_id
group by all
order by all
