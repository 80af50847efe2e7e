-- tonnes in the total by the worst evidence and by the data class of each emission; a removal weighs its magnitude
with grades as (
    select 'evidence' as criterion, unnest(['original', 'secondary', 'recalled']) as grade
    union all
    select 'data_class' as criterion, unnest(['A', 'B', 'C', 'D']) as grade
),

weighed as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        emission.evidence,
        emission.data_class,
        sum(abs(emission.emissions_t * gwp.gwp)) as weight_tco2e
    from core.emissions as emission
    inner join core.bases as basis using (basis_id)
    inner join core.gwps as gwp using (gwp_set, gas)
    inner join core.categories as category using (category_code)
    where category.is_in_total
    group by emission.basis_id, emission.region_code, emission.year, emission.evidence, emission.data_class
),

graded as (
    select
        inventory.basis_id,
        inventory.region_code,
        inventory.year,
        grades.criterion,
        grades.grade,
        coalesce(sum(weighed.weight_tco2e), 0) as weight_tco2e
    from core.inventories as inventory
    cross join grades
    left join weighed
        on
            inventory.basis_id = weighed.basis_id and inventory.region_code = weighed.region_code
            and inventory.year = weighed.year
            and grades.grade = case grades.criterion when 'evidence' then weighed.evidence else weighed.data_class end
    group by inventory.basis_id, inventory.region_code, inventory.year, grades.criterion, grades.grade
),

wholes as (
    select basis_id, region_code, year, criterion, sum(weight_tco2e) as weight_tco2e
    from graded
    group by basis_id, region_code, year, criterion
)

select
    graded.basis_id,
    graded.region_code,
    graded.year,
    graded.criterion,
    graded.grade,
    graded.weight_tco2e::decimal(38, 9) as weight_tco2e,
    ratio(100 * graded.weight_tco2e, wholes.weight_tco2e) as share_pct,
    case when wholes.weight_tco2e = 0 then 'NA' else '' end as share_key
from graded
inner join wholes using (basis_id, region_code, year, criterion)
