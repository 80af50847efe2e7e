-- rows of the energy balance, fuels used as raw material, GDP; for what is deducted as new, both years' electricity
with indicators as (
    select *, indicator_code in ('coal_share', 'gas_share') as is_share
    from marts.county_indicators__energy
),

-- coal is what is mined, washed or pressed: coke and gases are made of it
fuels as (
    select
        *,
        dimension = 'mass' and fuel_code not in ('coke', 'other_coking_products') as is_told_in_tonnes
    from codes.fuels
),

inputs as (
    select
        indicator.*,
        if(indicator.is_share, 'denominator', 'numerator') as role,
        'marts.energy_balance' as parent_table,
        energy_balance_id(region_code, year, energy.row_code, energy.fuel_code) as parent_id,
        if(indicator.accounting = 'calorific', energy.calorific_tce, energy.coal_equivalent_tce)::double as value_used
    from indicators as indicator
    inner join marts.energy_balance as energy using (region_code, year)
    where
        indicator.indicator_code in ('energy_consumption', 'energy_per_gdp', 'coal_share', 'gas_share')
        and energy.row_code = if(indicator.scope = 'approved', 'approved_total', 'energy_consumption')
    union all
    -- of a fuel's own indicator the uses, less those of power stations
    select
        indicator.*,
        if(energy.row_code = 'power', 'minus', 'numerator') as role,
        'marts.energy_balance' as parent_table,
        energy_balance_id(region_code, year, energy.row_code, energy.fuel_code) as parent_id,
        if(indicator.is_share, energy.calorific_tce, energy.amount)::double as value_used
    from indicators as indicator
    inner join marts.energy_balance as energy using (region_code, year)
    inner join fuels as fuel using (fuel_code)
    where
        (
            energy.row_code = 'use_total'
            or (energy.row_code = 'power' and indicator.scope = 'outside_power')
        )
        and fuel.group_code = split_part(indicator.indicator_code, '_', 1)
        and (indicator.is_share or fuel.is_told_in_tonnes)
    union all
    -- fuels used as raw material count in the gross total, in shares of it and in the use of their kind
    select
        indicator.*,
        if(indicator.is_share and part.is_of_kind, part.role, 'plus') as role,
        'core.raw_material_co2' as parent_table,
        raw_material_co2_id(basis_id, region_code, year, material.fuel_code) as parent_id,
        if(part.is_tce, material.calorific_tce, material.amount)::double as value_used
    from indicators as indicator
    inner join core.raw_material_co2 as material using (basis_id, region_code, year)
    inner join fuels as fuel using (fuel_code)
    inner join (
        values ('plus', false, true), ('material', true, true), ('plus', true, false)
    ) as part (role, is_of_kind, is_tce)
        on case
            when indicator.scope = 'gross' then part.role = 'plus' and part.is_tce
            when indicator.is_share
                then
                    part.is_tce
                    and (not part.is_of_kind or fuel.group_code = split_part(indicator.indicator_code, '_', 1))
            when indicator.indicator_code in ('coal_use', 'oil_use')
                then
                    not part.is_tce and fuel.is_told_in_tonnes
                    and fuel.group_code = split_part(indicator.indicator_code, '_', 1)
        end
    union all
    -- more electricity of wind, water and sun than in the year before the plan period
    select
        indicator.*,
        if((energy.year = indicator.year) = (energy.row_code = 'generation'), 'minus', 'plus') as role,
        'marts.energy_balance' as parent_table,
        energy_balance_id(region_code, energy.year, energy.row_code, energy.fuel_code) as parent_id,
        energy.amount::double as value_used
    from indicators as indicator
    inner join core.price_bases as base on base.is_in_force and indicator.year > base.price_base_year
    inner join marts.energy_balance as energy using (region_code)
    where
        indicator.scope = 'without_new_renewables' and energy.row_code in ('generation', 'generation_thermal')
        and energy.year in (indicator.year, base.price_base_year)
    union all
    select
        indicator.*,
        'coefficient' as role,
        'core.standard_coal' as parent_table,
        standard_coal_id(year, coal.fuel_code) as parent_id,
        if(indicator.accounting = 'calorific', coal.calorific, coal.coal_equivalent) as value_used
    from indicators as indicator
    inner join core.price_bases as base on base.is_in_force and indicator.year > base.price_base_year
    inner join core.standard_coal as coal using (year)
    where indicator.scope = 'without_new_renewables' and coal.fuel_code = 'electricity'
    union all
    select
        indicator.*,
        'denominator' as role,
        'core.gdp' as parent_table,
        gdp_id(region_code, year, price_base_year, gdp.sector_code) as parent_id,
        gdp.gdp_cny::double as value_used
    from indicators as indicator
    inner join core.gdp as gdp using (region_code, year, price_base_year)
    where gdp.sector_code = ''
    union all
    -- a blank leads to the inventory that asks for it
    select
        indicator.*,
        'asked' as role,
        'core.inventories' as parent_table,
        inventories_id(basis_id, region_code, year) as parent_id,
        null as value_used
    from indicators as indicator
    where indicator.notation_key != ''
)

select *
from inputs
order by array_position(['numerator', 'plus', 'material', 'minus', 'coefficient', 'denominator', 'asked'], role)
