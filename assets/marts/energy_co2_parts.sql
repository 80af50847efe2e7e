-- the assessed CO2 by industry and fuel, with the energy it comes of: what is burnt, electricity that is used, and,
-- below zero, electricity that the county itself generates; and fuels used as raw material, as if burnt
with emitted as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        -- waste that is burnt for power has no sector of its own
        coalesce(part.industry_code, 'secondary_industry') as industry_code,
        emission.fuel_code,
        sum(activity.amount) as amount,
        sum(emission.emissions_t) as co2_t
    from core.emissions as emission
    inner join core.category_lines as line using (basis_id, category_code)
    left join codes.sector_industries as part using (sector_code)
    left join core.activities as activity using (region_code, year, category_code, sector_code, fuel_code, item_code)
    where line.assessed_part = 'fuel' and emission.gas = 'CO2'
    group by all
),

burnt as (
    select emitted.*, to_gram(emitted.amount::double * coal.calorific) as energy_tce
    from emitted
    left join core.standard_coal as coal using (year, fuel_code)
),

used as (
    select
        use.region_code, use.year, coalesce(part.industry_code, 'secondary_industry') as industry_code,
        sum(use.amount) as mwh
    from core.energy_use as use
    inner join codes.sectors as sector on use.sector_code = sector.sector_code and sector.kind != 'of_which'
    left join codes.sector_industries as part on use.sector_code = part.sector_code
    where use.fuel_code = 'electricity'
    group by all
),

exchanged as (
    select
        assessed.basis_id,
        assessed.region_code,
        assessed.year,
        assessed.electricity_co2_t as net_t,
        to_gram(assessed.net_electricity_mwh::double * coal.calorific) as net_tce,
        if(
            assessed.net_electricity_mwh = 0, assessed.electricity_factor::double,
            assessed.electricity_co2_t::double / assessed.net_electricity_mwh::double
        ) as factor,
        coal.calorific
    from marts.assessment_co2 as assessed
    left join core.standard_coal as coal on assessed.year = coal.year and coal.fuel_code = 'electricity'
    where assessed.variant = 'current_factor' and assessed.net_electricity_mwh is not null
),

electricity as (
    select
        exchanged.*,
        used.industry_code,
        to_gram(used.mwh::double * exchanged.calorific) as energy_tce,
        to_gram(used.mwh::double * exchanged.factor) as co2_t
    from exchanged
    inner join used using (region_code, year)
),

-- what the industries use, less what comes in from outside, was generated here; where nobody says who uses it, neither
-- is known
generated as (
    select
        basis_id,
        region_code,
        year,
        'secondary_industry' as industry_code,
        exchanged.net_tce - sum(electricity.energy_tce) as energy_tce,
        exchanged.net_t - sum(electricity.co2_t) as co2_t
    from exchanged
    left join electricity using (basis_id, region_code, year)
    group by basis_id, region_code, year, exchanged.net_tce, exchanged.net_t
),

parts as (
    select basis_id, region_code, year, industry_code, fuel_code, 'use' as flow_code, energy_tce, co2_t
    from burnt
    union all
    select
        basis_id, region_code, year, industry_code, 'electricity' as fuel_code, 'use' as flow_code, energy_tce, co2_t
    from electricity
    union all
    select
        basis_id, region_code, year, industry_code, 'electricity' as fuel_code, 'generation' as flow_code, energy_tce,
        co2_t
    from generated
    union all
    select
        basis_id, region_code, year, 'secondary_industry' as industry_code, fuel_code, 'raw_material' as flow_code,
        calorific_tce as energy_tce, co2_t
    from core.raw_material_co2
)

select
    parts.basis_id,
    parts.region_code,
    parts.year,
    parts.industry_code,
    industry.title_zh as industry_title_zh,
    parts.fuel_code,
    coalesce(fuel.title_zh, '垃圾及其他') as fuel_title_zh,
    parts.flow_code,
    parts.energy_tce::decimal(24, 6) as energy_tce,
    case when parts.energy_tce is null then 'NE' else '' end as energy_key,
    parts.co2_t::decimal(24, 6) as co2_t,
    case when parts.co2_t is null then 'NE' else '' end as notation_key
from parts
inner join codes.sectors as industry on parts.industry_code = industry.sector_code
left join codes.fuels as fuel on parts.fuel_code = fuel.fuel_code
where parts.co2_t is null or parts.energy_tce is null or parts.co2_t != 0 or parts.energy_tce != 0
