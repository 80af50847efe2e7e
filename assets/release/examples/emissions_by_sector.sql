-- title_zh: 各部门历年排放了多少，占多大比重？
-- title_en: How much has each sector emitted, year by year, and what is its share?
select
    line.region_code,
    line.year,
    line.line_title_zh as sector_zh,
    line.line_title_en as sector_en,
    line.emissions_tco2e,
    line.emissions_key,
    round(100 * line.emissions_tco2e / total.emissions_tco2e, 1) as share_pct,
    line.is_incomplete
from marts.sector_summary_official as line
inner join marts.sector_summary_official as total
    on line.region_code = total.region_code and line.year = total.year and total.line_code = 'total'
order by line.region_code, line.year, line.line_number
