-- of the assessed CO2 in both calibers (methodology 1.1, V2; 10.8) and of the provincial total (methodology 10.7)
with form as (
    select
        basis_id,
        region_code,
        year,
        max(co2_t) filter (where line_code = 'total') as co2_t,
        max(emissions_tco2e) filter (where line_code = 'total') as tco2e,
        coalesce(max(co2_t) filter (where line_code = 'lulucf'), 0) as lulucf_co2_t,
        coalesce(max(emissions_tco2e) filter (where line_code = 'lulucf'), 0) as lulucf_tco2e,
        bool_or(is_incomplete) filter (where line_code in ('energy', 'ippu', 'agriculture', 'waste'))
            as is_incomplete,
        bool_or(is_incomplete) filter (where line_code = 'lulucf') as is_lulucf_incomplete
    from marts.provincial_summary
    group by basis_id, region_code, year
),

-- what CO2 lacks in a sector, whatever its other gases do
co2_gaps as (
    select
        basis_id,
        region_code,
        year,
        bool_or(is_incomplete and line_code != 'lulucf') as is_co2_incomplete,
        bool_or(is_incomplete and line_code = 'lulucf') as is_lulucf_co2_incomplete
    from marts.form_cells
    where
        form_code = 'provincial' and gas_column = 'CO2'
        and line_code in ('energy', 'ippu', 'agriculture', 'waste', 'lulucf')
    group by basis_id, region_code, year
),

-- the total of the form gas by gas; a gas that does not occur has no row
gases as (
    select
        basis_id,
        region_code,
        year,
        gas_column as gas,
        max(emissions_tco2e) filter (where line_code = 'total') as tco2e,
        coalesce(max(emissions_tco2e) filter (where line_code = 'lulucf'), 0) as lulucf_tco2e,
        bool_or(is_incomplete) filter (where line_code = 'total') as is_incomplete
    from marts.form_cells
    where form_code = 'provincial' and line_code in ('total', 'lulucf') and gas_column != 'all'
    group by basis_id, region_code, year, gas_column
    having bool_or(line_code = 'total' and emissions_key in ('', 'NE'))
),

emitted as (
    select
        basis_id, region_code, year, 'fuel_only' as caliber, false as is_with_lulucf, 'bottom_up' as method,
        0 as grid_factor_year, '' as gas, fuel_co2_t as co2_t, null as tco2e, is_fuel_incomplete as is_incomplete,
        null as is_co2_incomplete, '' as reason_zh
    from marts.assessment_co2
    where variant = 'current_factor'
    union all
    select
        basis_id, region_code, year, caliber, false as is_with_lulucf,
        if(starts_with(variant, 'standard_coal'), 'standard_coal', 'bottom_up') as method,
        factor_base_year as grid_factor_year, '' as gas, co2_t, null as tco2e, is_incomplete,
        null as is_co2_incomplete, reason_zh
    from marts.assessed_calibers
    where part_code = 'total'
    union all
    select
        form.basis_id, form.region_code, form.year,
        'total' as caliber, unnest([false, true]) as is_with_lulucf,
        '' as method, 0 as grid_factor_year, '' as gas,
        unnest([form.co2_t - form.lulucf_co2_t, form.co2_t]) as co2_t,
        unnest([form.tco2e - form.lulucf_tco2e, form.tco2e]) as tco2e,
        unnest([form.is_incomplete, form.is_incomplete or form.is_lulucf_incomplete]) as is_incomplete,
        unnest([
            co2_gaps.is_co2_incomplete, co2_gaps.is_co2_incomplete or co2_gaps.is_lulucf_co2_incomplete
        ]) as is_co2_incomplete,
        '' as reason_zh
    from form
    left join co2_gaps using (basis_id, region_code, year)
    union all
    select
        basis_id, region_code, year, 'total' as caliber, unnest([false, true]) as is_with_lulucf,
        '' as method, 0 as grid_factor_year, gas, null as co2_t, unnest([tco2e - lulucf_tco2e, tco2e]) as tco2e,
        is_incomplete, null as is_co2_incomplete, '' as reason_zh
    from gases
),

-- of every year the last base up to then, and the base in force
price_bases as (
    select
        delivery.region_code,
        max(base.price_base_year) as price_base_year
    from core.deliveries as delivery
    inner join core.price_bases as base on delivery.year >= base.price_base_year
    group by delivery.region_code, delivery.year
    union
    select
        delivery.region_code,
        base.price_base_year
    from core.deliveries as delivery
    cross join core.price_bases as base
    where base.is_in_force
),

denominators as (
    select
        basis.basis_id, gdp.region_code, gdp.year, 'gdp' as denominator_code, gdp.price_base_year,
        gdp.gdp_cny * 0.0001 as denominator, gdp.error_pct, false as is_incomplete
    from core.gdp as gdp
    cross join core.bases as basis
    where gdp.sector_code = ''
    union all
    select
        basis.basis_id, people.region_code, people.year, 'residents' as denominator_code, 0 as price_base_year,
        people.persons as denominator, null as error_pct, false as is_incomplete
    from core.mean_population as people
    cross join core.bases as basis
    union all
    select
        basis.basis_id, energy.region_code, energy.year, 'primary_energy' as denominator_code, 0 as price_base_year,
        case basis.electricity_method
            when 'calorific' then energy.calorific_tce
            else energy.coal_equivalent_tce
        end as denominator,
        null as error_pct,
        energy.is_incomplete
    from marts.energy_balance as energy
    cross join core.bases as basis
    where energy.row_code = 'energy_consumption'
),

