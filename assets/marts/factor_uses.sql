-- how much of a year rests on a factor value: on one that is multiplied, and on a share by which fuel is divided; what
-- there is none of rests on nothing
with occurring as (
    select *
    from marts.emission_worksheets
    where emissions_t != 0 or amount != 0
),

resting as (
    select
        worksheet.basis_id,
        worksheet.region_code,
        worksheet.year,
        worksheet.category_code,
        worksheet.sector_code,
        worksheet.fuel_code,
        worksheet.item_code,
        worksheet.gas,
        worksheet.emissions_tco2e,
        unnest([part.factor_id, part.later_factor_id]) as factor_id
    from occurring as worksheet
    inner join core.factor_regions using (region_code)
    inner join core.factor_parts as part
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where part.is_allowed
    union
    select
        worksheet.basis_id,
        worksheet.region_code,
        worksheet.year,
        worksheet.category_code,
        worksheet.sector_code,
        worksheet.fuel_code,
        worksheet.item_code,
        worksheet.gas,
        worksheet.emissions_tco2e,
        input.share_factor_id as factor_id
    from occurring as worksheet
    inner join core.energy_inputs as input using (region_code, year, sector_code, fuel_code)
    where worksheet.item_code = ''
)

select
    basis_id,
    region_code,
    year,
    factor_id,
    string_agg(distinct category_code, ' ' order by category_code) as categories,
    -- these overlap: a figure rests on every one of its factors
    coalesce(sum(abs(emissions_tco2e)), 0)::decimal(38, 9) as emissions_tco2e
from resting
where factor_id != ''
group by basis_id, region_code, year, factor_id
