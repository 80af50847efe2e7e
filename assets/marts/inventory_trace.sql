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
    select region_code, year, category_code, sector_code, fuel_code, item_code, observation_id
    from core.activity_inputs
    inner join core.activities using (region_code, year, category_code, sector_code, fuel_code, item_code, term_set)
),

reported_emissions as (
    select emission.*
    from core.emissions as emission
    inner join core.reported_years using (year)
),

emission_ends as (
    select
        e.basis_id, e.region_code, e.year, e.category_code, e.gas,
        concat_ws(
            '/', e.category_code, e.gas, nullif(e.sector_code, ''), nullif(e.fuel_code, ''), nullif(e.item_code, '')
        ) as path,
        'cell' as parent_kind,
        c.observation_id as parent_id
    from reported_emissions as e
    inner join activity_cells as c using (region_code, year, category_code, sector_code, fuel_code, item_code)
    union all
    select
        e.basis_id, e.region_code, e.year, e.category_code, e.gas,
        concat_ws(
            '/', e.category_code, e.gas, nullif(e.sector_code, ''), nullif(e.fuel_code, ''), nullif(e.item_code, '')
        ) as path,
        'factor' as parent_kind,
        p.factor_id as parent_id
    from reported_emissions as e
    inner join core.factor_regions as r using (region_code)
    inner join core.factor_parts as p
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
),

indicator_ends as (
    select
        i.basis_id, i.region_code, i.year, i.indicator_code, i.variant, e.path, e.parent_kind, e.parent_id
    from marts.county_indicators as i
    inner join emission_ends as e using (basis_id, region_code, year)
    where
        i.value is not null and e.gas = 'CO2'
        and (e.category_code like 'E.%' or (e.category_code = 'S2.1' and i.variant like 'with_electricity%'))
    union all
    select
        i.basis_id, i.region_code, i.year,
        i.indicator_code, i.variant, 'gdp/' || g.role as path, 'cell' as parent_kind,
        g.observation_id as parent_id
    from marts.county_indicators as i
    inner join core.gdp_inputs as g
        on
            i.region_code = g.region_code and i.year = g.year
            and i.variant in ('fuel_only.' || g.price_base_year, 'with_electricity.' || g.price_base_year)
    where i.value is not null
    union all
    select
        i.basis_id, i.region_code, i.year, i.indicator_code, i.variant, 'residents' as path, 'cell' as parent_kind,
        o.observation_id as parent_id
    from marts.county_indicators as i
    inner join core.observations as o on i.region_code = o.region_code and o.year in (i.year - 1, i.year)
    where
        i.value is not null and i.indicator_code = 'co2_per_resident'
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
