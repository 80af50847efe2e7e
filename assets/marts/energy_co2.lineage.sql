-- assessed CO2; without the power station what it burns, and what it generates as though it came in from outside
with assessed as (
    select
        series.*,
        assessed.variant,
        assessed.factor_base_year,
        assessed.fuel_co2_t,
        assessed.electricity_co2_t
    from marts.energy_co2 as series
    inner join marts.assessment_co2 as assessed using (basis_id, region_code, year)
    where
        assessed.variant in ('current_factor', 'fixed_factor') and assessed.factor_base_year = series.grid_factor_year
),

inputs as (
    select
        assessed.*,
        'assessed' as role,
        'marts.assessment_co2' as parent_table,
        assessment_co2_id(basis_id, region_code, year, variant, factor_base_year) as parent_id,
        fuel_co2_t::double as value_used
    from assessed
    where assessed.caliber = 'fuel_only'
    union all
    select
        assessed.*,
        'assessed' as role,
        'marts.assessed_calibers' as parent_table,
        assessed_calibers_id(
            basis_id, region_code, year, variant, factor_base_year, caliber, whole.part_code
        ) as parent_id,
        whole.co2_t::double as value_used
    from assessed
    inner join marts.assessed_calibers as whole
        using (basis_id, region_code, year, variant, factor_base_year, caliber)
    where whole.part_code = 'total'
    union all
    select
        assessed.*,
        'exchanged' as role,
        'marts.assessment_co2' as parent_table,
        assessment_co2_id(basis_id, region_code, year, variant, factor_base_year) as parent_id,
        electricity_co2_t::double as value_used
    from assessed
    where assessed.scope = 'outside_power' and assessed.caliber = 'energy'
    union all
    select
        assessed.*,
        'minus' as role,
        'core.emissions' as parent_table,
        emissions_id(
            basis_id, region_code, year, category_code, emission.sector_code, emission.fuel_code, emission.item_code,
            emission.gas
        ) as parent_id,
        emission.emissions_t::double as value_used
    from assessed
    inner join core.emissions as emission using (basis_id, region_code, year)
    inner join core.category_lines as line using (basis_id, category_code)
    where
        assessed.scope = 'outside_power' and line.assessed_part = 'fuel' and emission.gas = 'CO2'
        and emission.sector_code = 'power' and emission.emissions_t != 0
    union all
    select
        assessed.*,
        'thermal' as role,
        'marts.energy_balance' as parent_table,
        energy_balance_id(region_code, year, balance.row_code, balance.fuel_code) as parent_id,
        balance.amount::double as value_used
    from assessed
    inner join marts.energy_balance as balance using (region_code, year)
    where
        assessed.scope = 'outside_power' and assessed.caliber = 'energy'
        and balance.row_code = 'generation_thermal' and balance.fuel_code = 'electricity'
)

select *
from inputs
order by array_position(['assessed', 'minus', 'thermal', 'exchanged'], role), abs(value_used) desc
