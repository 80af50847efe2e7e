-- what rests on factors that nobody read in their document, and who signed for it
with weighed as (
    select
        basis_id,
        region_code,
        year,
        category_code,
        factor_id,
        abs(emission.emissions_t) * gwp.gwp as weight_tco2e,
        category.is_in_total,
        year = (select max(reported.year) from core.reported_years as reported) as is_latest,
        resting.is_multiplied::integer / nullif(sum(resting.is_multiplied::integer) over (
            partition by basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas
        ), 0) as part
    from core.emission_factor_values as resting
    inner join core.emissions as emission
        using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    inner join core.factor_values as factor using (factor_id)
    inner join core.reported_years using (year)
    inner join core.bases using (basis_id)
    inner join core.gwps as gwp using (gwp_set, gas)
    inner join core.categories as category using (category_code)
    where emission.emissions_t != 0 and factor.evidence = 'recalled'
)

select
    used.basis_id,
    used.region_code,
    used.factor_id,
    factor.source_id,
    factor.locator,
    joined(list(used.category_code), ' ') as categories,
    min(used.year) as first_year,
    max(used.year) as last_year,
    -- these overlap: a figure rests on every one of its factors
    coalesce(sum(used.weight_tco2e) filter (where used.is_latest), 0)::decimal(38, 9) as emissions_tco2e,
    -- each figure of the total once, in equal parts among the factors of its year that it is multiplied with: they add
    -- up to what `evidence_shares` weighs as recalled, but for what a stock of earlier years still releases; a share
    -- that divides fuel is no factor of the figure
    coalesce(
        sum((used.weight_tco2e * used.part)::decimal(38, 9)) filter (where used.is_latest and used.is_in_total), 0
    )::decimal(38, 9) as apportioned_tco2e,
    waiver.factor_id is not null as is_waived,
    coalesce(waiver.signed_by, '') as signed_by,
    coalesce(waiver.signed_on, '') as signed_on
from weighed as used
inner join core.factor_values as factor on used.factor_id = factor.factor_id
left join core.waivers as waiver on used.factor_id = waiver.factor_id
group by
    used.basis_id, used.region_code, used.factor_id, factor.source_id, factor.locator,
    waiver.factor_id, waiver.signed_by, waiver.signed_on
