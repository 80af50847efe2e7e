-- methodology 10.10: each target under each of its readings, as it stands after each year of the series
with declared as (
    select
        inventories.basis_id,
        inventories.region_code,
        inventories.year,
        target.* exclude (region_code, year_zh),
        concat_ws(
            '/', inventories.basis_id, inventories.region_code, target.indicator_code, target.caliber, target.scope,
            target.method, target.accounting, target.gas, target.grid_factor_year
        ) as series_id,
        least(inventories.year, target.target_year) as value_year,
        inventories.year >= target.target_year as is_over
    from core.inventories as inventories
    inner join core.targets as target on target.region_code in ('', inventories.region_code)
    qualify
        inventories.year > target.since_year
        or inventories.year = max(inventories.year) over (partition by inventories.basis_id, inventories.region_code)
),

-- as if burnt, where it counts
raw_material as (
    select basis_id, region_code, year, co2_t as raw_material_co2_t
    from marts.assessed_calibers
    where variant = 'current_factor' and caliber = 'energy' and part_code = 'raw_material'
),

-- besides, the base year with every other grid factor that could stand for a missing one
asked as (
    select *, reading_id as declared_reading_id, false as is_recalculated, null::decimal(24, 6) as base_co2_t
    from declared
    union all
    select
        declared.* replace (
            concat(declared.reading_id, '-', offered.treatment_code) as reading_id,
            concat(
                declared.reading_zh, '，基年电网因子',
                if(
                    offered.treatment_code = 'interpolated',
                    concat(replace(offered.factor_years, '/', '年与'), '年之间内插'),
                    concat('沿用', offered.factor_years, '年')
                )
            ) as reading_zh,
            concat(
                declared.reading_en, ', grid factor of the base year: ', offered.treatment_code, ' ',
                offered.factor_years
            ) as reading_en,
            false as is_headline
        ),
        declared.reading_id as declared_reading_id,
        true as is_recalculated,
        offered.co2_t + raw_material.raw_material_co2_t as base_co2_t
    from declared
    inner join marts.grid_factors as offered
        on
            declared.basis_id = offered.basis_id and declared.region_code = offered.region_code
            and declared.base_year = offered.year and not offered.is_used and offered.co2_t is not null
    inner join raw_material
        on
            offered.basis_id = raw_material.basis_id and offered.region_code = raw_material.region_code
            and offered.year = raw_material.year
    where
        declared.kind = 'change' and declared.indicator_code = 'co2_per_gdp' and declared.caliber = 'energy'
        and declared.method = 'bottom_up' and declared.grid_factor_year = 0
),

-- at the prices in force; growth is the same at all
series as (
    select
        *,
        value - lag(value) over each_series as step,
        year - lag(year) over each_series as years
    from (
        select
            concat_ws(
                '/', basis_id, region_code, indicator_code, caliber, scope, method, accounting, gas, grid_factor_year
            ) as series_id,
            year, base_year, price_base_year, value, denominator, error_pct, error_key, is_incomplete, notation_key,
            reason_zh
        from marts.county_indicators
        where is_price_base_in_force and not is_with_lulucf
    )
    window each_series as (partition by series_id, base_year order by year)
),

-- where every single year counts
steps as (
    select
        asked.series_id,
        asked.since_year,
        asked.value_year,
        sum(series.years) = asked.value_year - asked.since_year and count(series.step) = count(*) as is_unbroken,
        max(series.step) as highest_step,
        min(series.step) as lowest_step
    from (select distinct series_id, since_year, value_year from asked where is_yearly) as asked
    inner join series
        on
            asked.series_id = series.series_id and series.base_year = 0
            and series.year > asked.since_year and series.year <= asked.value_year
    group by asked.series_id, asked.since_year, asked.value_year
),

