-- electricity made and brought in, what the province says of it, what is declared by the rule of 2026, its coefficient
-- to standard coal, and energy consumed
with inputs as (
    select
        indicator.*,
        energy.row_code as role,
        'marts.energy_balance' as parent_table,
        energy_balance_id(region_code, year, energy.row_code, energy.fuel_code) as parent_id,
        energy.amount::double as value_used
    from marts.county_indicators__non_fossil as indicator
    inner join marts.energy_balance as energy using (region_code, year)
    where
        (
            energy.row_code in ('generation', 'generation_thermal')
            and indicator.scope in ('production', 'consumption')
        )
        or (energy.row_code = 'net_inflow' and indicator.scope = 'consumption')
    union all
    select
        indicator.*,
        observation.item_code as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from marts.county_indicators__non_fossil as indicator
    inner join core.observations as observation using (region_code, year)
    where
        indicator.scope = 'rule_622' and observation.is_preferred and observation.is_whole_year
        and observation.sector_code = '' and observation.facility_code = ''
        and observation.item_code in (
            'non_fossil_electricity_physical', 'non_fossil_electricity_traded', 'green_certificates_cancelled',
            'electricity_from_grid'
        )
    union all
    select
        indicator.*,
        'factor' as role,
        'core.factor_values' as parent_table,
        factor.factor_id as parent_id,
        factor.value_base as value_used
    from marts.county_indicators__non_fossil as indicator
    inner join core.region_scopes as place
        on
            indicator.region_code = place.region_code
            and indicator.year between place.valid_from and place.valid_to
    inner join core.factor_values as factor
        on
            place.scope_code = factor.scope_code
            and indicator.year between factor.valid_from and factor.valid_to
    left join marts.energy_balance as energy
        on
            indicator.region_code = energy.region_code and indicator.year = energy.year
            and energy.row_code = 'net_inflow'
    where
        factor.subject_code = 'electricity'
        and factor.property = case
            when indicator.scope = 'rule_622' then 'non_fossil_coefficient'
            when indicator.scope = 'consumption' and energy.amount > 0 then 'non_fossil_share'
        end
    qualify
        place.specificity = min(place.specificity) over (
            partition by
                indicator.basis_id, indicator.region_code, indicator.year, indicator.scope, indicator.accounting
        )
    union all
    select
        indicator.*,
        'coefficient' as role,
        'core.standard_coal' as parent_table,
        standard_coal_id(year, coal.fuel_code) as parent_id,
        if(indicator.accounting = 'calorific', coal.calorific, coal.coal_equivalent) as value_used
    from marts.county_indicators__non_fossil as indicator
    inner join core.standard_coal as coal using (year)
    where coal.fuel_code = 'electricity'
    union all
    select
        indicator.*,
        'denominator' as role,
        'marts.county_indicators' as parent_table,
        county_indicators_id(
            basis_id, region_code, year, energy.indicator_code, energy.caliber, energy.scope, energy.method, accounting,
            energy.grid_factor_year, energy.gas, energy.is_with_lulucf, energy.price_base_year, energy.base_year
        ) as parent_id,
        energy.value::double as value_used
    from marts.county_indicators__non_fossil as indicator
    inner join marts.county_indicators__energy as energy using (basis_id, region_code, year, accounting)
    where energy.indicator_code = 'energy_consumption' and energy.scope = 'gross'
    union all
    -- a blank leads to the inventory that asks for it
    select
        indicator.*,
        'asked' as role,
        'core.inventories' as parent_table,
        inventories_id(basis_id, region_code, year) as parent_id,
        null as value_used
    from marts.county_indicators__non_fossil as indicator
    where indicator.notation_key != ''
)

select *
from inputs
order by array_position(['factor', 'coefficient', 'denominator', 'asked'], role) nulls first, role
