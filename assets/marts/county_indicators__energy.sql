-- energy consumed, by electricity as coal and by what is deducted, the same per GDP, and the fuels in it (methodology
-- 10.2). What industry uses as raw material is no fuel of the balance and is added to the gross total
with materials as (
    select distinct region_code, year, fuel_code, amount, calorific_tce
    from core.raw_material_co2
),

fuels as (
    select region_code, year, fuel_code, 'use' as kind, amount, calorific_tce as tce
    from marts.energy_balance
    where row_code = 'use_total' and fuel_code != 'total'
    union all
    select region_code, year, fuel_code, 'power' as kind, amount, calorific_tce as tce
    from marts.energy_balance
    where row_code = 'power' and fuel_code != 'total'
    union all
    select region_code, year, fuel_code, 'material' as kind, amount, calorific_tce as tce
    from materials
),

-- coal is what is mined, washed or pressed: coke and gases are made of it
sums as (
    select
        region_code,
        year,
        coalesce(sum(tce) filter (where kind = 'material'), 0) as material_tce,
        coalesce(sum(tce) filter (where kind != 'power' and fuel.group_code = 'coal'), 0) as coal_tce,
        coalesce(sum(tce) filter (where kind != 'power' and fuel.group_code = 'gas'), 0) as gas_tce,
        coalesce(sum(amount) filter (where kind != 'power' and is_coal), 0) as coal_t,
        coalesce(sum(amount) filter (where kind != 'power' and is_coal), 0)
        - coalesce(sum(amount) filter (where kind = 'power' and is_coal), 0) as coal_outside_power_t,
        coalesce(
            sum(amount) filter (where kind != 'power' and fuel.group_code = 'oil' and fuel.dimension = 'mass'), 0
        ) as oil_t
    from fuels
    inner join (
        select
            *,
            group_code = 'coal' and dimension = 'mass'
            and fuel_code not in ('coke', 'other_coking_products') as is_coal
        from codes.fuels
        where is_total = 'false'
    ) as fuel using (fuel_code)
    group by region_code, year
    having count(*) filter (where kind = 'use') > 0
),

balance as (
    select
        region_code,
        year,
        max(calorific_tce) filter (where row_code = 'energy_consumption') as calorific_tce,
        max(coal_equivalent_tce) filter (where row_code = 'energy_consumption') as coal_equivalent_tce,
        max(coal_equivalent_tce) filter (where row_code = 'approved_total') as approved_tce,
        bool_or(is_incomplete) filter (where row_code = 'energy_consumption') as is_incomplete,
        max(amount) filter (where row_code = 'generation')
        - max(amount) filter (where row_code = 'generation_thermal') as renewable_mwh
    from marts.energy_balance
    where row_code in ('energy_consumption', 'approved_total', 'generation', 'generation_thermal')
    group by region_code, year
),

-- what wind, water and sun make more than in the year before the plan period, of the years from then on
new_renewables as (
    select
        later.region_code,
        later.year,
        greatest(later.renewable_mwh - base.renewable_mwh, 0) as mwh
    from balance as later
    inner join core.price_bases as listed on listed.is_in_force and later.year >= listed.price_base_year
    inner join balance as base
        on later.region_code = base.region_code and listed.price_base_year = base.year
),

accounts as (
    select
        place.basis_id,
        place.region_code,
        place.year,
        accounting,
        case accounting
            when 'calorific' then balance.calorific_tce
            else balance.coal_equivalent_tce
        end as without_feedstock_tce,
        sums.material_tce,
        to_gram(
            new_renewables.mwh::double
            * if(accounting = 'calorific', coal.calorific, coal.coal_equivalent)
        )::decimal(24, 6) as new_renewables_tce,
        new_renewables.region_code is not null as has_new_renewables,
        balance.approved_tce,
        sums.coal_tce,
        sums.gas_tce,
        sums.coal_t,
        sums.coal_outside_power_t,
        sums.oil_t,
        coalesce(balance.is_incomplete, true) as is_incomplete
    from core.inventories as place
    cross join (values ('coal_equivalent'), ('calorific')) as way (accounting)
    left join balance using (region_code, year)
    left join sums using (region_code, year)
    left join new_renewables using (region_code, year)
    left join core.standard_coal as coal on place.year = coal.year and coal.fuel_code = 'electricity'
),

