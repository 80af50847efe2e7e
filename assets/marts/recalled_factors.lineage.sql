-- the factor, and the emissions of the last year that rest on it
with inputs as (
    select
        basis_id,
        region_code,
        factor_id,
        'factor' as role,
        'core.factor_values' as parent_table,
        factor_id as parent_id,
        null::double as value_used
    from marts.recalled_factors
    union all
    select distinct
        basis_id,
        region_code,
        factor_id,
        'part' as role,
        'core.emissions' as parent_table,
        emissions_id(
            basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas
        ) as parent_id,
        emission.emissions_t::double as value_used
    from marts.recalled_factors
    inner join core.emission_factor_values using (basis_id, region_code, factor_id)
    inner join core.emissions as emission
        using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where year = (select max(reported.year) from core.reported_years as reported)
)

select *
from inputs
order by role, abs(value_used) desc
