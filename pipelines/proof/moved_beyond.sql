-- what was published of a year that is still reported and is not so any more: a number that is gone has moved, too; a
-- verdict is said of the last year and no more of that year once another one has come. A year that is whole no more
-- waits for returns, and none of its numbers has moved
with totals as (select basis_id, region_code, year, abs(tonnes) as total from before.published where kind = 'total'),

reported as (select distinct basis_id, region_code, year from after.county_inventory),

waiting as (
    select basis_id, region_code, year, key_missing_zh from after.year_progress where not is_headline
),

pairs as (
    select was.* exclude (title_zh),
        if(was.kind = 'year', coalesce(key_missing_zh, ''), was.title_zh) as title_zh,
        now.tonnes as tonnes_now, coalesce(now.verdict, '') as verdict_now, total,
        abs(coalesce(now.tonnes, 0) - was.tonnes) as step
    from before.published as was
    inner join reported using (basis_id, region_code, year)
    left join after.published as now using (kind, basis_id, region_code, year, code)
    left join totals using (basis_id, region_code, year)
    left join waiting using (basis_id, region_code, year)
    where
        if(
            waiting.year is null,
            was.tonnes is distinct from now.tonnes or was.verdict != now.verdict,
            was.kind = 'year'
        )
)

select
    region_code, kind, year, code, title_zh, title_en, tonnes, tonnes_now, verdict, verdict_now,
    coalesce(step > moved_share * abs(tonnes) and step > of_total_share * total, true) as is_beyond
from pairs inner join limits on kind = figure
order by region_code, kind = 'verdict', kind = 'category', kind = 'total', year, step desc, code
