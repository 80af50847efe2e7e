-- the goals of the plan as they stand after the last year of which enough has come, each under its first reading
with latest as (
    select
        region_code,
        max(year) as year
    from marts.year_progress_official
    where is_headline
    group by all
)

select
    region_code,
    target_id,
    title_zh,
    year,
    verdict
from marts.target_status_official
inner join latest using (region_code, year)
where role = 'goal' and is_headline
order by region_code, line_number, target_id
