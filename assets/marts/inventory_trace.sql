with energy_terms as (
    select distinct category_code, term_set, sector_code
    from core.category_activities
    where parent_kind = 'energy_use'
),

-- the ends of an activity: the printed cells that make it
activity_cells as (
    select a.region_code, a.year, a.category_code, a.sector_code, a.fuel_code, a.item_code, i.observation_id
    from core.activities as a
    inner join energy_terms as t using (category_code, term_set, sector_code)
    inner join core.energy_inputs as i using (region_code, year, sector_code, fuel_code)
    union all
    select region_code, year, category_code, sector_code, fuel_code, item_code, parent_id as observation_id
    from core.activity_inputs
    inner join core.activities using (region_code, year, category_code, sector_code, fuel_code, item_code, term_set)
    where parent_kind = 'observation'
    union all
    -- an estimate ends in the cells that it rests on
    select i.region_code, i.year, i.category_code, i.sector_code, i.fuel_code, i.item_code, e.observation_id
    from core.activity_inputs as i
    inner join core.activities using (region_code, year, category_code, sector_code, fuel_code, item_code, term_set)
    inner join core.estimate_inputs as e
        on i.parent_id = concat_ws('/', 'estimate', e.region_code, e.year, e.item_code, e.sector_code, e.fuel_code)
    where i.parent_kind = 'estimate'
),

reported_emissions as (
    select emission.*
    from core.emissions as emission
    inner join core.reported_years using (year)
),

surveyed as (
    select distinct category_code, sector_code, item_code
    from core.category_gases
    where method = 'stock_difference'
),

-- the years of activity behind an emission: its own, or of a stock every year in which something was added
years_behind as (
    select
        e.basis_id, e.region_code, e.year, e.category_code, e.sector_code, e.fuel_code, e.item_code, e.gas,
        e.year as activity_year
    from reported_emissions as e
    semi join core.activities
        using (region_code, year, category_code, sector_code, fuel_code, item_code)
    anti join core.stocks
        using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    union all
    -- of a surveyed stock the surveys before and after the year
    select
        e.basis_id, e.region_code, e.year, e.category_code, e.sector_code, e.fuel_code, e.item_code, e.gas,
        unnest([max(a.year) filter (where a.year < e.year), min(a.year) filter (where a.year >= e.year)])
            as activity_year
    from reported_emissions as e
    inner join core.activities as a using (region_code, category_code, sector_code, fuel_code, item_code)
    semi join surveyed using (category_code, sector_code, item_code)
    group by e.basis_id, e.region_code, e.year, e.category_code, e.sector_code, e.fuel_code, e.item_code, e.gas
    union all
    select
        e.basis_id, e.region_code, e.year, e.category_code, e.sector_code, e.fuel_code, e.item_code, e.gas,
        s.year as activity_year
    from reported_emissions as e
    inner join core.stocks as s
        on
            e.basis_id = s.basis_id and e.region_code = s.region_code and e.category_code = s.category_code
            and e.sector_code = s.sector_code and e.fuel_code = s.fuel_code and e.item_code = s.item_code
            and e.gas = s.gas and s.year <= e.year
    where s.has_inflow
),

emission_ends as (
    select distinct
        e.basis_id, e.region_code, e.year, e.category_code, e.gas,
        concat_ws(
            '/', e.category_code, e.gas, nullif(e.sector_code, ''), nullif(e.fuel_code, ''), nullif(e.item_code, '')
        ) as path,
        'cell' as parent_kind,
        c.observation_id as parent_id
    from years_behind as e
    inner join activity_cells as c
        on
            e.region_code = c.region_code and e.activity_year = c.year and e.category_code = c.category_code
            and e.sector_code = c.sector_code and e.fuel_code = c.fuel_code and e.item_code = c.item_code
    union all
    select distinct
        e.basis_id, e.region_code, e.year, e.category_code, e.gas,
        concat_ws(
            '/', e.category_code, e.gas, nullif(e.sector_code, ''), nullif(e.fuel_code, ''), nullif(e.item_code, '')
        ) as path,
        'factor' as parent_kind,
        p.factor_id as parent_id
    from years_behind as e
    inner join core.factor_regions as r using (region_code)
    inner join core.factor_parts as p
        on
            e.basis_id = p.basis_id and r.factor_region_code = p.factor_region_code and e.activity_year = p.year
            and e.category_code = p.category_code and e.sector_code = p.sector_code
            and e.fuel_code = p.fuel_code and e.item_code = p.item_code and e.gas = p.gas
),

indicators as (
    select *, concat_ws('.', scope, nullif(price_base_year, 0)) as variant
    from marts.county_indicators
    where value is not null and scope != 'total'
),

indicator_ends as (
    select
        i.basis_id, i.region_code, i.year, i.indicator_code, i.variant, e.path, e.parent_kind, e.parent_id
    from indicators as i
    inner join emission_ends as e using (basis_id, region_code, year)
    inner join core.category_lines as line using (basis_id, category_code)
    where
        e.gas = 'CO2'
        and (
            line.assessed_part = 'fuel'
            or (line.assessed_part = 'electricity' and i.scope = 'with_electricity')
        )
    union all
    select
        i.basis_id, i.region_code, i.year,
        i.indicator_code, i.variant, 'gdp/' || g.role as path, 'cell' as parent_kind,
        g.observation_id as parent_id
    from indicators as i
    inner join core.gdp_inputs as g using (region_code, year, price_base_year)
    union all
    select
        i.basis_id, i.region_code, i.year, i.indicator_code, i.variant, 'residents' as path, 'cell' as parent_kind,
        o.observation_id as parent_id
    from indicators as i
    inner join core.observations as o on i.region_code = o.region_code and o.year in (i.year - 1, i.year)
    where
        i.indicator_code = 'co2_per_resident'
        and o.item_code = 'population_resident' and o.sector_code = '' and o.is_preferred
),

published as (
    select
        basis_id, region_code, year,
        'county_inventory' as published_table, category_code as published_code, gas as variant,
        path, parent_kind, parent_id
    from emission_ends
    union all
    select
        basis_id, region_code, year,
        'county_indicators' as published_table, indicator_code as published_code, variant,
        path, parent_kind, parent_id
    from indicator_ends
)

select
    published.basis_id,
    published.region_code,
    published.year,
    published.published_table,
    published.published_code,
    published.variant,
    published.path,
    published.parent_kind,
    published.parent_id,
    coalesce(observation.file_name, '') as file_name,
    coalesce(observation.file_sha256, '') as file_sha256,
    coalesce(observation.sheet, '') as sheet,
    coalesce(observation.cell, '') as cell,
    coalesce(observation.printed_text, factor.value::varchar) as printed_text,
    coalesce(observation.source_id, factor.source_id) as source_id,
    coalesce(factor.locator, '') as locator,
    coalesce(factor.evidence, '') as evidence
from published
left join core.observations as observation
    on published.parent_kind = 'cell' and published.parent_id = observation.observation_id
left join core.factor_values as factor
    on published.parent_kind = 'factor' and published.parent_id = factor.factor_id
