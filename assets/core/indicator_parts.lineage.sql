-- the figures themselves, or the emission that rests on them, and what they are multiplied with
with parts as (
    select
        *,
        indicator_parts_id(
            basis_id, region_code, year, indicator_code, scope, accounting, grid_factor_year, side, item_code,
            sector_code, fuel_code
        ) as child_id
    from core.indicator_parts
),

inputs as (
    select
        part.child_id,
        part.region_code,
        'activity' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from parts as part
    inner join core.observations as observation using (region_code, year, item_code, sector_code, fuel_code)
    where
        part.coefficient_code != 'emission' and observation.is_preferred and observation.is_whole_year
        and observation.amount_base is not null
    union all
    select
        part.child_id,
        part.region_code,
        'activity' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from parts as part
    inner join rules.ratio_parts as ratio using (item_code)
    inner join core.observations as observation using (region_code, year, sector_code, fuel_code)
    anti join core.observations as printed
        on
            part.region_code = printed.region_code and part.year = printed.year
            and part.item_code = printed.item_code and part.sector_code = printed.sector_code
            and part.fuel_code = printed.fuel_code and printed.is_preferred and printed.is_whole_year
            and printed.amount_base is not null
    where
        observation.item_code in (ratio.numerator_item_code, ratio.denominator_item_code)
        and observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
    union all
    select
        part.child_id,
        part.region_code,
        'activity' as role,
        'core.emissions' as parent_table,
        emissions_id(
            basis_id, emission.region_code, year, category_code, sector_code, fuel_code, item_code, emission.gas
        ) as parent_id,
        emission.emissions_t::double as value_used
    from parts as part
    inner join core.emissions as emission
        using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code)
    where part.coefficient_code = 'emission' and emission.gas = 'CH4'
    union all
    select
        part.child_id,
        part.region_code,
        'heat' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from parts as part
    inner join core.observations as observation using (region_code, year, sector_code, fuel_code)
    where
        part.heat_item_code = observation.item_code and observation.is_preferred and observation.is_whole_year
        and observation.amount_base is not null
    union all
    select
        part.child_id,
        part.region_code,
        'coefficient' as role,
        'core.standard_coal' as parent_table,
        standard_coal_id(year, coal.fuel_code) as parent_id,
        if(part.accounting = 'calorific', coal.calorific, coal.coal_equivalent) as value_used
    from parts as part
    inner join core.standard_coal as coal using (year)
    where
        part.coefficient_code in ('standard_coal', 'measured_heat')
        and coal.fuel_code = if(part.coefficient_code = 'measured_heat', 'heat', part.fuel_code)
    union all
    select
        part.child_id,
        part.region_code,
        'factor' as role,
        'core.factors' as parent_table,
        factors_id(
            basis_id, factor_region_code, factor.year, category_code, factor.sector_code, fuel_code, factor.item_code,
            factor.gas, factor.role
        ) as parent_id,
        factor.value as value_used
    from parts as part
    inner join core.factor_regions as place using (region_code, fuel_code)
    inner join core.factors as factor using (basis_id, factor_region_code, category_code, fuel_code)
    where
        place.item_code = '' and part.coefficient_code = 'co2' and part.factor_year = factor.year
        and part.factor_sector_code = factor.sector_code and factor.gas = 'CO2' and factor.role = 'factor'
    union all
    select
        part.child_id,
        part.region_code,
        'factor' as role,
        'core.factor_values' as parent_table,
        converted.factor_id as parent_id,
        converted.value_base as value_used
    from parts as part
    inner join core.factor_values as converted
        on
            converted.property = 'turnover_conversion' and part.item_code = converted.subject_code
            and part.sector_code = converted.sector_code and converted.scope_code = ''
            and part.year between converted.valid_from and converted.valid_to
    where part.coefficient_code = 'turnover'
)

select *
from inputs
order by array_position(['activity', 'heat', 'coefficient', 'factor'], role)
