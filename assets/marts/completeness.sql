with asked as (
    select
        basis.basis_id,
        category_gas.category_code,
        category_gas.sector_code,
        category_gas.item_code as asked_item_code,
        category_gas.gas,
        category_gas.method,
        category_gas.method = 'outside' as is_outside
    from core.bases as basis
    inner join core.category_gases as category_gas using (edition)
),

reported_years as (
    select distinct region_code, year
    from core.deliveries
),

-- gases that some edition asks for, but not this one
outside as (
    select distinct
        basis.basis_id,
        place.region_code,
        place.year,
        known.category_code,
        known.gas,
        '' as sector_code,
        '' as fuel_code,
        '' as item_code,
        'NA' as notation_key,
        'outside_edition' as reason_code
    from core.category_gases as known
    cross join core.bases as basis
    cross join reported_years as place
    where not exists (
        select 1 from asked
        where asked.basis_id = basis.basis_id and asked.category_code = known.category_code and asked.gas = known.gas
    )
),

-- activity that exists but that the edition has no place for, though it knows the category and gas
outside_part as (
    select
        asked.basis_id,
        activity.region_code,
        activity.year,
        activity.category_code,
        asked.gas,
        activity.sector_code,
        activity.fuel_code,
        activity.item_code,
        'NE' as notation_key,
        'outside_edition' as reason_code
    from core.activities as activity
    inner join reported_years using (region_code, year)
    inner join asked
        on
            activity.category_code = asked.category_code and activity.sector_code = asked.sector_code
            and asked.asked_item_code = case when activity.fuel_code = '' then activity.item_code else '' end
    where activity.amount != 0 and asked.is_outside
),

without_factor as (
    select
        asked.basis_id,
        activity.region_code,
        activity.year,
        activity.category_code,
        asked.gas,
        activity.sector_code,
        activity.fuel_code,
        activity.item_code,
        'NE' as notation_key,
        'no_factor' as reason_code
    from core.activities as activity
    inner join reported_years using (region_code, year)
    inner join asked
        on
            activity.category_code = asked.category_code and activity.sector_code = asked.sector_code
            and asked.asked_item_code = case when activity.fuel_code = '' then activity.item_code else '' end
    where
        activity.amount != 0
        and not asked.is_outside
        and not exists (
            select 1 from core.emissions as emission
            where
                emission.basis_id = asked.basis_id and emission.region_code = activity.region_code
                and emission.year = activity.year and emission.category_code = activity.category_code
                and emission.sector_code = activity.sector_code and emission.fuel_code = activity.fuel_code
                and emission.item_code = activity.item_code and emission.gas = asked.gas
        )
),

-- neither an amount nor, where stocks of earlier years still emit, an emission
without_activity as (
    select
        asked.basis_id,
        place.region_code,
        place.year,
        expected.category_code,
        asked.gas,
        expected.sector_code,
        expected.fuel_code,
        expected.item_code,
        'NE' as notation_key,
        'no_activity_data' as reason_code
    from core.expected_activities as expected
    inner join asked
        on
            expected.category_code = asked.category_code and expected.sector_code = asked.sector_code
            and asked.asked_item_code = case when expected.fuel_code = '' then expected.item_code else '' end
    cross join reported_years as place
    where not asked.is_outside and not exists (
        select 1 from core.activities as activity
        where
            activity.region_code = place.region_code and activity.year = place.year
            and activity.category_code = expected.category_code and activity.sector_code = expected.sector_code
            and expected.fuel_code in ('', activity.fuel_code) and expected.item_code in ('', activity.item_code)
    )
    -- a closed landfill is estimated though nothing is brought to it any more; a bank leaks what was added in the year
    and not exists (
        select 1 from core.emissions as emission
        where
            asked.method != 'bank'
            and emission.basis_id = asked.basis_id and emission.region_code = place.region_code
            and emission.year = place.year and emission.gas = asked.gas
            and emission.category_code = expected.category_code and emission.sector_code = expected.sector_code
            and expected.fuel_code in ('', emission.fuel_code) and expected.item_code in ('', emission.item_code)
    )
),

-- what a region does not report here is in the place that the card names, if there is some of it there
not_reported_here as (
    select
        asked.basis_id,
        place.region_code,
        place.year,
        elsewhere.category_code,
        asked.gas,
        elsewhere.sector_code,
        elsewhere.fuel_code,
        '' as item_code,
        exists(
            select 1 from core.emissions as there
            where
                there.basis_id = asked.basis_id and there.region_code = place.region_code
                and there.year = place.year and there.category_code = elsewhere.target_category_code
                and there.fuel_code = elsewhere.fuel_code and there.gas = asked.gas
        ) as is_elsewhere
    from core.included_elsewhere as elsewhere
    inner join asked using (category_code, sector_code)
    cross join reported_years as place
    where not asked.is_outside and asked.asked_item_code = '' and not exists (
        select 1 from core.activities as here
        where
            here.region_code = place.region_code and here.year = place.year
            and here.category_code = elsewhere.category_code and here.sector_code = elsewhere.sector_code
            and here.fuel_code = elsewhere.fuel_code
    )
),

counted_elsewhere as (
    select
        * exclude (is_elsewhere),
        case when is_elsewhere then 'IE' else 'NE' end as notation_key,
        case when is_elsewhere then 'included_elsewhere' else 'no_activity_data' end as reason_code
    from not_reported_here
),

-- every input of every part was printed as none, and no part is missing: it does not occur
not_occurring as (
    select
        asked.basis_id,
        activity.region_code,
        activity.year,
        activity.category_code,
        asked.gas,
        '' as sector_code,
        '' as fuel_code,
        '' as item_code,
        'NO' as notation_key,
        'none_reported' as reason_code
    from core.activities as activity
    inner join reported_years using (region_code, year)
    inner join asked
        on
            activity.category_code = asked.category_code and activity.sector_code = asked.sector_code
            and asked.asked_item_code = case when activity.fuel_code = '' then activity.item_code else '' end
    where not asked.is_outside
    group by asked.basis_id, activity.region_code, activity.year, activity.category_code, asked.gas
    having bool_and(activity.is_none)
),

emitting as (
    select distinct basis_id, region_code, year, category_code, gas
    from core.emissions
    where emissions_t != 0
),

gaps as (
    select * from outside
    union all
    select * from outside_part
    union all
    select * from without_factor
    union all
    select * from without_activity
    union all
    select * from counted_elsewhere
    union all
    select not_occurring.*
    from not_occurring
    anti join without_activity using (basis_id, region_code, year, category_code, gas)
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
