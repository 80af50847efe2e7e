-- severity: block
-- title_zh: 用作原料的能源不在燃烧量之内（ENB-05）：工业、发电、供热燃烧量之和不超过消费量减原料，汽油、柴油更少
-- title_en: what is used as raw material is not burnt
with asked as (
    select
        region_code, year, fuel_code,
        sum(case item_code when 'industry_energy_consumption' then amount_base else -amount_base end) as fuel
    from core.observations
    where
        is_preferred and is_whole_year and not is_total
        and item_code in ('industry_energy_consumption', 'industry_energy_feedstock')
        and fuel_code != 'electricity'
    group by region_code, year, fuel_code
),

burnt as (
    select
        inputs.region_code, inputs.year, inputs.fuel_code,
        sum(inputs.sign * inputs.amount_base) as amount
    from core.energy_inputs as inputs
    inner join core.observations as observation using (observation_id)
    where
        inputs.account = 'returns' and inputs.sector_code in ('industry', 'power', 'heat_supply')
        and observation.item_code != 'energy_survey_use'
    group by inputs.region_code, inputs.year, inputs.fuel_code
)

select
    concat_ws(' ', burnt.region_code, burnt.year, fuel.title_zh) as label,
    burnt.amount as found, asked.fuel as expected
from burnt
inner join asked using (region_code, year, fuel_code)
inner join codes.fuels as fuel using (fuel_code)
where burnt.amount > asked.fuel
