-- a figure and the observations that it adds up, with the coefficient of its fuel; sums lead to the cells of the table
with cells as (
    select
        region_code, year, form_code, line_code, fuel_code, rule_code, calorific_tce,
        line_code in (select term.line_code from forms.energy_balance_terms as term) as is_sum_line,
        fuel_code in (select listed.fuel_code from forms.energy_balance_columns as listed where listed.part_codes != '')
            as is_sum_column
    from marts.energy_balance_table
),

full_cells as (
    select region_code, year, line_code, fuel_code, calorific_tce
    from cells
    where form_code = 'full'
),

leaves as (
    select
        region_code, year, line_code, fuel_code,
        rule_code in ('not_reported', 'not_printed')
        or rule_code in (select blank.rule_code from rules.balance_blanks as blank) as is_blank,
        -- what leaves the county on balance is an inflow below zero
        if(line_code = 'outflow_domestic' and rule_code != 'printed_balance', 'inflow_domestic', line_code)
            as input_line_code
    from cells
    where form_code = 'full' and not is_sum_line and not is_sum_column
),

-- what nobody gives leads to the delivery that the table rests on, the printed balance or form 205-1
first_deliveries as (
    select
        region_code, year,
        arg_min(
            table_name,
            row(
                table_name not in ('energy_yearbook__provincial_balance', 'industry__energy_consumption'),
                table_name = 'industry__energy_consumption', table_name
            )
        ) as table_name
    from core.deliveries
    group by region_code, year
),

blanks as (
    select region_code, year, 'full' as form_code, line_code, fuel_code
    from leaves
    where is_blank
    union all
    select region_code, year, 'full' as form_code, line_code, fuel_code
    from full_cells
    where line_code = 'difference' and calorific_tce is null
),

inputs as (
    select leaves.*, taken.observation_id, taken.sign, taken.amount_base, taken.fuel_code as used_fuel_code
    from leaves
    inner join forms.energy_balance_columns as listed using (fuel_code)
    inner join core.balance_inputs as taken
        on
            leaves.region_code = taken.region_code and leaves.year = taken.year
            and leaves.input_line_code = taken.line_code
            and list_contains(string_split(listed.fuel_codes, ' '), taken.fuel_code)
    where not leaves.is_blank
),

parents as (
    select
        region_code, year, 'full' as form_code, line_code, fuel_code, 1 as place,
        if(sign = 1, 'plus', 'minus') as role, 'core.observations' as parent_table, observation_id as parent_id,
        amount_base::double as value_used
    from inputs
    union all
    select
        region_code, year, form_code, line_code, fuel_code, 1 as place, 'asked' as role,
        'core.deliveries' as parent_table, deliveries_id(table_name, region_code, year) as parent_id,
        null::double as value_used
    from blanks
    inner join first_deliveries using (region_code, year)
    union all
    select distinct
        inputs.region_code, inputs.year, 'full' as form_code, inputs.line_code, inputs.fuel_code, 2 as place,
        'coefficient' as role, 'core.standard_coal' as parent_table,
        standard_coal_id(inputs.year, coal.fuel_code) as parent_id, coal.calorific as value_used
    from inputs
    inner join core.standard_coal as coal
        on inputs.year = coal.year and inputs.used_fuel_code = coal.fuel_code
    union all
    select
        whole.region_code, whole.year, whole.form_code, whole.line_code, whole.fuel_code, 1 as place,
        'part' as role, 'marts.energy_balance_table' as parent_table,
        energy_balance_table_id(part.region_code, part.year, 'full', part.line_code, part.fuel_code) as parent_id,
        part.calorific_tce::double as value_used
    from cells as whole
    inner join forms.energy_balance_columns as listed using (fuel_code)
    inner join full_cells as part
        on
            whole.region_code = part.region_code and whole.year = part.year
            and whole.line_code = part.line_code
            and list_contains(string_split(listed.part_codes, ' '), part.fuel_code)
    where whole.form_code = 'full' and not whole.is_sum_line
    union all
    select
        whole.region_code, whole.year, whole.form_code, whole.line_code, whole.fuel_code, 1 as place,
        if(term.sign = '1', 'part', 'minus') as role, 'marts.energy_balance_table' as parent_table,
        energy_balance_table_id(part.region_code, part.year, 'full', part.line_code, part.fuel_code) as parent_id,
        part.calorific_tce::double as value_used
    from cells as whole
    inner join forms.energy_balance_terms as term
        on
            whole.line_code = term.line_code
            and (term.fuel_codes = '' or list_contains(string_split(term.fuel_codes, ' '), whole.fuel_code))
            and not list_contains(string_split(term.excluded_fuel_codes, ' '), whole.fuel_code)
    inner join full_cells as part
        on
            whole.region_code = part.region_code and whole.year = part.year
            and term.part_code = part.line_code and whole.fuel_code = part.fuel_code
    inner join forms.energy_balance_lines as line on whole.line_code = line.line_code
    where
        -- a line of both forms is made in the full one
        (whole.form_code = 'full' or line.full_number = '')
        and (whole.line_code != 'difference' or whole.calorific_tce is not null)
    union all
    select
        whole.region_code, whole.year, whole.form_code, whole.line_code, whole.fuel_code, 1 as place,
        'same' as role, 'marts.energy_balance_table' as parent_table,
        energy_balance_table_id(part.region_code, part.year, 'full', part.line_code, part.fuel_code) as parent_id,
        part.calorific_tce::double as value_used
    from cells as whole
    inner join full_cells as part using (region_code, year, line_code, fuel_code)
    where whole.form_code = 'simple'
)

select *
from parents
order by place, abs(value_used) desc