-- a change stands in the table for the usual base years; for others, and in points of a share, it is taken from levels
found as (
    select
        asked.*,
        if(asked.base_year = 0, asked.since_year, asked.base_year) as start_year,
        asked.kind = 'change' or asked.kind = 'trend' as is_compared,
        asked.unit_zh in ('%', '百分点') and asked.base_year = 0 as is_in_points,
        coalesce(now.series_id, level.series_id) is not null as is_known,
        if(start.value > 0, level.value::double / start.value, null) as quotient,
        case
            when asked.kind in ('change', 'trend') and asked.year <= start_year then null
            when asked.is_recalculated
                then
                    printf('%.9f', 100 * level.value::double * start.denominator / nullif(asked.base_co2_t, 0) - 100)
                    ::decimal(24, 9)
            when asked.kind = 'trend' and asked.base_year = 0 then level.value - start.value
            when asked.base_year = 0 then level.value
            else coalesce(now.value, printf('%.9f', 100 * quotient - 100)::decimal(24, 9))
        end as value,
        start.value as start_value,
        case
            when asked.base_year != 0
                then
                    coalesce(
                        now.error_pct,
                        -- of both levels only the years between count, of two on two sides of the price base all
                        quotient * abs(
                            sign(level.year - level.price_base_year) * level.error_pct
                            - sign(start.year - start.price_base_year) * start.error_pct
                        )
                    )
            when asked.kind != 'trend' then level.error_pct * abs(level.value)::double / 100
            else (level.error_pct * abs(level.value)::double + start.error_pct * abs(start.value)::double) / 100
        end as error,
        coalesce(now.error_key, level.error_key, 'NE') as found_error_key,
        coalesce(now.is_incomplete, level.is_incomplete or start.is_incomplete, level.is_incomplete, false)
            as is_incomplete,
        coalesce(nullif(now.notation_key, ''), nullif(level.notation_key, ''), nullif(start.notation_key, ''), 'NE')
            as found_key,
        coalesce(
            nullif(now.reason_zh, ''),
            nullif(
                concat_ws(
                    '；',
                    nullif(level.reason_zh, ''),
                    start.year || '年：' || nullif(start.reason_zh, ''),
                    if(asked.base_year != 0 and start.value <= 0, start.year || '年的数不为正，不计算变化', null)
                ),
                ''
            ),
            ''
        ) as found_reason_zh,
        coalesce(steps.is_unbroken and steps.highest_step < 0, false) as is_falling,
        coalesce(steps.is_unbroken and steps.lowest_step > 0, false) as is_rising
    from asked
    left join series as now
        on
            asked.series_id = now.series_id and asked.value_year = now.year and asked.base_year = now.base_year
            and asked.base_year != 0
    left join series as level
        on asked.series_id = level.series_id and asked.value_year = level.year and level.base_year = 0
    left join series as start
        on
            asked.series_id = start.series_id and start.base_year = 0
            and if(asked.base_year = 0, asked.since_year, asked.base_year) = start.year
    left join steps
        on
            asked.series_id = steps.series_id and asked.since_year = steps.since_year
            and asked.value_year = steps.value_year
),

-- rates a year: points of a share, else percent of the amount or of its ratio to the base year; none below zero
measured as (
    select
        *,
        target_year - value_year as years_left,
        value_year - start_year as years_gone,
        case direction when 'at_least' then value - threshold else threshold - value end as distance,
        case
            when value is null or is_over or kind not in ('level', 'change') or quotient <= 0 then null
            when is_in_points then (threshold - value)::double / years_left
            when base_year != 0
                then 100 * (pow((100 + threshold)::double / (100 + value), 1.0 / years_left) - 1)
            when value > 0 then 100 * (pow(threshold::double / value, 1.0 / years_left) - 1)
        end as required_rate,
        case
            when value is null or value_year <= start_year or kind not in ('level', 'change') or quotient < 0 then null
            when base_year != 0 then 100 * (pow((100 + value)::double / 100, 1.0 / years_gone) - 1)
            when is_in_points then (value - start_value)::double / years_gone
            when start_value > 0
                then 100 * (pow(value::double / start_value, 1.0 / years_gone) - 1)
        end as achieved_rate,
        -- a change is called one if it exceeds its error and shows with every grid factor alike
        bool_and(coalesce(value < -coalesce(error, 0), false)) over every_grid_factor
        or bool_and(coalesce(value > coalesce(error, 0), false)) over every_grid_factor as shows_alike
    from found
    window every_grid_factor as (
        partition by
            basis_id, region_code, year, target_id, indicator_code, caliber, scope, method, accounting, gas, base_year,
            is_yearly, threshold
    )
),

rounded as (
    select
        * exclude (required_rate, achieved_rate, error),
        printf('%.6f', required_rate)::decimal(24, 9) as required_rate,
        printf('%.6f', achieved_rate)::decimal(24, 9) as achieved_rate,
        printf('%.9f', error)::decimal(24, 9) as error,
        is_compared and shows_alike as is_change_shown,
        is_compared and year <= start_year as is_too_early,
        case
            when kind not in ('level', 'change') then ''
            when is_in_points then '百分点/年'
            else '%/年'
        end as rate_unit_zh,
        case
            when value is not null then ''
            when indicator_code = '' then 'NA'
            else coalesce(nullif(found_key, ''), 'NE')
        end as value_key
    from measured
),

