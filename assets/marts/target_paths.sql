-- methodology 10.10: the way that a measured target lays out from the year it counts from to its threshold, beside what
-- was reached. The law is that of the rates in marts.target_status: of a share equal points a year, else a constant
-- yearly rate
with readings as (
    select
        places.basis_id,
        places.region_code,
        target.target_id,
        target.reading_id,
        target.is_headline,
        target.target_year,
        target.indicator_code,
        target.unit_zh = '%' and target.base_year = 0 as is_in_points,
        target.base_year != 0 as is_change,
        target.threshold,
        target.threshold_key,
        if(target.base_year = 0, target.since_year, target.base_year) as start_year,
        concat_ws(
            '/', places.basis_id, places.region_code, target.indicator_code, target.caliber, target.scope,
            target.method, target.accounting, target.gas, target.grid_factor_year
        ) as series_id
    from (select distinct basis_id, region_code from core.inventories) as places
    inner join core.targets as target on target.region_code in ('', places.region_code)
    where target.kind in ('level', 'change')
),

levels as (
    select
        concat_ws(
            '/', basis_id, region_code, indicator_code, caliber, scope, method, accounting, gas, grid_factor_year
        ) as series_id,
        year,
        price_base_year,
        is_price_base_in_force,
        value,
        notation_key,
        is_incomplete,
        reason_zh
    from marts.county_indicators
    where base_year = 0 and not is_with_lulucf
),

-- one price base a path: that of the year it starts in, where the indicator is computed in it; else the one in force
priced as (
    select
        starts.series_id,
        starts.start_year,
        coalesce(
            any_value(starts.start_year) filter (where levels.price_base_year = starts.start_year),
            max(levels.price_base_year) filter (where levels.is_price_base_in_force),
            0
        ) as price_base_year
    from (select distinct series_id, start_year from readings) as starts
    left join levels using (series_id)
    group by starts.series_id, starts.start_year
),

years as (
    select
        *,
        unnest(range(start_year, target_year + 1))::integer as year
    from readings
    inner join priced using (series_id, start_year)
),

ends as (
    select
        years.*,
        actual.value as actual_value,
        coalesce(actual.notation_key, 'NE') as actual_key,
        coalesce(actual.is_incomplete, false) as is_incomplete,
        coalesce(actual.reason_zh, '没有这一年的数') as reason_zh,
        start.value as start_value,
        coalesce(nullif(start.notation_key, ''), 'NE') as start_key,
        if(years.is_change, start.value * (100 + years.threshold) / 100, years.threshold)::double as end_value,
        (years.year - years.start_year)::double / (years.target_year - years.start_year) as share_gone
    from years
    left join levels as actual
        on
            years.series_id = actual.series_id and years.year = actual.year
            and years.price_base_year = actual.price_base_year
    left join levels as start
        on
            years.series_id = start.series_id and years.start_year = start.year
            and years.price_base_year = start.price_base_year
),

paths as (
    select
        *,
        case
            when is_in_points then start_value + (end_value - start_value) * share_gone
            when start_value > 0 and end_value > 0 then start_value * pow(end_value / start_value, share_gone)
        end as path_value
    from ends
)

select
    paths.basis_id,
    paths.region_code,
    paths.target_id,
    paths.reading_id,
    paths.year,
    paths.is_headline,
    paths.start_year,
    paths.target_year,
    paths.price_base_year,
    indicators.unit_zh,
    if(
        paths.share_gone in (0, 1), printf('%.9f', paths.path_value), printf('%.6f', paths.path_value)
    )::decimal(24, 9) as path_value,
    case
        when paths.path_value is not null then ''
        when paths.start_value is null then paths.start_key
        else coalesce(nullif(paths.threshold_key, ''), 'NA')
    end as path_key,
    paths.actual_value,
    paths.actual_key,
    paths.is_incomplete,
    paths.reason_zh
from paths
inner join codes.indicators as indicators using (indicator_code)
