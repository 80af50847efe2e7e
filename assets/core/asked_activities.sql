with reported_years as (
    select distinct region_code, year
    from core.deliveries
),

asked as (
    select
        basis.basis_id,
        part.category_code,
        part.sector_code,
        part.item_code as asked_item_code,
        part.gas,
        part.method
    from core.bases as basis
    inner join core.category_gases as part using (edition)
),

-- factors that are known for other years only, which basis and card do not let stand for the year
of_other_years as (
    select distinct
        part.basis_id,
        factor_region.region_code,
        part.year,
        part.category_code,
        part.sector_code,
        part.fuel_code,
        part.item_code,
        part.gas
    from core.factor_parts as part
    inner join core.factor_regions as factor_region using (factor_region_code, fuel_code, item_code)
    where not part.is_allowed and part.role = 'factor'
),

delivered as (
    select
        asked.basis_id,
        activity.region_code,
        activity.year,
        activity.category_code,
        activity.sector_code,
        activity.fuel_code,
        activity.item_code,
        asked.gas,
        asked.method,
        case
            when asked.method = 'outside' then 'outside'
            when activity.is_none then 'none'
            when activity.amount = 0 or emission.emissions_t is not null then 'emission'
            when other.year is not null then 'other_years'
            else 'activity'
        end as found
    from core.activities as activity
    inner join reported_years using (region_code, year)
    inner join asked
        on
            activity.category_code = asked.category_code and activity.sector_code = asked.sector_code
            and asked.asked_item_code = asked_item(activity.fuel_code, activity.item_code)
    left join core.emissions as emission
        on
            asked.basis_id = emission.basis_id and activity.region_code = emission.region_code
            and activity.year = emission.year and activity.category_code = emission.category_code
            and activity.sector_code = emission.sector_code and activity.fuel_code = emission.fuel_code
            and activity.item_code = emission.item_code and asked.gas = emission.gas
    left join of_other_years as other
        on
            asked.basis_id = other.basis_id and activity.region_code = other.region_code
            and activity.year = other.year and activity.category_code = other.category_code
            and activity.sector_code = other.sector_code and activity.fuel_code = other.fuel_code
            and activity.item_code = other.item_code and asked.gas = other.gas
    where asked.method != 'outside' or activity.amount != 0
),

-- a surveyed stock is estimated in the years between surveys; what decays or leaks lacks the addition of the year,
-- unless it was printed as none (a landfill that was closed)
undelivered as (
    select
        asked.basis_id,
        place.region_code,
        place.year,
        expected.category_code,
        expected.sector_code,
        expected.fuel_code,
        expected.item_code,
        asked.gas,
        asked.method,
        case
            when exists (
                select 1 from core.emissions as emission
                where
                    asked.method = 'stock_difference'
                    and emission.basis_id = asked.basis_id and emission.region_code = place.region_code
                    and emission.year = place.year and emission.gas = asked.gas
                    and emission.category_code = expected.category_code
                    and emission.sector_code = expected.sector_code
                    and expected.fuel_code in ('', emission.fuel_code)
                    and expected.item_code in ('', emission.item_code)
            ) then 'emission'
            else 'nothing'
        end as found
    from core.expected_activities as expected
    inner join asked
        on
            expected.category_code = asked.category_code and expected.sector_code = asked.sector_code
            and asked.asked_item_code = asked_item(expected.fuel_code, expected.item_code)
    cross join reported_years as place
    where asked.method != 'outside' and not exists (
        select 1 from core.activities as activity
        where
            activity.region_code = place.region_code and activity.year = place.year
            and activity.category_code = expected.category_code and activity.sector_code = expected.sector_code
            and expected.fuel_code in ('', activity.fuel_code) and expected.item_code in ('', activity.item_code)
    )
),

-- what a region does not report here is in the place that the card names, if there is some of it there
not_here as (
    select
        asked.basis_id,
        place.region_code,
        place.year,
        elsewhere.category_code,
        elsewhere.sector_code,
        elsewhere.fuel_code,
        '' as item_code,
        asked.gas,
        asked.method,
        case
            when exists (
                select 1 from core.emissions as there
                where
                    there.basis_id = asked.basis_id and there.region_code = place.region_code
                    and there.year = place.year and there.category_code = elsewhere.target_category_code
                    and there.fuel_code = elsewhere.fuel_code and there.gas = asked.gas
            ) then 'elsewhere'
            else 'nothing'
        end as found
    from core.included_elsewhere as elsewhere
    inner join asked using (category_code, sector_code)
    cross join reported_years as place
    where asked.method != 'outside' and asked.asked_item_code = '' and not exists (
        select 1 from core.activities as here
        where
            here.region_code = place.region_code and here.year = place.year
            and here.category_code = elsewhere.category_code and here.sector_code = elsewhere.sector_code
            and here.fuel_code = elsewhere.fuel_code
    )
),

-- gases that some edition asks for, but not this one
not_asked as (
    select distinct
        basis.basis_id,
        place.region_code,
        place.year,
        known.category_code,
        '' as sector_code,
        '' as fuel_code,
        '' as item_code,
        known.gas,
        'outside' as method,
        'not_asked' as found
    from core.category_gases as known
    cross join core.bases as basis
    anti join asked
        on
            basis.basis_id = asked.basis_id and known.category_code = asked.category_code and known.gas = asked.gas
    cross join reported_years as place
)

select * from delivered
union all
select * from undelivered
union all
select * from not_here
union all
select * from not_asked
