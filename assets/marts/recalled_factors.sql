-- what rests on factors that nobody read in their document, and who signed for it
select
    emission.basis_id,
    emission.region_code,
    part.factor_id,
    factor.source_id,
    factor.locator,
    string_agg(distinct emission.category_code, ' ' order by emission.category_code) as categories,
    min(emission.year) as first_year,
    max(emission.year) as last_year,
    -- shares of one figure overlap: a figure rests on every one of its factors
    sum(abs(emission.emissions_t) * gwp.gwp)
        filter (where emission.year = (select max(reported.year) from core.reported_years as reported))
    ::decimal(38, 9) as emissions_tco2e,
    waiver.factor_id is not null as is_waived,
    coalesce(waiver.signed_by, '') as signed_by,
    coalesce(waiver.signed_on, '') as signed_on
from core.emissions as emission
inner join core.reported_years using (year)
inner join core.bases as basis using (basis_id)
inner join core.gwps as gwp using (gwp_set, gas)
inner join core.factor_regions as factor_region using (region_code)
inner join core.factor_parts as part
    using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
inner join core.factor_values as factor on part.factor_id = factor.factor_id
left join core.waivers as waiver on part.factor_id = waiver.factor_id
where part.evidence = 'recalled' and emission.emissions_t != 0
group by
    emission.basis_id, emission.region_code, part.factor_id, factor.source_id, factor.locator,
    waiver.factor_id, waiver.signed_by, waiver.signed_on
