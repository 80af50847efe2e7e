-- where energy CO2 goes: people × GDP per resident × energy per GDP × CO2 per energy, each from the last year that is
-- whole at a rate that a scenario declares, or at that of the last years; with bands from how the past years varied
with levels as (
    select
        emitted.basis_id,
        emitted.region_code,
        emitted.year,
        base.price_base_year,
        people.persons::double as persons,
        gdp.gdp_cny::double as gdp_cny,
        case basis.electricity_method
            when 'calorific' then energy.calorific_tce
            else energy.coal_equivalent_tce
        end::double as energy_tce,
        emitted.co2_t::double as co2_t
    from marts.energy_co2 as emitted
    inner join core.bases as basis using (basis_id)
    inner join core.mean_population as people using (region_code, year)
    inner join core.gdp as gdp using (region_code, year)
    inner join core.price_bases as base on gdp.price_base_year = base.price_base_year and base.is_in_force
    inner join marts.energy_balance as energy using (region_code, year)
    where
        emitted.caliber = 'energy' and emitted.scope = 'gross' and emitted.grid_factor_year = 0 and emitted.co2_t > 0
        and energy.row_code = 'energy_consumption' and not energy.is_incomplete and gdp.sector_code = ''
),

whole as (
    select *, max(year) over (partition by basis_id, region_code) as base_year
    from levels
    where energy_tce > 0
),

factors as (
    select
        basis_id,
        region_code,
        year,
        base_year,
        unnest(['population', 'gdp_per_resident', 'energy_per_gdp', 'co2_per_energy']) as factor_code,
        unnest([persons, gdp_cny / persons, energy_tce / gdp_cny, co2_t / energy_tce]) as factor
    from whole
),

trends as (
    select
        later.basis_id,
        later.region_code,
        rule.scenario_code,
        rule.factor_code,
        ln(later.factor / earlier.factor) / rule.over_years::integer as trend_rate
    from rules.outlook as rule
    inner join factors as later on rule.factor_code = later.factor_code and later.year = later.base_year
    inner join factors as earlier
        on
            later.basis_id = earlier.basis_id and later.region_code = earlier.region_code
            and later.factor_code = earlier.factor_code and later.year - rule.over_years::integer = earlier.year
    where rule.rule_code in ('trend', 'faster')
),

yearly as (
    select *, ln(1 + change_pct::double / 100) / over_years::integer as yearly_rate
    from rules.outlook
    where rule_code in ('declared', 'declared_per_gdp')
),

-- CO2 per energy falls by what CO2 per GDP is to fall, less what energy per GDP is to
declared as (
    select
        asked.scenario_code,
        asked.factor_code,
        asked.yearly_rate - if(asked.rule_code = 'declared_per_gdp', energy.yearly_rate, 0) as declared_rate
    from yearly as asked
    inner join yearly as energy on asked.scenario_code = energy.scenario_code and energy.rule_code = 'declared'
),

-- of all that scenarios declare
fastest as (
    select factor_code, min(declared_rate) as declared_rate
    from declared
    group by factor_code
),

rates as (
    select
        place.basis_id,
        place.region_code,
        rule.scenario_code,
        rule.factor_code,
        rule.evidence,
        case
            when rule.rule_code in ('declared', 'declared_per_gdp') then declared.declared_rate
            when rule.rule_code = 'trend' or trends.trend_rate is null then trends.trend_rate
            else least(trends.trend_rate, fastest.declared_rate)
        end as rate
    from (select distinct basis_id, region_code from whole) as place
    cross join rules.outlook as rule
    left join trends
        on
            place.basis_id = trends.basis_id and place.region_code = trends.region_code
            and rule.scenario_code = trends.scenario_code and rule.factor_code = trends.factor_code
    left join declared on rule.scenario_code = declared.scenario_code and rule.factor_code = declared.factor_code
    left join fastest on rule.factor_code = fastest.factor_code
),

