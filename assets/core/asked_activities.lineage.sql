-- what was found of it, and the card that asks for it; the edition, where that has no place for it
select
    asked_activities_id(
        basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas
    ) as child_id,
    region_code,
    1 as position,
    'activity' as role,
    'core.activities' as parent_table,
    activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as parent_id,
    activity.amount::double as value_used
from core.asked_activities
inner join core.activities as activity using (region_code, year, category_code, sector_code, fuel_code, item_code)
union all
select
    asked_activities_id(
        basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas
    ) as child_id,
    region_code,
    unnest(if(found in ('outside', 'not_asked'), [2, 3], [2])) as position,
    'rule' as role,
    unnest(['core.categories', 'core.bases']) as parent_table,
    unnest([categories_id(category_code), bases_id(basis_id)]) as parent_id,
    null as value_used
from core.asked_activities
