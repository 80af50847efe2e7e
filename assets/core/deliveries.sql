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

required as (
    select figure.*, reported.year, count(*) over (partition by table_name, year) as figures
    from core.required_figures as figure
    inner join core.reported_years as reported on reported.year between figure.first_year and figure.last_year
),

-- a form on which every figure of a table was returned stands for the table
returned as (
    select
        required.table_name,
        form.region_code,
        required.year,
        max_by(form.file_sha256, file.delivery_sequence) as file_sha256
    from required
    inner join staged.departments__form as form
        on
            required.item_code = form.item_code and required.sector_code = form.sector_code
            and required.fuel_code = form.fuel_code and form.period = required.year::varchar
    inner join core.delivered_files as file using (file_sha256)
    where form.value_status != 'blank'
    group by required.table_name, form.region_code, required.year, required.figures
    having count(distinct concat_ws('/', form.item_code, form.sector_code, form.fuel_code)) = required.figures
),

held as (
    select table_name, region_code, year, file_sha256, false as is_form
    from core.delivered_holdings
    union all
    select table_name, region_code, year, file_sha256, true as is_form
    from returned
),

last_delivered as (
    select
        held.table_name,
        held.region_code,
        held.year,
        file.*
    from held
    inner join core.delivered_files as file using (file_sha256)
    qualify
        row_number() over (
            partition by held.table_name, held.region_code, held.year
            order by held.is_form, file.last_period desc, file.delivery_sequence desc
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
