-- the value, or the levels that it is taken from or that show how fast it moved; the target; what a summary sums up
with readings as (
    select
        status.basis_id,
        status.region_code,
        status.target_id,
        status.reading_id,
        status.year,
        status.value_year,
        status.base_year,
        status.declared_reading_id,
        status.is_recalculated,
        if(status.base_year = 0, target.since_year, status.base_year) as start_year,
        target.kind in ('level', 'change', 'trend') as is_compared,
        status.year > if(status.base_year = 0, target.since_year, status.base_year)
        or target.kind not in ('change', 'trend') as has_begun,
        concat_ws(
            '/', status.basis_id, status.region_code, target.indicator_code, target.caliber, target.scope,
            target.method, target.accounting, target.gas, target.grid_factor_year
        ) as series_id
    from marts.target_status as status
    inner join core.targets as target
        on status.target_id = target.target_id and status.declared_reading_id = target.reading_id
),

series as (
    select
        concat_ws(
            '/', basis_id, region_code, indicator_code, caliber, scope, method, accounting, gas, grid_factor_year
        ) as series_id,
        year,
        base_year,
        value,
        denominator,
        county_indicators_id(
            basis_id, region_code, year, indicator_code, caliber, scope, method, accounting, grid_factor_year, gas,
            is_with_lulucf, price_base_year, base_year
        ) as parent_id
    from marts.county_indicators
    where is_price_base_in_force and not is_with_lulucf
),

inputs as (
    select
        readings.basis_id,
        readings.region_code,
        readings.target_id,
        readings.reading_id,
        readings.year,
        case
            when series.base_year != 0 then 'value'
            when series.year = readings.value_year then 'level'
            when readings.is_recalculated then 'denominator'
            else 'start'
        end as role,
        'marts.county_indicators' as parent_table,
        series.parent_id,
        if(
            readings.is_recalculated and series.year != readings.value_year, series.denominator, series.value
        )::double as value_used
    from readings
    left join series as change
        on
            readings.series_id = change.series_id and readings.value_year = change.year
            and readings.base_year = change.base_year and change.base_year != 0 and not readings.is_recalculated
    inner join series
        on
            readings.series_id = series.series_id and readings.has_begun
            and case
                -- a change that stands in the table itself needs no levels
                when change.parent_id is not null then series.parent_id = change.parent_id
                when series.base_year != 0 then false
                when series.year = readings.value_year then true
                else readings.is_compared and series.year = readings.start_year
            end
    union all
    select
        readings.basis_id,
        readings.region_code,
        readings.target_id,
        readings.reading_id,
        readings.year,
        'recalculated' as role,
        'marts.grid_factors' as parent_table,
        grid_factors_id(offered.basis_id, offered.region_code, offered.year, offered.treatment_code) as parent_id,
        offered.co2_t::double as value_used
    from readings
    inner join marts.grid_factors as offered
        on
            readings.basis_id = offered.basis_id and readings.region_code = offered.region_code
            and readings.base_year = offered.year
            and readings.reading_id = concat(readings.declared_reading_id, '-', offered.treatment_code)
    where readings.is_recalculated
    union all
    select
        readings.basis_id,
        readings.region_code,
        readings.target_id,
        readings.reading_id,
        readings.year,
        'raw_material' as role,
        'marts.assessed_calibers' as parent_table,
        assessed_calibers_id(
            part.basis_id, part.region_code, part.year, part.variant, part.factor_base_year, part.caliber,
            part.part_code
        ) as parent_id,
        part.co2_t::double as value_used
    from readings
    inner join marts.assessed_calibers as part
        on
            readings.basis_id = part.basis_id and readings.region_code = part.region_code
            and readings.base_year = part.year
    where
        readings.is_recalculated and part.variant = 'current_factor' and part.caliber = 'energy'
        and part.part_code = 'raw_material'
    union all
    select
        status.basis_id,
        status.region_code,
        status.target_id,
        status.reading_id,
        status.year,
        'peak' as role,
        'marts.peak_status' as parent_table,
        peak_status_id(
            peak.basis_id, peak.region_code, peak.caliber, peak.scope, peak.grid_factor_year
        ) as parent_id,
        null as value_used
    from marts.target_status as status
    inner join core.targets as target
        on
            status.kind = 'peak' and status.target_id = target.target_id
            and status.declared_reading_id = target.reading_id
    inner join marts.peak_status as peak
        on
            status.basis_id = peak.basis_id and status.region_code = peak.region_code
            and target.caliber = peak.caliber and target.scope = peak.scope
            and target.grid_factor_year = peak.grid_factor_year and status.year = peak.last_year
    union all
    select
        basis_id,
        region_code,
        target_id,
        reading_id,
        year,
        'threshold' as role,
        'core.targets' as parent_table,
        targets_id(target_id, declared_reading_id) as parent_id,
        threshold::double as value_used
    from marts.target_status
    union all
    select
        whole.basis_id,
        whole.region_code,
        whole.target_id,
        whole.reading_id,
        whole.year,
        'part' as role,
        'marts.target_status' as parent_table,
        target_status_id(part.basis_id, part.region_code, part.target_id, part.reading_id, part.year) as parent_id,
        null as value_used
    from marts.target_status as whole
    inner join core.targets as target using (target_id, reading_id)
    inner join marts.target_status as part
        on whole.basis_id = part.basis_id and whole.region_code = part.region_code and whole.year = part.year
    where part.is_headline and list_contains(string_split(target.members, ' '), part.target_id)
)

select
    target_status_id(basis_id, region_code, target_id, reading_id, year) as child_id,
    region_code,
    (row_number() over (
        partition by basis_id, region_code, target_id, reading_id, year
        order by
            array_position(
                [
                    'value', 'level', 'start', 'denominator', 'recalculated', 'raw_material', 'threshold', 'part',
                    'peak'
                ],
                role
            ),
            parent_id
    ))::integer as position,
    role,
    parent_table,
    parent_id,
    value_used
from inputs
