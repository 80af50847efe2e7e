-- what rests on factors that nobody read in their document, and who signed for it
with used as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        emission.category_code,
        emission.gas,
        emission.emissions_t,
        part.factor_id
    from core.emissions as emission
    inner join core.factor_regions as factor_region using (region_code)
    inner join core.factor_parts as part
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where part.evidence = 'recalled'
    union all
    -- shares by which fuel is divided between sectors
    select distinct
        emission.basis_id,
        emission.region_code,
        emission.year,
        emission.category_code,
        emission.gas,
        emission.emissions_t,
        input.share_factor_id as factor_id
    from core.emissions as emission
    inner join core.energy_inputs as input using (region_code, year, sector_code, fuel_code)
    inner join core.factor_values as factor on input.share_factor_id = factor.factor_id
    where emission.item_code = '' and factor.evidence = 'recalled'
)

select
    used.basis_id,
    used.region_code,
    used.factor_id,
    factor.source_id,
    factor.locator,
    string_agg(distinct used.category_code, ' ' order by used.category_code) as categories,
    min(used.year) as first_year,
    max(used.year) as last_year,
    -- shares of one figure overlap: a figure rests on every one of its factors
    coalesce(
        sum(abs(used.emissions_t) * gwp.gwp)
            filter (where used.year = (select max(reported.year) from core.reported_years as reported)),
        0
    )::decimal(38, 9) as emissions_tco2e,
    waiver.factor_id is not null as is_waived,
    coalesce(waiver.signed_by, '') as signed_by,
    coalesce(waiver.signed_on, '') as signed_on
from used
inner join core.reported_years using (year)
inner join core.bases as basis using (basis_id)
inner join core.gwps as gwp using (gwp_set, gas)
inner join core.factor_values as factor on used.factor_id = factor.factor_id
left join core.waivers as waiver on used.factor_id = waiver.factor_id
where used.emissions_t != 0
group by
    used.basis_id, used.region_code, used.factor_id, factor.source_id, factor.locator,
    waiver.factor_id, waiver.signed_by, waiver.signed_on
