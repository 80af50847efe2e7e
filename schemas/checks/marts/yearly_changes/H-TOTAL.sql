-- severity: hold
-- title_zh: 县总排放与上一年相差在限值之内，否则须说明（TS-01）
-- title_en: the total of a year is near that of the year before, or a person says why
with nearest as (
    select change.basis_id, change.region_code, change.year, change.earlier_year, change.comparable_pct
    from marts.yearly_changes as change
    inner join core.bases using (basis_id)
    inner join marts.year_progress using (basis_id, region_code, year)
    where is_official and is_headline
    qualify change.earlier_year = max(change.earlier_year) over (partition by change.region_code, change.year)
),

-- of what both years account for: that a category was added is no leap
leaps as (
    select nearest.*, accepted.lower::double as lower, accepted.upper::double as upper
    from nearest
    inner join rules.check_limits as accepted
        on
            accepted.rule_code = 'H-TOTAL'
            and comparable_pct::double / 100 not between accepted.lower::double and accepted.upper::double
),

by_category as (
    select
        leaps.*, category_code, any_value(later.category_title_zh) as category_zh,
        sum(later.emissions_tco2e - earlier.emissions_tco2e) as change_tco2e
    from leaps
    inner join marts.county_inventory as later using (basis_id, region_code, year)
    inner join marts.county_inventory as earlier using (basis_id, region_code, category_code, gas)
    where earlier.year = leaps.earlier_year and later.is_in_total
    group by all
),

-- the category that moved most, and of what it rests on, in that year or before, the figure that did: units are
-- measured each by its own largest
moved as (
    select *
    from by_category
    qualify row_number() over (partition by region_code, year order by abs(change_tco2e) desc, category_code) = 1
),

series as (
    select distinct
        moved.region_code, moved.year, moved.earlier_year, printed.item_code, printed.sector_code, printed.fuel_code,
        printed.facility_code, printed.period[5:] as months
    from moved
    inner join marts.category_sources as source using (basis_id, region_code, category_code)
    inner join core.observations as printed
        on source.end_table = 'core.observations' and source.end_id = printed.observation_id
    where source.is_used and source.year in (moved.year, moved.earlier_year)
),

preferred as (
    select *, period[5:] as months, coalesce(amount_base, 0) as quantity
    from core.observations
    where is_preferred
),

figures as (
    select
        series.region_code, series.year, figure.observation_id, figure.year as figure_year, figure.file_name,
        figure.sheet, figure.cell,
        abs(figure.quantity - coalesce(before.quantity, 0)) as change,
        max(greatest(abs(figure.quantity), abs(before.quantity))) over (
            partition by series.region_code, series.year, figure.year, figure.base_unit_code
        ) as largest
    from series
    inner join preferred as figure
        using (region_code, item_code, sector_code, fuel_code, facility_code, months)
    left join preferred as before
        on
            series.region_code = before.region_code and series.earlier_year = before.year
            and series.item_code = before.item_code and series.sector_code = before.sector_code
            and series.fuel_code = before.fuel_code and series.facility_code = before.facility_code
            and series.months = before.months
    where figure.year <= series.year
),

places as (
    select *
    from figures
    qualify
        row_number() over (
            partition by region_code, year
            order by figure_year desc, change / nullif(largest, 0) desc nulls last, observation_id
        ) = 1
)

select
    file_name as file, sheet, cell, year, concat_ws(' ', region.name_zh, year) as label,
    replace(printf('%+.0f%%', comparable_pct::double), '-', '−') as found,
    replace(printf('%+.0f%%～%+.0f%%', 100 * lower, 100 * upper), '-', '−') as expected,
    concat_ws(' ', category_code, category_zh) as rule,
    replace(printf('%+.1f', change_tco2e::double / 10000), '-', '−') as difference, earlier_year as other
from moved
inner join core.regions as region using (region_code)
inner join places using (region_code, year)
