with assessed as (
    select cell.*, line.assessed_part
    from marts.county_inventory as cell
    inner join core.category_lines as line using (basis_id, category_code)
    where cell.gas = 'CO2' and line.assessed_part != ''
),

fuel as (
    select
        basis_id,
        region_code,
        year,
        sum(emissions_t) as fuel_co2_t,
        bool_or(is_incomplete or notation_key = 'NE') as is_fuel_incomplete
    from assessed
    where assessed_part = 'fuel'
    group by basis_id, region_code, year
),

electricity as (
    select
        basis_id,
        region_code,
        year,
        emissions_t as electricity_co2_t,
        is_incomplete,
        notation_key = 'NE' and reason_code in ('no_factor', 'no_factor_of_year') as lacks_only_factor
    from assessed
    where assessed_part = 'electricity'
),

places as (
    select
        inventory.basis_id,
        inventory.region_code,
        inventory.year,
        region.factor_region_code,
        basis.export_rule
    from core.inventories as inventory
    inner join core.bases as basis using (basis_id)
    left join core.factor_regions as region
        on inventory.region_code = region.region_code and region.fuel_code = 'electricity' and region.item_code = ''
),

net_electricity as (
    select region_code, year, sum(amount)::decimal(38, 9) as net_mwh
    from core.activities
    where category_code in (select category_code from core.category_lines where assessed_part = 'electricity')
    group by region_code, year
),

grid_factors as (
    select basis_id, factor.factor_region_code, factor.year, factor.value as factor
    from core.factors as factor
    inner join core.category_lines as line using (basis_id, category_code)
    where line.assessed_part = 'electricity' and factor.gas = 'CO2' and factor.role = 'factor'
),

-- base years of the plan periods that have begun, each with the factor of that year, as the basis has it
held as (
    select base.price_base_year as factor_base_year
    from core.price_bases as base
    inner join core.price_bases as latest on latest.is_in_force and base.price_base_year <= latest.price_base_year
    where base.holds_grid_factor
),

held_factors as (
    select
        grid_factors.basis_id,
        grid_factors.factor_region_code,
        held.factor_base_year,
        grid_factors.factor
    from grid_factors
    inner join held on grid_factors.year = held.factor_base_year
),

-- the same fuels, each once
burnt as (
    select distinct region_code, year, sector_code, fuel_code, item_code, amount
    from core.activities
    where
        category_code in (select category_code from core.category_lines where assessed_part = 'fuel')
        and fuel_code in (select fuel_code from codes.fuels where carrier = 'fossil' and is_total = 'false')
),

-- coal, oil and gas burnt, as tonnes of coal equivalent times one coefficient a kind
by_standard_coal as (
    select
        use.region_code,
        use.year,
        sum(to_gram(use.amount::double * coal.calorific * co2.value_base)) as fuel_co2_t,
        bool_or(coal.calorific is null or co2.value_base is null) as lacks_coefficient
    from burnt as use
    left join core.standard_coal as coal using (year, fuel_code)
    left join core.factor_values as co2
        on
            use.fuel_code = co2.subject_code and co2.property = 'co2_per_standard_coal' and co2.scope_code = ''
            and use.year between co2.valid_from and co2.valid_to
    group by use.region_code, use.year
),

variants as (
    select
        places.basis_id,
        places.region_code,
        places.year,
        'current_factor' as variant,
        0 as factor_base_year,
        fuel.fuel_co2_t,
        fuel.is_fuel_incomplete,
        grid_factors.factor,
        electricity.electricity_co2_t,
        electricity.is_incomplete
    from places
    left join fuel using (basis_id, region_code, year)
    left join electricity using (basis_id, region_code, year)
    left join grid_factors using (basis_id, factor_region_code, year)
    union all
    select
        places.basis_id,
        places.region_code,
        places.year,
        unnest(['fixed_factor', 'standard_coal_fixed']) as variant,
        held.factor_base_year,
        unnest([
            fuel.fuel_co2_t, case when not by_standard_coal.lacks_coefficient then by_standard_coal.fuel_co2_t end
        ]) as fuel_co2_t,
        fuel.is_fuel_incomplete,
        held_factors.factor,
        -- the grid's factor says nothing of power that is counted by the county's own mix, or not at all
        case
            when net_electricity.net_mwh < 0 and places.export_rule != 'grid_factor' then electricity.electricity_co2_t
            else to_gram(net_electricity.net_mwh::double * held_factors.factor)
        end as electricity_co2_t,
        -- a factor that is held asks for none of the year
        case
            when net_electricity.net_mwh < 0 and places.export_rule != 'grid_factor' then electricity.is_incomplete
            else electricity.is_incomplete and not electricity.lacks_only_factor
        end as is_incomplete
    from places
    cross join held
    left join fuel using (basis_id, region_code, year)
    left join by_standard_coal using (region_code, year)
    left join electricity using (basis_id, region_code, year)
    left join net_electricity using (region_code, year)
    left join held_factors using (basis_id, factor_region_code, factor_base_year)
    union all
    select
        places.basis_id,
        places.region_code,
        places.year,
        'standard_coal' as variant,
        0 as factor_base_year,
        case when not by_standard_coal.lacks_coefficient then by_standard_coal.fuel_co2_t end as fuel_co2_t,
        fuel.is_fuel_incomplete,
        grid_factors.factor,
        electricity.electricity_co2_t,
        electricity.is_incomplete
    from places
    left join fuel using (basis_id, region_code, year)
    left join electricity using (basis_id, region_code, year)
    left join by_standard_coal using (region_code, year)
    left join grid_factors using (basis_id, factor_region_code, year)
)

select
    variants.basis_id,
    variants.region_code,
    variants.year,
    variant.variant,
    variants.factor_base_year,
    replace(variant.title_zh, '基年', concat(variants.factor_base_year, '年')) as title_zh,
    variants.fuel_co2_t::decimal(24, 6) as fuel_co2_t,
    net_electricity.net_mwh as net_electricity_mwh,
    case when net_electricity.net_mwh is null then 'NE' else '' end as net_electricity_key,
    printf('%.9f', variants.factor)::decimal(24, 9) as electricity_factor,
    case
        when variants.factor is not null then ''
        when variants.electricity_co2_t is not null then 'NA'
        else 'NE'
    end as electricity_factor_key,
    variants.electricity_co2_t::decimal(24, 6) as electricity_co2_t,
    (variants.fuel_co2_t + variants.electricity_co2_t)::decimal(24, 6) as co2_t,
    case
        when variants.fuel_co2_t is null or variants.electricity_co2_t is null then 'NE'
        else ''
    end as notation_key,
    coalesce(variants.is_fuel_incomplete, true) as is_fuel_incomplete,
    coalesce(variants.is_fuel_incomplete, true) or coalesce(variants.is_incomplete, true)
    or variants.fuel_co2_t is null or variants.electricity_co2_t is null as is_incomplete,
    concat_ws(
        '；',
        case
            when variants.fuel_co2_t is null then '缺少燃料燃烧的二氧化碳'
            when variants.is_fuel_incomplete then '燃料燃烧的二氧化碳不完整'
        end,
        case
            when net_electricity.net_mwh is null and variants.electricity_co2_t is null then '缺少净调入电量'
            when variants.electricity_co2_t is null then '缺少电网因子'
            when variants.is_incomplete then '净调入电力不完整'
        end
    ) as reason_zh
from variants
inner join codes.assessment_variants as variant using (variant)
left join net_electricity using (region_code, year)
