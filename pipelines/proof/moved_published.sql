-- what is published of whole years in the official basis: that they are whole, totals and categories in tonnes CO2e,
-- and the verdict of the reading that is told first
with whole as (
    select basis_id, region_code, year
    from year_progress inner join bases using (basis_id)
    where is_official and is_headline
)

select 'year' as kind, basis_id, region_code, year, '' as code, '' as title_zh, '' as title_en,
    null::decimal(24, 6) as tonnes, 'whole' as verdict
from whole
union all
select 'total', basis_id, region_code, year, '', '', '', emissions_tco2e, ''
from provincial_summary inner join whole using (basis_id, region_code, year)
where line_code = 'total' and emissions_tco2e is not null
union all
select 'category', basis_id, region_code, year, category_code, any_value(category_title_zh), '',
    sum(emissions_tco2e), ''
from county_inventory inner join whole using (basis_id, region_code, year)
where is_in_total
group by basis_id, region_code, year, category_code
having sum(emissions_tco2e) is not null
union all
select 'verdict', basis_id, region_code, year, concat(target_id, '/', reading_id), title_zh, title_en, null, verdict
from target_status inner join whole using (basis_id, region_code, year)
where is_headline