limits as (
    select limit_value::decimal(9, 6) as at_risk_share from rules.target_limits
    where limit_code = 'at_risk_share'
),

judged as (
    select
        rounded.*,
        case
            when kind = 'trend' and is_yearly then if(direction = 'at_least', is_rising, is_falling)
            when kind = 'trend' and direction = 'not_more' then value <= 0 or not is_change_shown
            when kind = 'trend' then distance > 0
            else distance >= 0
        end as is_reached,
        kind = 'trend' and direction != 'not_more' and not is_change_shown as is_unshown,
        case
            when direction = 'at_least' then achieved_rate >= required_rate
            else achieved_rate <= required_rate
        end as is_fast_enough,
        case
            when direction = 'at_least' then required_rate > 0 and achieved_rate >= required_rate * at_risk_share
            else required_rate < 0 and achieved_rate <= required_rate * at_risk_share
        end as is_nearly_fast_enough
    from rounded
    cross join limits
),

-- a peak is found in the whole series, up to its last year; before it nothing is said
peaks as (
    select
        basis_id, region_code, caliber, scope, grid_factor_year, class_code, peak_year,
        last_year as last_peak_year, rtrim(reason_zh, '。') as peak_reason_zh
    from marts.peak_status
),

said as (
    select
        judged.*,
        case
            when kind != 'peak' then ''
            when peaks.class_code is null then '缺少能源二氧化碳序列'
            when peaks.class_code = '' or year = peaks.last_peak_year then peaks.peak_reason_zh
            else concat('达峰按整个序列判断，见', peaks.last_peak_year, '年')
        end as peak_reason_zh,
        case
            when kind = 'peak' and (coalesce(peaks.class_code, '') = '' or year != peaks.last_peak_year)
                then 'not_yet_decidable'
            when kind = 'peak' and peaks.peak_year > target_year then 'missed'
            when kind = 'peak' and peaks.class_code = 'peaked' then 'met'
            when kind = 'peak' and year >= target_year + 5 then 'missed'
            when kind = 'peak' then 'not_yet_decidable'
            when kind not in ('level', 'change', 'trend') then 'not_yet_measurable'
            when is_too_early then 'not_yet_decidable'
            when value is null then 'not_yet_measurable'
            when is_unshown then 'not_yet_decidable'
            when is_reached and has_no_size then 'not_yet_decidable'
            when is_over then if(is_reached, 'met', 'missed')
            when kind = 'trend' then if(is_reached, 'on_track', 'off_track')
            when achieved_rate is null or required_rate is null then 'not_yet_decidable'
            when is_fast_enough then 'on_track'
            when is_reached or is_nearly_fast_enough then 'at_risk'
            else 'off_track'
        end as computed_verdict
    from judged
    left join peaks
        on
            judged.kind = 'peak' and judged.basis_id = peaks.basis_id and judged.region_code = peaks.region_code
            and judged.caliber = peaks.caliber and judged.scope = peaks.scope
            and judged.grid_factor_year = peaks.grid_factor_year
),

-- several targets that must all be met: one that is missed fails them all
summed as (
    select
        whole.* replace (
            case
                when bool_or(part.computed_verdict = 'missed') then 'missed'
                when bool_and(part.computed_verdict = 'met') then 'met'
                else 'not_yet_measurable'
            end as computed_verdict
        )
    from said as whole
    inner join said as part
        on
            whole.basis_id = part.basis_id and whole.region_code = part.region_code and whole.year = part.year
            and part.is_headline and list_contains(string_split(whole.members, ' '), part.target_id)
    where whole.kind = 'all_of'
    group by all
),

verdicts as (
    select
        *,
        computed_verdict not in ('not_yet_decidable', 'not_yet_measurable') as is_decided,
        case
            when is_incomplete and computed_verdict not in ('not_yet_decidable', 'not_yet_measurable')
                then 'not_yet_decidable'
            else computed_verdict
        end as verdict
    from (
        select * from said
        where kind != 'all_of'
        union all by name
        select * from summed
    )
),

disagreeing as (
    select
        one.basis_id,
        one.region_code,
        one.year,
        one.target_id,
        one.reading_id,
        string_agg(
            concat(other.reading_zh, '：', word.title_zh), '；' order by other.reading_id
        ) as differing_zh,
        bool_or(other.caliber != one.caliber) as is_caliber_sensitive,
        bool_or(other.grid_factor_year != one.grid_factor_year) as is_grid_factor_sensitive,
        bool_or(other.base_year != one.base_year) as is_base_year_sensitive,
        bool_or(other.is_recalculated != one.is_recalculated) as is_recalculation_sensitive
    from verdicts as one
    inner join verdicts as other using (basis_id, region_code, year, target_id)
    inner join codes.verdicts as word on other.computed_verdict = word.verdict
    where other.is_decided and one.computed_verdict != other.computed_verdict
    group by all
)