scenarios as (
    select
        basis_id,
        region_code,
        scenario_code,
        max(rate) filter (where factor_code = 'population') as population_rate,
        max(rate) filter (where factor_code = 'gdp_per_resident') as gdp_rate,
        max(rate) filter (where factor_code = 'energy_per_gdp') as energy_rate,
        max(rate) filter (where factor_code = 'co2_per_energy') as co2_rate,
        worst_evidence(evidence) as evidence
    from rates
    group by basis_id, region_code, scenario_code
),

steps as (
    select
        basis_id,
        region_code,
        ln(co2_t / lag(co2_t) over (partition by basis_id, region_code order by year)) as step,
        year - lag(year) over (partition by basis_id, region_code order by year) as years
    from whole
),

spreads as (
    select basis_id, region_code, stddev_samp(step) as spread
    from steps
    where years = 1
    group by basis_id, region_code
),

-- every place has its rows, whether there is anything to go on from or not
asked as (
    select place.*, scenario.*
    from (select basis_id, region_code, max(year) as last_year from core.inventories group by all) as place
    cross join rules.outlook_scenarios as scenario
),

years as (
    select
        asked.*,
        whole.price_base_year,
        whole.base_year,
        whole.persons,
        whole.gdp_cny / whole.persons as gdp_per_resident,
        whole.energy_tce / whole.gdp_cny as energy_per_gdp,
        whole.co2_t / whole.energy_tce as co2_per_energy,
        scenarios.* exclude (basis_id, region_code, scenario_code),
        spreads.spread,
        unnest(range(coalesce(whole.base_year, asked.last_year) + 1, asked.horizon_year::integer + 1)) as year
    from asked
    left join whole
        on
            asked.basis_id = whole.basis_id and asked.region_code = whole.region_code
            and whole.year = whole.base_year
    left join scenarios
        on
            asked.basis_id = scenarios.basis_id and asked.region_code = scenarios.region_code
            and asked.scenario_code = scenarios.scenario_code
    left join spreads on asked.basis_id = spreads.basis_id and asked.region_code = spreads.region_code
),

projected as (
    select
        * exclude (persons, gdp_per_resident, energy_per_gdp, co2_per_energy),
        year - base_year as ahead,
        persons * exp(population_rate * (year - base_year)) as persons,
        gdp_per_resident * exp(gdp_rate * (year - base_year)) as gdp_per_resident,
        energy_per_gdp * exp(energy_rate * (year - base_year)) as energy_per_gdp,
        co2_per_energy * exp(co2_rate * (year - base_year)) as co2_per_energy
    from years
),

emitted as (
    select
        *,
        persons * gdp_per_resident * energy_per_gdp * co2_per_energy as co2_t,
        exp(band_quantile::double * spread * sqrt(ahead)) as band
    from projected
)

select
    basis_id,
    region_code,
    scenario_code,
    year::integer as year,
    title_zh as scenario_title_zh,
    coalesce(base_year, 0) as base_year,
    coalesce(price_base_year, 0) as price_base_year,
    printf('%.6f', persons)::decimal(24, 6) as persons,
    printf('%.6f', gdp_per_resident)::decimal(24, 6) as gdp_per_resident_cny,
    printf('%.9f', energy_per_gdp * 10000)::decimal(24, 9) as energy_per_gdp,
    printf('%.9f', co2_per_energy)::decimal(24, 9) as co2_per_energy,
    to_gram(co2_t) as co2_t,
    case when co2_t is null then 'NE' else '' end as notation_key,
    to_gram(co2_t / band) as co2_low_t,
    to_gram(co2_t * band) as co2_high_t,
    case when co2_t is null or band is null then 'NE' else '' end as band_key,
    coalesce(evidence, '') as evidence,
    case
        when base_year is null then '没有人口、不变价地区生产总值、能源消费总量和能源二氧化碳都完整的年份'
        when co2_t is null then concat(base_year, '年以前没有趋势所需的年份')
        else note
    end as reason_zh
from emitted
