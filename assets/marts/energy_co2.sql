-- assessed CO2 as series: fuels alone or with electricity, whole or as though the thermal power station stood outside,
-- by the grid factor of each year or of one that is held; with electricity, fuels used as raw material count, too
-- (methodology 10.8). A year that is not whole has none
with power as (
    select emission.basis_id, emission.region_code, emission.year, sum(emission.emissions_t) as power_t
    from core.emissions as emission
    inner join core.category_lines as line using (basis_id, category_code)
    where line.assessed_part = 'fuel' and emission.gas = 'CO2' and emission.sector_code = 'power'
    group by emission.basis_id, emission.region_code, emission.year
),

thermal as (
    select region_code, year, amount as thermal_mwh
    from marts.energy_balance
    where row_code = 'generation_thermal' and fuel_code = 'electricity'
),

assessed as (
    select
        assessed.*,
        whole.co2_t as energy_co2_t,
        whole.is_incomplete as is_energy_incomplete,
        whole.reason_zh as energy_reason_zh,
        coalesce(power.power_t, 0) as power_t,
        -- what the station sends out would come in from outside, by the factor that counts for what is exchanged
        case
            when coalesce(power.power_t, 0) = 0 then 0
            else to_gram(
                thermal.thermal_mwh::double * assessed.electricity_co2_t::double
                / nullif(assessed.net_electricity_mwh::double, 0)
            )
        end::decimal(24, 6) as replaced_t
    from marts.assessment_co2 as assessed
    inner join marts.assessed_calibers as whole using (basis_id, region_code, year, variant, factor_base_year)
    left join power using (basis_id, region_code, year)
    left join thermal using (region_code, year)
    where
        assessed.variant in ('current_factor', 'fixed_factor')
        and whole.caliber = 'energy' and whole.part_code = 'total'
),

series as (
    select
        basis_id, region_code, year, 'fuel_only' as caliber, 0 as grid_factor_year,
        unnest(['gross', 'outside_power']) as scope,
        unnest([fuel_co2_t, fuel_co2_t - power_t]) as co2_t,
        is_fuel_incomplete as is_incomplete, '燃料燃烧的二氧化碳不完整' as reason_zh
    from assessed
    where variant = 'current_factor'
    union all
    select
        basis_id, region_code, year, 'energy' as caliber, factor_base_year as grid_factor_year,
        unnest(['gross', 'outside_power']) as scope,
        unnest([energy_co2_t, energy_co2_t - power_t + replaced_t]) as co2_t,
        is_energy_incomplete as is_incomplete, energy_reason_zh as reason_zh
    from assessed
)

select
    basis_id,
    region_code,
    year,
    caliber,
    scope,
    grid_factor_year,
    case when not is_incomplete then co2_t end::decimal(24, 6) as co2_t,
    case when is_incomplete or co2_t is null then 'NE' else '' end as notation_key,
    case
        when is_incomplete then reason_zh
        when co2_t is null then '缺少火力发电量'
        else ''
    end as reason_zh
from series
