-- how much of a year rests on a factor value; what there is none of rests on nothing
with resting as (
    select distinct
        basis_id,
        region_code,
        year,
        category_code,
        sector_code,
        fuel_code,
        item_code,
        gas,
        factor_id,
        worksheet.emissions_tco2e
    from marts.emission_worksheets as worksheet
    inner join core.emission_factor_values
        using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where worksheet.emissions_t != 0 or worksheet.amount != 0
)

select
    basis_id,
    region_code,
    year,
    factor_id,
    joined(list(category_code), ' ') as categories,
    -- these overlap: a figure rests on every one of its factors
    coalesce(sum(abs(emissions_tco2e)), 0)::decimal(38, 9) as emissions_tco2e
from resting
group by basis_id, region_code, year, factor_id
