-- what both sides of a ratio of delivered figures are made of: printed figures, or emissions, each with its
-- coefficient, its sign and the unit in which the side is published (methodology 10.9)
with terms as (
    select
        indicator.accounting,
        indicator.grid_factor_year::integer as grid_factor_year,
        (
            term.sign::integer
            * if(term.side = 'numerator', indicator.numerator_scale, indicator.denominator_scale)::decimal(18, 9)
        )::decimal(18, 9) as scale,
        term.* exclude (sign),
        unnest(string_split(term.sector_codes, ' ')) as sector_code
    from rules.department_indicators as indicator
    inner join rules.department_terms as term using (indicator_code, scope)
),

asked as (
    select terms.*, unnest(string_split(fuel_codes, ' ')) as fuel_code
    from terms
),

printed as (
    select region_code, year, item_code, sector_code, fuel_code, sum(amount_base)::decimal(38, 9) as amount
    from core.observations
    where
        is_preferred and is_whole_year and amount_base is not null
        and item_code in (
            select item_code from rules.department_terms
            union
            select heat_item_code from rules.department_terms
            union
            select unnest([numerator_item_code, denominator_item_code]) from rules.ratio_parts
        )
    group by region_code, year, item_code, sector_code, fuel_code
),

-- a ratio that nobody printed, of the numerator and denominator that a form asked for
figures as (
    select * from printed
    union all
    select
        above.region_code,
        above.year,
        parts.item_code,
        above.sector_code,
        above.fuel_code,
        printf('%.9f', above.amount::double / below.amount::double)::decimal(38, 9) as amount
    from rules.ratio_parts as parts
    inner join printed as above on parts.numerator_item_code = above.item_code
    inner join printed as below
        on
            parts.denominator_item_code = below.item_code and above.region_code = below.region_code
            and above.year = below.year and above.sector_code = below.sector_code
            and above.fuel_code = below.fuel_code
    anti join printed as whole
        on
            parts.item_code = whole.item_code and above.region_code = whole.region_code
            and above.year = whole.year and above.sector_code = whole.sector_code
            and above.fuel_code = whole.fuel_code
    where below.amount > 0
),

counted as (
    select
        basis.basis_id, figure.region_code, figure.year, asked.*, figure.amount
    from asked
    inner join figures as figure using (item_code, sector_code, fuel_code)
    cross join core.bases as basis
    where asked.coefficient_code != 'emission'
    union all
    select
        emission.basis_id, emission.region_code, emission.year, asked.*, emission.emissions_t as amount
    from asked
    inner join core.emissions as emission using (category_code, item_code, sector_code, fuel_code)
    where asked.coefficient_code = 'emission' and emission.gas = 'CH4'
),

-- the grid's factor may be that of a year that is held
dated as (
    select *, if(category_code = 'S2.1' and grid_factor_year > 0, grid_factor_year, year) as factor_year
    from counted
),

weighed as (
    select
        counted.*,
        case counted.coefficient_code
            when 'standard_coal' then if(counted.accounting = 'calorific', coal.calorific, coal.coal_equivalent)
            when 'measured_heat' then measured.amount::double * coal.calorific
            when 'co2' then factor.value
            when 'turnover' then converted.value_base
            else 1
        end as coefficient
    from dated as counted
    left join core.factor_regions
        on
            counted.region_code = factor_regions.region_code and counted.fuel_code = factor_regions.fuel_code
            and factor_regions.item_code = ''
    left join figures as measured
        on
            counted.region_code = measured.region_code and counted.year = measured.year
            and counted.heat_item_code = measured.item_code and counted.sector_code = measured.sector_code
            and counted.fuel_code = measured.fuel_code
    left join core.standard_coal as coal
        on
            counted.year = coal.year
            and coal.fuel_code = if(counted.coefficient_code = 'measured_heat', 'heat', counted.fuel_code)
    left join core.factors as factor
        on
            counted.coefficient_code = 'co2' and counted.basis_id = factor.basis_id
            and factor_regions.factor_region_code = factor.factor_region_code
            and counted.factor_year = factor.year
            and counted.category_code = factor.category_code and counted.factor_sector_code = factor.sector_code
            and counted.fuel_code = factor.fuel_code and factor.gas = 'CO2' and factor.role = 'factor'
    left join core.factor_values as converted
        on
            counted.coefficient_code = 'turnover' and converted.property = 'turnover_conversion'
            and counted.item_code = converted.subject_code and counted.sector_code = converted.sector_code
            and converted.scope_code = '' and counted.year between converted.valid_from and converted.valid_to
)

select
    basis_id,
    region_code,
    year,
    indicator_code,
    scope,
    accounting,
    grid_factor_year,
    side,
    item_code,
    sector_code,
    fuel_code,
    coefficient_code,
    category_code,
    factor_sector_code,
    heat_item_code,
    factor_year,
    amount::decimal(38, 9) as amount,
    coefficient,
    scale,
    -- nothing of a fuel is nothing, whatever its factor
    case
        when amount = 0 then 0::decimal(38, 9)
        when coefficient_code in ('', 'emission') then (amount * scale)::decimal(38, 9)
        else printf('%.9f', amount::double * coefficient * scale::double)::decimal(38, 9)
    end as contribution
from weighed
