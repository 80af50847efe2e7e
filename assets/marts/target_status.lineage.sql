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
        status.threshold,
        target.* exclude (region_code, target_id, reading_id, role, base_year, threshold),
        if(status.base_year = 0, target.since_year, status.base_year) as start_year,
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
        readings.*,
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
            readings.series_id = series.series_id
            and (readings.year > readings.start_year or readings.kind not in ('change', 'trend'))
            and case
                -- a change that stands in the table itself needs no levels
                when change.parent_id is not null then series.parent_id = change.parent_id
                when series.base_year != 0 then false
                when series.year = readings.value_year then true
                else readings.kind in ('level', 'change', 'trend') and series.year = readings.start_year
            end
    union all
    select
        readings.*,
        'recalculated' as role,
        'marts.grid_factors' as parent_table,
        grid_factors_id(basis_id, region_code, offered.year, offered.treatment_code) as parent_id,
        offered.co2_t::double as value_used
    from readings
    inner join marts.grid_factors as offered using (basis_id, region_code)
    where
        readings.is_recalculated and readings.base_year = offered.year
        and readings.reading_id = concat(readings.declared_reading_id, '-', offered.treatment_code)
    union all
    select
        readings.*,
        'raw_material' as role,
        'marts.assessed_calibers' as parent_table,
        assessed_calibers_id(
            basis_id, region_code, part.year, part.variant, part.factor_base_year, part.caliber, part.part_code
        ) as parent_id,
        part.co2_t::double as value_used
    from readings
    inner join marts.assessed_calibers as part using (basis_id, region_code)
    where
        readings.is_recalculated and readings.base_year = part.year
        and part.variant = 'current_factor' and part.caliber = 'energy' and part.part_code = 'raw_material'
    union all
    select
        readings.*,
        'peak' as role,
        'marts.peak_status' as parent_table,
        peak_status_id(basis_id, region_code, caliber, scope, grid_factor_year) as parent_id,
        null as value_used
    from readings
    inner join marts.peak_status as peak using (basis_id, region_code, caliber, scope, grid_factor_year)
    where readings.kind = 'peak' and readings.year = peak.last_year
    union all
    select
        readings.*,
        'threshold' as role,
        'core.targets' as parent_table,
        targets_id(target_id, declared_reading_id) as parent_id,
        threshold::double as value_used
    from readings
    union all
    select
        readings.*,
        'part' as role,
        'marts.target_status' as parent_table,
        target_status_id(basis_id, region_code, part.target_id, part.reading_id, year) as parent_id,
        null as value_used
    from readings
    inner join marts.target_status as part using (basis_id, region_code, year)
    where part.is_headline and list_contains(string_split(readings.members, ' '), part.target_id)
)

select *
from inputs
order by
    array_position(
        ['value', 'level', 'start', 'denominator', 'recalculated', 'raw_material', 'threshold', 'part', 'peak'], role
    )
