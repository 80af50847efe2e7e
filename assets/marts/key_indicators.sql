-- the three indicators of the provincial report, each with and without land use (methodology 10.7)
with parts as (
    select
        basis_id,
        region_code,
        year,
        max(co2_t) filter (where line_code = 'total') as co2_t,
        max(emissions_tco2e) filter (where line_code = 'total') as emissions_tco2e,
        coalesce(max(co2_t) filter (where line_code = 'lulucf'), 0) as lulucf_co2_t,
        coalesce(max(emissions_tco2e) filter (where line_code = 'lulucf'), 0) as lulucf_tco2e,
        bool_or(is_incomplete) filter (where line_code in ('energy', 'ippu', 'agriculture', 'waste'))
            as is_incomplete,
        bool_or(is_incomplete) filter (where line_code = 'lulucf') as is_lulucf_incomplete
    from marts.provincial_summary
    group by basis_id, region_code, year
),

emitted as (
    select basis_id, region_code, year, false as is_with_lulucf, '不含' as with_zh,
        co2_t - lulucf_co2_t as co2_t, emissions_tco2e - lulucf_tco2e as emissions_tco2e, is_incomplete
    from parts
    union all
    select basis_id, region_code, year, true as is_with_lulucf, '含' as with_zh,
        co2_t, emissions_tco2e, is_incomplete or is_lulucf_incomplete as is_incomplete
    from parts
),

-- a series is in the prices of one year: of the last that ends in 0 or 5
price_bases as (
    select region_code, max(year - year % 5) as price_base_year
    from core.deliveries
    group by region_code
),

indicators as (
    select
        emitted.basis_id, emitted.region_code, emitted.year, emitted.is_with_lulucf,
        'per_gdp' as indicator_code,
        concat('单位GDP二氧化碳排放（', price_bases.price_base_year, '年价，', with_zh, '土地利用变化和林业）') as title_zh,
        'tCO₂/万元' as unit_zh,
        emitted.co2_t as numerator,
        gdp.gdp_cny * 0.0001 as denominator,
        'no_gdp' as reason_code,
        emitted.is_incomplete
    from emitted
    inner join price_bases using (region_code)
    left join core.gdp as gdp
        on
            emitted.region_code = gdp.region_code and emitted.year = gdp.year
            and price_bases.price_base_year = gdp.price_base_year
    union all
    select
        emitted.basis_id, emitted.region_code, emitted.year, emitted.is_with_lulucf,
        'per_resident' as indicator_code,
        concat('人均温室气体排放（常住人口年平均，', with_zh, '土地利用变化和林业）') as title_zh,
        'tCO₂e/人' as unit_zh,
        emitted.emissions_tco2e as numerator,
        mean_population.persons as denominator,
        'no_population' as reason_code,
        emitted.is_incomplete
    from emitted
    left join core.mean_population as mean_population using (region_code, year)
    union all
    select
        emitted.basis_id, emitted.region_code, emitted.year, emitted.is_with_lulucf,
        'per_primary_energy' as indicator_code,
        concat('单位一次能源消费二氧化碳排放（', with_zh, '土地利用变化和林业）') as title_zh,
        'tCO₂/tce' as unit_zh,
        emitted.co2_t as numerator,
        case basis.electricity_method
            when 'calorific' then energy.calorific_tce
            else energy.coal_equivalent_tce
        end as denominator,
        'no_energy_total' as reason_code,
        emitted.is_incomplete or coalesce(energy.is_incomplete, false) as is_incomplete
    from emitted
    inner join core.bases as basis using (basis_id)
    left join marts.energy_balance as energy
        on
            emitted.region_code = energy.region_code and emitted.year = energy.year
            and energy.row_code = 'energy_consumption'
)

select
    indicators.basis_id,
    indicators.region_code,
    indicators.year,
    indicators.indicator_code,
    indicators.is_with_lulucf,
    indicators.title_zh,
    indicators.unit_zh,
    ratio(indicators.numerator, indicators.denominator) as value,
    indicators.numerator::decimal(38, 9) as numerator,
    indicators.denominator::decimal(38, 9) as denominator,
    case
        when indicators.numerator is null or coalesce(indicators.denominator, 0) = 0 then 'NE'
        else ''
    end as notation_key,
    coalesce(indicators.is_incomplete, true) as is_incomplete,
    case
        when indicators.numerator is null then '缺少分子：' || no_emissions.title_zh
        when coalesce(indicators.denominator, 0) = 0 then no_denominator.title_zh
        when indicators.is_incomplete then no_emissions.title_zh
        else ''
    end as reason_zh
from indicators
inner join codes.reasons as no_denominator on indicators.reason_code = no_denominator.reason_code
inner join codes.reasons as no_emissions on no_emissions.reason_code = 'parts_not_estimated'
