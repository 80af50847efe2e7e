-- a row a department: what is due of it for the year of the page, the files that brought it, and what is missing, that
-- on which most of last year's emissions rest first
with weights as (
    select
        region_code,
        table_name,
        sum(tonnes) as tonnes
    from page.behind
    group by all
),

tables as (
    select
        delivery.department_zh,
        delivery.title_zh,
        delivery.status,
        delivery.region_code,
        delivery.file_name,
        file.number,
        coalesce(file.is_on_trial, false) as is_on_trial,
        coalesce(weights.tonnes, 0) as tonnes
    from core.deliveries as delivery
    left join page.files as file using (file_sha256)
    left join weights using (region_code, table_name)
),

come as (
    select
        department_zh,
        list_sort(list(distinct struct_pack(number := number, name := file_name, is_on_trial := is_on_trial))) as files
    from tables
    where status = 'delivered'
    group by all
),

missing as (
    select
        department_zh,
        title_zh,
        sum(tonnes) as tonnes,
        list(region_code order by region_code) as regions
    from tables
    where status = 'missing'
    group by all
),

lacking as (
    select
        department_zh,
        list(
            struct_pack(title := title_zh, tonnes := tonnes, regions := regions) order by tonnes desc, title_zh
        ) as missing
    from missing
    group by all
),

counted as (
    select
        department_zh,
        count(*) as due,
        count(*) filter (where status = 'delivered') as come,
        sum(tonnes) filter (where status = 'missing') as missing_tonnes
    from tables
    group by all
)

select
    counted.department_zh,
    counted.due,
    counted.come,
    coalesce(come.files, []) as files,
    coalesce(lacking.missing, []) as missing
from counted
left join come using (department_zh)
left join lacking using (department_zh)
-- who owes something first, then by what hangs on it
order by counted.come = counted.due, counted.missing_tonnes desc nulls last, counted.department_zh
