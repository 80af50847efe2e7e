-- every emission in the total: those of the grade, and those with which it shares the whole
with weighed as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        emission.evidence,
        emission.data_class,
        emissions_id(
            emission.basis_id, emission.region_code, emission.year, emission.category_code, emission.sector_code,
            emission.fuel_code, emission.item_code, emission.gas
        ) as parent_id,
        abs(emission.emissions_t * gwp.gwp)::double as weight
    from core.emissions as emission
    inner join core.bases as basis using (basis_id)
    inner join core.gwps as gwp using (gwp_set, gas)
    inner join core.categories as category using (category_code)
    where category.is_in_total
)

select
    evidence_shares_id(basis_id, region_code, year, criterion, grade) as child_id,
    region_code,
    if(grade = if(criterion = 'evidence', evidence, data_class), 'part', 'whole') as role,
    'core.emissions' as parent_table,
    parent_id,
    weight as value_used
from marts.evidence_shares
inner join weighed using (basis_id, region_code, year)
order by grade = if(criterion = 'evidence', evidence, data_class) desc, weight desc
