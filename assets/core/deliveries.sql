-- a table is expected of a region for every reported year if regions of its level deliver it, or if it ever came,
-- from the first year that it is printed for
with expected as (
    select
        region.region_code,
        printed.table_name
    from core.regions as region
    inner join core.printed_tables as printed using (region_level)
    where region.is_reported
    union
    select
        region_code,
        table_name
    from core.delivered_holdings
    inner join core.regions using (region_code)
    where is_reported
),

titles as (
    select
        table_name,
        min(title_zh) as title_zh,
        min(department_zh) as department_zh,
        min(first_year) as first_year
    from core.printed_tables
    -- surveys and histories are not expected of any year
    where region_level != ''
    group by table_name
),

last_delivered as (
    select
        holding.table_name,
        holding.region_code,
        holding.year,
        file.*
    from core.delivered_holdings as holding
    inner join core.delivered_files as file using (file_sha256)
    qualify
        row_number() over (
            partition by holding.table_name, holding.region_code, holding.year
            order by file.last_period desc, file.delivery_sequence desc
        ) = 1
)

select
    expected.table_name,
    titles.title_zh,
    titles.department_zh,
    expected.region_code,
    reported.year,
    case when delivered.file_sha256 is null then 'missing' else 'delivered' end as status,
    coalesce(delivered.file_name, '') as file_name,
    coalesce(delivered.file_sha256, '') as file_sha256,
    coalesce(delivered.is_synthetic, false) as is_synthetic
from expected
cross join core.reported_years as reported
inner join titles using (table_name)
left join last_delivered as delivered
    on
        expected.table_name = delivered.table_name
        and expected.region_code = delivered.region_code
        and reported.year = delivered.year
where reported.year >= titles.first_year or delivered.file_sha256 is not null
