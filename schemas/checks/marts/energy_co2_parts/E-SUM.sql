-- severity: block
-- title_zh: 各产业各品种之和等于考核二氧化碳
-- title_en: industries and fuels add up to assessed CO2
with sums as (
    select
        basis_id,
        region_code,
        year,
        sum(co2_t) filter (where fuel_code != 'electricity' and flow_code != 'raw_material') as fuel_co2_t,
        sum(co2_t) as co2_t,
        -- nobody says which industry uses electricity
        bool_or(flow_code = 'generation' and notation_key != '') as is_undivided
    from marts.energy_co2_parts
    group by basis_id, region_code, year
)

select
    coalesce(sums.co2_t, sums.fuel_co2_t) as found,
    coalesce(whole.co2_t, assessed.fuel_co2_t) as expected,
    coalesce(sums.co2_t - whole.co2_t, sums.fuel_co2_t - assessed.fuel_co2_t) as difference,
    0 as "limit",
    concat_ws(' ', basis_id, region_code, year) as other
from marts.assessment_co2 as assessed
inner join marts.assessed_calibers as whole using (basis_id, region_code, year, variant)
left join sums using (basis_id, region_code, year)
where
    assessed.variant = 'current_factor' and whole.caliber = 'energy' and whole.part_code = 'total'
    and (
        coalesce(sums.fuel_co2_t, 0) != coalesce(assessed.fuel_co2_t, 0)
        or (
            whole.co2_t is not null and sums.is_undivided is distinct from true
            and coalesce(sums.co2_t, 0) != whole.co2_t
        )
    )
