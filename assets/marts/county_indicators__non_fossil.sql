-- share of non-fossil energy under five conventions (methodology 10.4): made in the county or used there, by heat
-- or by the coal that makes electricity, and by the rule for electricity of 2026
with electricity as (
    select
        region_code,
        year,
        max(amount) filter (where row_code = 'generation') as generated,
        max(amount) filter (where row_code = 'generation')
        - max(amount) filter (where row_code = 'generation_thermal') as non_fossil,
        max(amount) filter (where row_code = 'net_inflow') as inflow
    from marts.energy_balance
    where row_code in ('generation', 'generation_thermal', 'net_inflow')
    group by region_code, year
),

-- what the province says of its electricity, the nearest scope first
provincial as (
    select
        place.region_code,
        place.year,
        arg_min(factor.value_base, scope.specificity) filter (where factor.property = 'non_fossil_share') as share,
        arg_min(factor.value_base, scope.specificity) filter (
            where factor.property = 'non_fossil_coefficient'
        ) as coefficient
    from (select distinct region_code, year from core.inventories) as place
    inner join core.region_scopes as scope
        on place.region_code = scope.region_code and place.year between scope.valid_from and scope.valid_to
    inner join core.factor_values as factor
        on
            scope.scope_code = factor.scope_code
            and place.year between factor.valid_from and factor.valid_to
    where factor.property in ('non_fossil_share', 'non_fossil_coefficient') and factor.subject_code = 'electricity'
    group by place.region_code, place.year
),

declared as (
    select
        region_code,
        year,
        max(amount_base) filter (where item_code = 'non_fossil_electricity_physical') as physical,
        max(amount_base) filter (where item_code = 'non_fossil_electricity_traded') as traded,
        max(amount_base) filter (where item_code = 'green_certificates_cancelled') as certificates,
        max(amount_base) filter (where item_code = 'electricity_from_grid') as from_grid
    from core.observations
    where
        is_preferred and is_whole_year and sector_code = '' and facility_code = ''
        and item_code in (
            'non_fossil_electricity_physical', 'non_fossil_electricity_traded', 'green_certificates_cancelled',
            'electricity_from_grid'
        )
    group by region_code, year
),

-- certificates count up to what is drawn from the grid and not bought as such
capped as (
    select
        region_code,
        year,
        physical,
        traded,
        if(certificates is null, null, least(certificates, greatest(from_grid - traded, 0))) as certificates,
        from_grid
    from declared
),

conventions as (
    select
        place.basis_id,
        place.region_code,
        place.year,
        unnest(['production', 'consumption', 'rule_622']) as scope,
        unnest([
            electricity.non_fossil::double,
            -- power that is sent out is of the county's own mix, what comes in of the province's
            case
                when electricity.inflow < 0
                    then
                        electricity.non_fossil::double
                        * (electricity.generated + electricity.inflow)::double / electricity.generated::double
                when electricity.inflow = 0 then electricity.non_fossil::double
                else electricity.non_fossil::double + electricity.inflow::double * provincial.share
            end,
            (capped.physical + capped.traded + capped.certificates)::double
            + (capped.from_grid - capped.traded - capped.certificates)::double * provincial.coefficient
        ]) as mwh,
        unnest([
            if(electricity.non_fossil is null, 'no_electricity_account', null),
            case
                when electricity.non_fossil is null or electricity.inflow is null then 'no_electricity_account'
                when electricity.inflow > 0 and provincial.share is null then 'no_provincial_mix'
            end,
            case
                when provincial.coefficient is null then 'no_allocation_coefficient'
                when capped.physical + capped.traded + capped.certificates + capped.from_grid is null
                    then 'no_non_fossil_inputs'
            end
        ]) as reason_code
    from core.inventories as place
    left join electricity using (region_code, year)
    left join provincial using (region_code, year)
    left join capped using (region_code, year)
),

shares as (
    select
        conventions.basis_id,
        conventions.region_code,
        conventions.year,
        conventions.scope,
        energy.accounting,
        conventions.scope = 'consumption' and energy.accounting = 'coal_equivalent' as is_headline,
        to_gram(
            100 * conventions.mwh
            * if(energy.accounting = 'calorific', coal.calorific, coal.coal_equivalent)
        )::decimal(38, 9) as numerator,
        energy.value as denominator,
        coalesce(energy.is_incomplete, true) as is_incomplete,
        case
            when conventions.reason_code is not null then conventions.reason_code
            when energy.value is null then 'no_energy_total'
            when energy.is_incomplete then 'parts_not_estimated'
        end as reason_code
    from conventions
    inner join marts.county_indicators__energy as energy using (basis_id, region_code, year)
    left join core.standard_coal as coal on conventions.year = coal.year and coal.fuel_code = 'electricity'
    where
        energy.indicator_code = 'energy_consumption' and energy.scope = 'gross'
        -- the rule counts electricity by the coal that makes it, as the total is counted
        and (conventions.scope != 'rule_622' or energy.accounting = 'coal_equivalent')
),

told as (
    select *, ratio(numerator, denominator) as value
    from shares
)

select
    told.basis_id,
    told.region_code,
    told.year,
    listed.indicator_code,
    '' as caliber,
    told.scope,
    '' as method,
    told.accounting,
    0 as grid_factor_year,
    '' as gas,
    false as is_with_lulucf,
    0 as price_base_year,
    0 as base_year,
    true as is_price_base_in_force,
    told.is_headline,
    concat(listed.title_zh, '（', scope.title_zh, '，', accounting.title_zh, '）') as title_zh,
    concat(listed.title_en, ' (', scope.title_en, ', ', accounting.title_en, ')') as title_en,
    listed.unit_zh,
    told.value,
    told.numerator::decimal(38, 9) as numerator,
    told.denominator::decimal(38, 9) as denominator,
    if(told.value is null, 'NE', '') as notation_key,
    told.is_incomplete or told.value is null as is_incomplete,
    null::decimal(24, 9) as error_pct,
    'NA' as error_key,
    coalesce(reason.title_zh, '') as reason_zh
from told
inner join codes.indicators as listed on listed.indicator_code = 'non_fossil_share'
inner join codes.indicator_variants as scope
    on scope.variant_column = 'scope' and told.scope = scope.variant_code
inner join codes.indicator_variants as accounting
    on accounting.variant_column = 'accounting' and told.accounting = accounting.variant_code
left join codes.reasons as reason on told.reason_code = reason.reason_code