select
    verdicts.basis_id,
    verdicts.region_code,
    verdicts.target_id,
    verdicts.reading_id,
    verdicts.year,
    verdicts.declared_reading_id,
    verdicts.is_recalculated,
    verdicts.line_number,
    verdicts.role,
    verdicts.kind,
    verdicts.title_zh,
    verdicts.title_en,
    verdicts.reading_zh,
    verdicts.reading_en,
    verdicts.is_headline,
    verdicts.department_zh,
    verdicts.target_year,
    verdicts.base_year,
    verdicts.indicator_code,
    verdicts.unit_zh,
    verdicts.threshold,
    verdicts.threshold_key,
    verdicts.value_year,
    verdicts.value::decimal(24, 9) as value,
    verdicts.value_key,
    verdicts.error,
    case
        when verdicts.error is not null then ''
        else coalesce(nullif(verdicts.value_key, ''), nullif(verdicts.found_error_key, ''), 'NE')
    end as error_key,
    verdicts.distance::decimal(24, 9) as distance,
    case
        when verdicts.distance is not null then ''
        else coalesce(nullif(verdicts.value_key, ''), verdicts.threshold_key)
    end as distance_key,
    verdicts.rate_unit_zh,
    verdicts.required_rate,
    case
        when verdicts.required_rate is not null then ''
        when verdicts.is_over or verdicts.rate_unit_zh = '' then 'NA'
        else coalesce(nullif(verdicts.value_key, ''), 'NE')
    end as required_key,
    verdicts.achieved_rate,
    case
        when verdicts.achieved_rate is not null then ''
        when verdicts.rate_unit_zh = '' then 'NA'
        else coalesce(nullif(verdicts.value_key, ''), 'NE')
    end as achieved_key,
    verdicts.is_change_shown,
    coalesce(abs(verdicts.distance) <= verdicts.error, false) as is_within_error,
    verdicts.is_incomplete,
    verdicts.verdict,
    verdicts.computed_verdict,
    disagreeing.reading_id is not null as is_sensitive,
    coalesce(disagreeing.is_caliber_sensitive, false) as is_caliber_sensitive,
    coalesce(disagreeing.is_grid_factor_sensitive, false) as is_grid_factor_sensitive,
    coalesce(disagreeing.is_base_year_sensitive, false) as is_base_year_sensitive,
    coalesce(disagreeing.is_recalculation_sensitive, false) as is_recalculation_sensitive,
    coalesce(disagreeing.differing_zh, '') as differing_zh,
    coalesce(announced.verdict, '') as announced_verdict,
    if(announced.verdict is null, 'NE', '') as announced_key,
    coalesce(announced.announced_by, '') as announced_by,
    concat_ws(
        '；',
        nullif(verdicts.missing_zh, ''),
        case
            when verdicts.kind = 'peak' then verdicts.peak_reason_zh
            when verdicts.kind = 'all_of' and verdicts.computed_verdict = 'not_yet_measurable' then '所含指标尚不能全部衡量'
            when verdicts.kind in ('outside', 'deed', 'all_of') then null
            when verdicts.is_too_early then concat('要与', verdicts.start_year, '年相比，这一年之后的数还没有')
            when not verdicts.is_known then '指标表没有这一指标或这一口径的数'
            when verdicts.value is null or verdicts.is_incomplete
                then
                    coalesce(
                        nullif(verdicts.found_reason_zh, ''),
                        if(
                            verdicts.start_value is null,
                            concat('没有', verdicts.start_year, '年的数，无从比较'), '数据不完整'
                        )
                    )
            when verdicts.is_unshown then '变化没有超过误差，或者固定与当年电网因子下方向不一致'
            when verdicts.is_reached and verdicts.has_no_size then '方向已对，原文没有给出幅度'
            when verdicts.computed_verdict = 'not_yet_decidable' and verdicts.start_value is null
                then concat('没有', verdicts.start_year, '年的数，进度无从比较')
            when verdicts.computed_verdict = 'not_yet_decidable' then '数不为正，算不出年均速度'
        end
    ) as reason_zh
from verdicts
left join disagreeing using (basis_id, region_code, year, target_id, reading_id)
left join core.announced_verdicts as announced using (target_id, region_code, year)
