with emitting as (
    select distinct basis_id, region_code, year, category_code, gas
    from core.emissions
    where emissions_t != 0
),

-- every input of every part was printed as none, and no part is missing: it does not occur
not_occurring as (
    select basis_id, region_code, year, category_code, gas
    from core.asked_activities
    where found not in ('outside', 'elsewhere')
    group by basis_id, region_code, year, category_code, gas
    having bool_and(found = 'none')
),

gaps as (
    select
        basis_id, region_code, year, category_code, gas, sector_code, fuel_code, item_code,
        case found when 'not_asked' then 'NA' when 'elsewhere' then 'IE' else 'NE' end as notation_key,
        case found
            when 'activity' then 'no_factor'
            when 'other_years' then 'no_factor_of_year'
            when 'nothing' then 'no_activity_data'
            when 'elsewhere' then 'included_elsewhere'
            else 'outside_edition'
        end as reason_code
    from core.asked_activities
    where found not in ('emission', 'none')
    union all
    select
        not_occurring.*, '' as sector_code, '' as fuel_code, '' as item_code,
        'NO' as notation_key, 'none_reported' as reason_code
    from not_occurring
    -- a stock that was filled before still emits
    anti join emitting using (basis_id, region_code, year, category_code, gas)
)

select
    gaps.basis_id,
    gaps.region_code,
    gaps.year,
    gaps.category_code,
    category.title_zh as category_title_zh,
    gaps.gas,
    gaps.sector_code,
    gaps.fuel_code,
    gaps.item_code,
    gaps.notation_key,
    gaps.reason_code,
    concat_ws(
        '：',
        nullif(concat_ws('、', sector.title_zh, fuel.title_zh, item.title_zh), ''),
        reason.title_zh || coalesce(' ' || target.category_code || ' ' || target.title_zh, '')
    ) as reason_zh,
    coalesce(target.category_code, '') as target_category_code,
    category.department_zh
from gaps
inner join core.categories as category using (category_code)
inner join codes.reasons as reason using (reason_code)
left join codes.sectors as sector using (sector_code)
left join codes.fuels as fuel using (fuel_code)
left join codes.items as item using (item_code)
left join core.included_elsewhere as elsewhere
    on
        gaps.reason_code = 'included_elsewhere' and gaps.category_code = elsewhere.category_code
        and gaps.sector_code = elsewhere.sector_code and gaps.fuel_code = elsewhere.fuel_code
left join core.categories as target on elsewhere.target_category_code = target.category_code
