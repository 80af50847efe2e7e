-- CO2 of the assessment view: fuel combustion plus net imported electricity (methodology 1.1, V2)
with co2 as (
    select *
    from marts.assessment_co2
    where variant = 'current_factor'
),

numerators as (
    select
        basis_id,
        region_code,
        year,
        'fuel_only' as scope,
        '能源活动' as scope_zh,
        fuel_co2_t as co2_t,
        is_fuel_incomplete as is_incomplete
    from co2
    union all
    select
        basis_id,
        region_code,
        year,
        'with_electricity' as scope,
        '能源活动加净调入电力' as scope_zh,
        co2_t,
        is_incomplete
    from co2
),

-- constant prices are those of years that end in 0 or 5
price_bases as (
    select distinct
        region_code,
        year - year % 5 as price_base_year
    from core.deliveries
),

per_gdp as (
    select
        numerators.basis_id,
        numerators.region_code,
        numerators.year,
        'co2_per_gdp' as indicator_code,
        concat_ws('.', numerators.scope, price_bases.price_base_year) as variant,
        concat('单位GDP二氧化碳排放（', numerators.scope_zh, '，', price_bases.price_base_year, '年价）') as title_zh,
        'tCO₂/万元' as unit_zh,
        numerators.co2_t as numerator,
        gdp.gdp_cny * 0.0001 as denominator,
        'no_gdp' as reason_code,
        numerators.is_incomplete
    from numerators
    inner join price_bases using (region_code)
    left join core.gdp as gdp
        on
            numerators.region_code = gdp.region_code and numerators.year = gdp.year
            and price_bases.price_base_year = gdp.price_base_year
),

per_resident as (
    select
        numerators.basis_id,
        numerators.region_code,
        numerators.year,
        'co2_per_resident' as indicator_code,
        numerators.scope as variant,
        concat('人均二氧化碳排放（', numerators.scope_zh, '，常住人口年平均）') as title_zh,
        'tCO₂/人' as unit_zh,
        numerators.co2_t as numerator,
        mean_population.persons as denominator,
        'no_population' as reason_code,
        numerators.is_incomplete
    from numerators
    left join core.mean_population as mean_population using (region_code, year)
),

indicators as (
    select * from per_gdp
    union all
    select * from per_resident
)

select
    indicators.basis_id,
    indicators.region_code,
    indicators.year,
    indicators.indicator_code,
    indicators.variant,
    indicators.title_zh,
    indicators.unit_zh,
    ratio(indicators.numerator, indicators.denominator) as value,
    indicators.numerator::decimal(38, 9) as numerator,
    indicators.denominator::decimal(38, 9) as denominator,
    case
        when indicators.numerator is null or coalesce(indicators.denominator, 0) = 0 then 'NE'
        else ''
    end as notation_key,
    indicators.is_incomplete,
    case
        when indicators.numerator is null then '缺少分子：' || no_emissions.title_zh
        when coalesce(indicators.denominator, 0) = 0 then no_denominator.title_zh
        when indicators.is_incomplete then no_emissions.title_zh
        else ''
    end as reason_zh
from indicators
inner join codes.reasons as no_denominator on indicators.reason_code = no_denominator.reason_code
inner join codes.reasons as no_emissions on no_emissions.reason_code = 'parts_not_estimated'
