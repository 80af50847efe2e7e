-- an amount times a factor
select
    emissions_id(basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas) as child_id,
    region_code,
    unnest(['activity', 'factor']) as role,
    unnest(['core.activities', 'core.factors']) as parent_table,
    unnest([
        activities_id(region_code, year, category_code, sector_code, fuel_code, item_code),
        factors_id(
            basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, factor.role
        )
    ]) as parent_id,
    unnest([activity.amount::double, factor.value]) as value_used
from core.emissions__multiply
inner join core.activities as activity using (region_code, year, category_code, sector_code, fuel_code, item_code)
inner join core.factor_regions using (region_code, fuel_code, item_code)
inner join core.factors as factor
    using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
where factor.role = 'factor'