consumed as (
    select
        basis_id, region_code, year, accounting,
        unnest(['gross', 'without_feedstock', 'without_new_renewables']) as scope,
        unnest([
            without_feedstock_tce + material_tce, without_feedstock_tce, without_feedstock_tce - new_renewables_tce
        ]) as tce,
        unnest([true, true, has_new_renewables]) as is_asked,
        is_incomplete
    from accounts
    union all
    select
        basis_id, region_code, year, accounting, 'approved' as scope, approved_tce as tce, true as is_asked,
        approved_tce is null as is_incomplete
    from accounts
    where accounting = 'coal_equivalent'
),

-- numerators and denominators: 1 for an amount
ratios as (
    select
        basis_id, region_code, year, 'energy_consumption' as indicator_code, scope, accounting,
        0 as price_base_year, tce as numerator, 1 as denominator, is_incomplete,
        null as error_pct
    from consumed
    where is_asked
    union all
    select
        consumed.basis_id, consumed.region_code, consumed.year, 'energy_per_gdp' as indicator_code,
        consumed.scope, consumed.accounting, base.price_base_year, consumed.tce as numerator,
        gdp.gdp_cny * 0.0001 as denominator, consumed.is_incomplete, gdp.error_pct
    from consumed
    inner join core.price_bases as base on base.is_in_force
    left join core.gdp as gdp
        on
            consumed.region_code = gdp.region_code and consumed.year = gdp.year
            and base.price_base_year = gdp.price_base_year and gdp.sector_code = ''
    where consumed.is_asked
    union all
    select
        basis_id, region_code, year, unnest(['coal_use', 'coal_use', 'oil_use']) as indicator_code,
        unnest(['all', 'outside_power', 'all']) as scope, '' as accounting, 0 as price_base_year,
        unnest([coal_t, coal_outside_power_t, oil_t]) as numerator, 1 as denominator, is_incomplete,
        null as error_pct
    from accounts
    where accounting = 'calorific'
    union all
    select
        basis_id, region_code, year, unnest(['coal_share', 'gas_share']) as indicator_code, '' as scope, accounting,
        0 as price_base_year, 100 * unnest([coal_tce, gas_tce]) as numerator,
        without_feedstock_tce + material_tce as denominator, is_incomplete, null as error_pct
    from accounts
),

told as (
    select
        *,
        ratio(numerator, denominator) as value,
        case
            when numerator is null or (indicator_code like '%share' and denominator is null) then 'no_energy_total'
            when denominator is null then 'no_gdp'
            when is_incomplete then 'parts_not_estimated'
        end as reason_code
    from ratios
)

select
    told.basis_id,
    told.region_code,
    told.year,
    told.indicator_code,
    '' as caliber,
    told.scope,
    '' as method,
    told.accounting,
    0 as grid_factor_year,
    '' as gas,
    false as is_with_lulucf,
    told.price_base_year,
    0 as base_year,
    true as is_price_base_in_force,
    -- the total that is approved, all coal and oil, shares by the coal that makes electricity
    told.scope in ('approved', 'all') or (told.scope = '' and told.accounting = 'coal_equivalent') as is_headline,
    concat(
        listed.title_zh,
        '（' || nullif(concat_ws(
            '，', scope.title_zh, accounting.title_zh, nullif(told.price_base_year, 0) || '年价'
        ), '') || '）'
    ) as title_zh,
    concat(
        listed.title_en,
        ' (' || nullif(concat_ws(
            ', ', scope.title_en, accounting.title_en, 'prices of ' || nullif(told.price_base_year, 0)
        ), '') || ')'
    ) as title_en,
    listed.unit_zh,
    told.value,
    told.numerator::decimal(38, 9) as numerator,
    told.denominator::decimal(38, 9) as denominator,
    if(told.value is null, 'NE', '') as notation_key,
    told.is_incomplete,
    if(told.value is null, null, told.error_pct)::decimal(24, 9) as error_pct,
    if(told.value is null or told.error_pct is null, 'NA', '') as error_key,
    coalesce(reason.title_zh, '') as reason_zh
from told
inner join codes.indicators as listed using (indicator_code)
left join codes.reasons as reason on told.reason_code = reason.reason_code
left join codes.indicator_variants as scope
    on scope.variant_column = 'scope' and told.scope = scope.variant_code
left join codes.indicator_variants as accounting
    on accounting.variant_column = 'accounting' and told.accounting = accounting.variant_code
