-- the factor value, and the emissions that rest on it
with inputs as (
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
    select distinct
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
    inner join core.emission_factor_values using (basis_id, region_code, year, factor_id)
    inner join marts.emission_worksheets as worksheet
        using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where worksheet.emissions_t != 0 or worksheet.amount != 0
)

select *
from inputs
order by role, abs(value_used) desc
