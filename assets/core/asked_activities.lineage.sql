-- what was found of it, and what asks for it: the card and the edition
select
    asked.*,
    'activity' as role,
    'core.activities' as parent_table,
    activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as parent_id,
    activity.amount::double as value_used
from core.asked_activities as asked
inner join core.activities as activity using (region_code, year, category_code, sector_code, fuel_code, item_code)
union all
select
    asked.*,
    'rule' as role,
    unnest(['core.categories', 'core.bases']) as parent_table,
    unnest([categories_id(category_code), bases_id(basis_id)]) as parent_id,
    null as value_used
from core.asked_activities as asked
