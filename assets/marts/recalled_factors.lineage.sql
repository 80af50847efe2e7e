-- the factor, and the emissions of the last year that rest on it
with resting as (
    select
        basis_id,
        region_code,
        category_code,
        sector_code,
        fuel_code,
        item_code,
        gas,
        year,
        unnest([factor_id, later_factor_id]) as factor_id
    from core.factor_parts
    inner join core.factor_regions using (factor_region_code)
    union
    select
        basis_id,
        region_code,
        emission.category_code,
        sector_code,
        fuel_code,
        emission.item_code,
        emission.gas,
        year,
        input.share_factor_id as factor_id
    from core.emissions as emission
    inner join core.energy_inputs as input using (region_code, year, sector_code, fuel_code)
    where emission.item_code = '' and input.share_factor_id != ''
),

inputs as (
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
    select
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
    inner join resting using (basis_id, region_code, factor_id)
    inner join core.emissions as emission
        using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where year = (select max(reported.year) from core.reported_years as reported)
)

select *
from inputs
order by role, abs(value_used) desc
