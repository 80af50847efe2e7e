-- the factor value, and the emissions that rest on it
with resting as (
    select
        basis_id,
        region_code,
        year,
        category_code,
        sector_code,
        fuel_code,
        item_code,
        gas,
        unnest([factor_id, later_factor_id]) as factor_id
    from core.factor_parts
    inner join core.factor_regions using (factor_region_code)
    where is_allowed
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
        input.share_factor_id as factor_id
    from marts.emission_worksheets as worksheet
    inner join core.energy_inputs as input using (region_code, year, sector_code, fuel_code)
    where worksheet.item_code = ''
),

inputs as (
    select
        basis_id,
        region_code,
        year,
        factor_id,
        'factor' as role,
        'core.factor_values' as parent_table,
        factor_id as parent_id,
        null::double as value_used
    from marts.factor_uses
    union all
    select
        basis_id,
        region_code,
        year,
        factor_id,
        'part' as role,
        'marts.emission_worksheets' as parent_table,
        emission_worksheets_id(
            basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas
        ) as parent_id,
        worksheet.emissions_tco2e::double as value_used
    from marts.factor_uses
    inner join resting using (basis_id, region_code, year, factor_id)
    inner join marts.emission_worksheets as worksheet
        using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where worksheet.emissions_t != 0 or worksheet.amount != 0
)

select *
from inputs
order by role, abs(value_used) desc
