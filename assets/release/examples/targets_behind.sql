-- title_zh: 哪些目标没有完成或者进度落后，差多少，每年须变化多少、实际变化多少，由谁牵头？
-- title_en: Which targets are missed or off track, by how much, at which yearly rate, and who leads?
with latest as (
    select region_code, max(year) as year
    from marts.year_progress_official
    where is_headline
    group by region_code
)

select
    region_code,
    year,
    status.line_number,
    status.title_zh,
    status.title_en,
    verdict.title_zh as verdict_zh,
    status.target_year,
    status.threshold,
    status.value,
    status.unit_zh,
    status.distance,
    status.required_rate,
    status.achieved_rate,
    status.rate_unit_zh,
    status.is_sensitive as has_another_verdict,
    status.differing_zh,
    status.department_zh
from marts.target_status_official as status
inner join latest using (region_code, year)
inner join codes.verdicts as verdict on status.verdict = verdict.verdict
where status.role = 'goal' and status.is_headline and status.verdict in ('missed', 'off_track')
order by region_code, year, status.verdict, status.line_number, status.target_id
