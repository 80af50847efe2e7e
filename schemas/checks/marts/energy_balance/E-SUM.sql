-- severity: block
-- title_zh: 能源平衡表的行合计、列合计和未解释差额都与分项相符
-- title_en: totals by row and by column and the residual agree with their parts
with uses as (
    select balance.*, sector.kind = 'of_which' as is_part
    from marts.energy_balance as balance
    inner join codes.sectors as sector on balance.row_code = sector.sector_code
    where balance.fuel_code != 'total'
),

totals as (
    select region_code, year, row_code, fuel_code, coal_equivalent_tce
    from marts.energy_balance
    where row_code = 'use_total'
        or (row_code in (select sector_code from codes.sectors) and fuel_code = 'total')
),

sums as (
    select region_code, year, row_code, 'total' as fuel_code, sum(coal_equivalent_tce)::decimal(24, 6) as tce
    from uses
    group by region_code, year, row_code
    union all
    select
        region_code, year, 'use_total' as row_code, coalesce(fuel_code, 'total') as fuel_code,
        sum(coal_equivalent_tce)::decimal(24, 6) as tce
    from uses
    where not is_part
    group by grouping sets ((region_code, year, fuel_code), (region_code, year))
),

residuals as (
    select
        region_code, year,
        max(coal_equivalent_tce) filter (where row_code = 'approved_total')
        - max(coal_equivalent_tce) filter (where row_code = 'energy_consumption') as expected,
        max(coal_equivalent_tce) filter (where row_code = 'residual') as found
    from marts.energy_balance
    group by region_code, year
),

compared as (
    select
        totals.coal_equivalent_tce as found, sums.tce as expected,
        concat_ws(' ', region_code, year, row_code, fuel_code) as other
    from totals
    full join sums using (region_code, year, row_code, fuel_code)
    union all
    select found, expected, concat_ws(' ', region_code, year, 'residual') as other from residuals
)

select found, expected, found - expected as difference, 0 as "limit", other
from compared
where found is distinct from expected
