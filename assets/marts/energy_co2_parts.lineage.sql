-- emissions and what was burnt, or electricity used, with the coefficient to standard coal; what is generated is what
-- comes in on balance less what is used
with emitted as (
    select
        part.*,
        unnest(['part', 'activity']) as role,
        unnest(['core.emissions', 'core.activities']) as parent_table,
        unnest([
            emissions_id(
                part.basis_id, part.region_code, part.year, emission.category_code, emission.sector_code,
                part.fuel_code, emission.item_code, emission.gas
            ),
            activities_id(
                part.region_code, part.year, emission.category_code, emission.sector_code, part.fuel_code,
                emission.item_code
            )
        ]) as parent_id,
        unnest([emission.emissions_t::double, activity.amount::double]) as value_used
    from marts.energy_co2_parts as part
    inner join core.emissions as emission using (basis_id, region_code, year, fuel_code)
    inner join core.category_lines as line using (basis_id, category_code)
    left join codes.sector_industries as sector on emission.sector_code = sector.sector_code
    inner join core.activities as activity
        on
            part.region_code = activity.region_code and part.year = activity.year
            and emission.category_code = activity.category_code and emission.sector_code = activity.sector_code
            and part.fuel_code = activity.fuel_code and emission.item_code = activity.item_code
    where
        line.assessed_part = 'fuel' and emission.gas = 'CO2' and part.flow_code = 'use'
        and part.industry_code = coalesce(sector.industry_code, 'secondary_industry')
),

materials as (
    select
        part.*,
        'part' as role,
        'core.raw_material_co2' as parent_table,
        raw_material_co2_id(basis_id, region_code, year, fuel_code) as parent_id,
        material.co2_t::double as value_used
    from marts.energy_co2_parts as part
    inner join core.raw_material_co2 as material using (basis_id, region_code, year, fuel_code)
    where part.flow_code = 'raw_material'
),

coefficients as (
    select
        part.*,
        'coefficient' as role,
        'core.standard_coal' as parent_table,
        standard_coal_id(year, fuel_code) as parent_id,
        coal.calorific as value_used
    from marts.energy_co2_parts as part
    inner join core.standard_coal as coal using (year, fuel_code)
),

used as (
    select
        part.*,
        'plus' as role,
        'core.energy_use' as parent_table,
        energy_use_id(region_code, year, use.sector_code, fuel_code) as parent_id,
        use.amount::double as value_used
    from marts.energy_co2_parts as part
    inner join core.energy_use as use using (region_code, year, fuel_code)
    inner join codes.sectors as kind on use.sector_code = kind.sector_code and kind.kind != 'of_which'
    left join codes.sector_industries as sector on use.sector_code = sector.sector_code
    where
        part.fuel_code = 'electricity' and part.flow_code = 'use'
        and part.industry_code = coalesce(sector.industry_code, 'secondary_industry')
),

exchanged as (
    select
        part.*,
        'net' as role,
        'marts.assessment_co2' as parent_table,
        assessment_co2_id(basis_id, region_code, year, assessed.variant, assessed.factor_base_year) as parent_id,
        assessed.electricity_co2_t::double as value_used
    from marts.energy_co2_parts as part
    inner join marts.assessment_co2 as assessed using (basis_id, region_code, year)
    where part.fuel_code = 'electricity' and assessed.variant = 'current_factor'
    union all
    select
        part.*,
        'minus' as role,
        'marts.energy_co2_parts' as parent_table,
        energy_co2_parts_id(
            basis_id, region_code, year, use.industry_code, fuel_code, use.flow_code
        ) as parent_id,
        use.co2_t::double as value_used
    from marts.energy_co2_parts as part
    inner join marts.energy_co2_parts as use using (basis_id, region_code, year, fuel_code)
    where part.fuel_code = 'electricity' and part.flow_code = 'generation' and use.flow_code = 'use'
),

inputs as (
    select * from emitted
    union all
    select * from materials
    union all
    select * from coefficients
    union all
    select * from used
    union all
    select * from exchanged
)

select *
from inputs
order by
    array_position(['part', 'net', 'activity', 'plus', 'minus', 'coefficient'], role),
    abs(value_used) desc