asked as (
    select
        emitted.basis_id,
        emitted.region_code,
        emitted.year,
        indicator.indicator_code,
        emitted.caliber,
        emitted.method,
        if(indicator.denominator_code = 'primary_energy', basis.electricity_method, '') as accounting,
        emitted.grid_factor_year,
        emitted.gas,
        emitted.is_with_lulucf,
        coalesce(price_bases.price_base_year, 0) as price_base_year,
        coalesce(base.is_in_force, true) as is_price_base_in_force,
        indicator.denominator_code,
        indicator.title_zh,
        indicator.title_en,
        concat_ws(
            '，',
            counted.title_zh,
            gas.title_zh,
            if(emitted.method = 'standard_coal', method.title_zh, null),
            nullif(emitted.grid_factor_year, 0) || '年电网因子',
            price_bases.price_base_year || '年价',
            nullif(indicator.per_zh, '')
        ) as about_zh,
        concat_ws(
            ', ',
            counted.title_en,
            nullif(emitted.gas, ''),
            if(emitted.method = 'standard_coal', method.title_en, null),
            'grid factor of ' || nullif(emitted.grid_factor_year, 0),
            'prices of ' || price_bases.price_base_year,
            nullif(indicator.per_en, '')
        ) as about_en,
        indicator.unit_zh,
        case indicator.numerator_gas when 'CO2' then emitted.co2_t else emitted.tco2e end as numerator,
        coalesce(
            if(indicator.numerator_gas = 'CO2', emitted.is_co2_incomplete, null), emitted.is_incomplete
        ) as is_numerator_incomplete,
        emitted.reason_zh as numerator_reason_zh,
        indicator.reason_code
    from emitted
    inner join codes.indicators as indicator
        on
            list_contains(string_split(indicator.calibers, ' '), emitted.caliber)
            and (emitted.method != 'standard_coal' or contains(indicator.variants, 'method'))
            and (emitted.grid_factor_year = 0 or contains(indicator.variants, 'grid_factor_year'))
            and (emitted.gas = '' or contains(indicator.variants, 'gas'))
    inner join core.bases as basis using (basis_id)
    -- of the total of the form, whether removals count; of the assessed CO2, the caliber
    inner join codes.indicator_variants as counted
        on
            if(emitted.caliber = 'total', 'is_with_lulucf', 'caliber') = counted.variant_column
            and if(emitted.caliber = 'total', emitted.is_with_lulucf::varchar, emitted.caliber) = counted.variant_code
    left join codes.indicator_variants as method
        on method.variant_column = 'method' and emitted.method = method.variant_code
    left join codes.indicator_variants as gas on gas.variant_column = 'gas' and emitted.gas = gas.variant_code
    left join price_bases on emitted.region_code = price_bases.region_code and indicator.denominator_code = 'gdp'
    left join core.price_bases as base on price_bases.price_base_year = base.price_base_year
    -- in other prices than those in force only what is shown beside them
    where
        coalesce(base.is_in_force, true) or (emitted.method != 'standard_coal' and emitted.grid_factor_year = 0)
),

indicators as (
    select
        asked.*,
        if(asked.denominator_code = '', 1, denominators.denominator) as denominator,
        denominators.error_pct,
        asked.numerator is null
        or (asked.denominator_code != '' and coalesce(denominators.denominator, 0) = 0) as is_unknown,
        coalesce(asked.is_numerator_incomplete, true) or coalesce(denominators.is_incomplete, false) as is_incomplete
    from asked
    left join denominators using (basis_id, region_code, year, denominator_code, price_base_year)
)

select
    indicators.basis_id,
    indicators.region_code,
    indicators.year,
    indicators.indicator_code,
    indicators.caliber,
    '' as scope,
    indicators.method,
    indicators.accounting,
    indicators.grid_factor_year,
    indicators.gas,
    indicators.is_with_lulucf,
    indicators.price_base_year,
    0 as base_year,
    indicators.is_price_base_in_force,
    -- with net imported electricity where that is counted, without removals, all years in the prices in force
    row_number() over (
        partition by indicators.basis_id, indicators.region_code, indicators.year, indicators.indicator_code
        order by
            indicators.is_price_base_in_force desc,
            indicators.price_base_year desc,
            indicators.caliber != 'energy',
            indicators.method = 'standard_coal',
            indicators.grid_factor_year,
            indicators.gas,
            indicators.is_with_lulucf,
            indicators.caliber
    ) = 1 as is_headline,
    concat(indicators.title_zh, '（', indicators.about_zh, '）') as title_zh,
    concat(indicators.title_en, ' (', indicators.about_en, ')') as title_en,
    indicators.unit_zh,
    ratio(indicators.numerator, indicators.denominator) as value,
    indicators.numerator::decimal(38, 9) as numerator,
    indicators.denominator::decimal(38, 9) as denominator,
    case when indicators.is_unknown then 'NE' else '' end as notation_key,
    indicators.is_incomplete,
    if(indicators.is_unknown, null, indicators.error_pct)::decimal(24, 9) as error_pct,
    if(indicators.is_unknown or indicators.error_pct is null, 'NA', '') as error_key,
    case
        when indicators.numerator is null
            then '缺少分子：' || coalesce(nullif(indicators.numerator_reason_zh, ''), no_emissions.title_zh)
        when indicators.is_unknown then no_denominator.title_zh
        when indicators.is_incomplete
            then
                coalesce(
                    if(indicators.is_numerator_incomplete, nullif(indicators.numerator_reason_zh, ''), null),
                    no_emissions.title_zh
                )
        else ''
    end as reason_zh
from indicators
inner join codes.reasons as no_emissions on no_emissions.reason_code = 'parts_not_estimated'
left join codes.reasons as no_denominator on indicators.reason_code = no_denominator.reason_code
