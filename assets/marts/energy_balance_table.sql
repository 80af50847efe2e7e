with recursive expanded as (
    select line_code, part_code, sign::integer as sign, fuel_codes, excluded_fuel_codes
    from forms.energy_balance_terms
    union all
    select
        expanded.line_code, term.part_code, expanded.sign * term.sign::integer as sign, expanded.fuel_codes,
        expanded.excluded_fuel_codes
    from expanded
    inner join forms.energy_balance_terms as term on expanded.part_code = term.line_code
),

-- the lines that nothing is added up to, in every column, and what they count in each sum
leaf_lines as (
    select line_code, kind
    from forms.energy_balance_lines
    where line_code not in (select line_code from forms.energy_balance_terms)
),

leaf_terms as (
    select
        expanded.line_code, expanded.part_code, leaf_lines.kind as part_kind, listed.fuel_code, expanded.sign
    from expanded
    inner join leaf_lines on expanded.part_code = leaf_lines.line_code
    inner join forms.energy_balance_columns as listed
        on
            (
                expanded.fuel_codes = ''
                or list_contains(string_split(expanded.fuel_codes, ' '), listed.fuel_code)
            )
            and not list_contains(string_split(expanded.excluded_fuel_codes, ' '), listed.fuel_code)
),

leaf_columns as (
    select fuel_code, unnest(string_split(fuel_codes, ' ')) as used_fuel_code
    from forms.energy_balance_columns
    where part_codes = ''
),

total_columns as (
    select fuel_code, unnest(string_split(part_codes, ' ')) as part_code
    from forms.energy_balance_columns
    where part_codes != ''
),

-- a county prints in tonnes what a province prints in ten thousands of them
printed_units as (
    select
        region.region_code, listed.fuel_code, unit.unit_code, unit.numerator::hugeint as numerator,
        unit.denominator::hugeint as denominator
    from core.regions as region
    cross join forms.energy_balance_columns as listed
    inner join codes.units as unit
        on unit.unit_code = if(region.region_level = 'county', listed.county_unit_code, listed.unit_code)
),

-- what leaves the county on balance goes out
figures as (
    select
        region_code, year, account, fuel_code as used_fuel_code,
        if(account = 'returns' and line_code = 'inflow_domestic' and amount < 0, 'outflow_domestic', line_code)
            as line_code,
        amount, rule_code, is_none, data_class
    from (
        select
            region_code, year, line_code, fuel_code, min(account) as account,
            sum(sign * amount_base)::decimal(38, 9) as amount,
            arg_max(rule_code, row(not is_none, balance_rule_rank(rule_code))) as rule_code,
            bool_and(is_none) as is_none, arg_max(data_class, row(not is_none, data_class)) as data_class
        from core.balance_inputs
        semi join core.deliveries using (region_code, year)
        group by region_code, year, line_code, fuel_code
    )
),

valued as (
    select
        figures.*, leaf_columns.fuel_code,
        to_gram(figures.amount::double * coal.calorific) as calorific_tce,
        to_gram(figures.amount::double * coal.coal_equivalent) as coal_equivalent_tce
    from figures
    inner join leaf_columns using (used_fuel_code)
    left join core.standard_coal as coal
        on figures.year = coal.year and figures.used_fuel_code = coal.fuel_code
),

known as (
    select
        region_code, year, line_code, fuel_code,
        half_even(
            replace(sum(amount)::decimal(38, 9)::varchar, '.', '')::hugeint * any_value(denominator),
            any_value(numerator)
        )::decimal(29, 0) * 0.000000001::decimal(9, 9) as amount,
        if(count(*) = count(calorific_tce), sum(calorific_tce), null) as calorific_tce,
        if(count(*) = count(coal_equivalent_tce), sum(coal_equivalent_tce), null) as coal_equivalent_tce,
        arg_max(rule_code, row(not is_none, balance_rule_rank(rule_code))) as rule_code,
        bool_and(is_none) as is_none,
        arg_max(data_class, row(not is_none, data_class)) as data_class
    from valued
    inner join printed_units using (region_code, fuel_code)
    group by region_code, year, line_code, fuel_code
),

-- what the returns of a year hold; form 205-2 says whether anything but power and heat is made of other energy
reported as (
    select
        region_code, year, list(distinct item_code) as item_codes,
        coalesce(
            sum(
                case sector_code
                    when 'transformation_total' then amount_base
                    when 'power' then -amount_base
                    when 'heat_supply' then -amount_base
                end
            ) filter (where item_code = 'energy_transformation_input' and fuel_code != 'energy_total') = 0,
            false
        ) as is_whole_transformation
    from core.observations
    where is_preferred and is_whole_year and amount_base is not null
    group by region_code, year
),

tables as (
    select figures.region_code, figures.year, min(figures.account) as account
    from figures
    group by figures.region_code, figures.year
),

inflows as (
    select distinct region_code, year, fuel_code
    from known
    where line_code in ('inflow_domestic', 'outflow_domestic') and not is_none
),

-- why a cell is blank: the first rule that fits
blank_rules as (
    select
        leaf_lines.line_code, leaf_columns.fuel_code, blank.position::integer as position, blank.needs_item_code,
        blank.needs_net_inflow = 'true' as needs_net_inflow,
        blank.needs_whole_transformation = 'true' as needs_whole_transformation, blank.notation_key, blank.rule_code
    from rules.balance_blanks as blank
    inner join leaf_lines on list_contains(string_split(blank.line_codes, ' '), leaf_lines.line_code)
    inner join (select distinct fuel_code from leaf_columns) as leaf_columns
        on
            (
                blank.fuel_codes = ''
                or list_contains(string_split(blank.fuel_codes, ' '), leaf_columns.fuel_code)
            )
            and not list_contains(string_split(blank.excluded_fuel_codes, ' '), leaf_columns.fuel_code)
),

blanks as (
    select
        tables.region_code, tables.year, blank_rules.line_code, blank_rules.fuel_code,
        arg_min(blank_rules.notation_key, blank_rules.position) as notation_key,
        arg_min(blank_rules.rule_code, blank_rules.position) as rule_code
    from tables
    inner join reported using (region_code, year)
    cross join blank_rules
    left join inflows
        on
            tables.region_code = inflows.region_code and tables.year = inflows.year
            and blank_rules.fuel_code = inflows.fuel_code
    where
        tables.account = 'returns'
        and (
            blank_rules.needs_item_code = '' or list_contains(reported.item_codes, blank_rules.needs_item_code)
        )
        and (not blank_rules.needs_net_inflow or inflows.fuel_code is not null)
        and (not blank_rules.needs_whole_transformation or reported.is_whole_transformation)
    group by tables.region_code, tables.year, blank_rules.line_code, blank_rules.fuel_code
),

leaves as (
    select
        tables.region_code, tables.year, leaf_lines.line_code, leaf_lines.kind, leaf_columns.fuel_code,
        if(known.is_none, null, known.amount) as amount,
        if(known.is_none, null, known.calorific_tce) as calorific_tce,
        if(known.is_none, null, known.coal_equivalent_tce) as coal_equivalent_tce,
        case
            when known.is_none then 'NO'
            when known.fuel_code is not null then ''
            when tables.account = 'balance' then 'NA'
            else coalesce(blanks.notation_key, 'NE')
        end as notation_key,
        coalesce(
            known.rule_code, if(tables.account = 'balance', 'not_printed', null), blanks.rule_code, 'not_reported'
        ) as rule_code,
        coalesce(known.data_class, '') as data_class
    from tables
    cross join leaf_lines
    cross join (select distinct fuel_code from leaf_columns) as leaf_columns
    left join known
        on
            tables.region_code = known.region_code and tables.year = known.year
            and leaf_lines.line_code = known.line_code and leaf_columns.fuel_code = known.fuel_code
    left join blanks
        on
            tables.region_code = blanks.region_code and tables.year = blanks.year
            and leaf_lines.line_code = blanks.line_code and leaf_columns.fuel_code = blanks.fuel_code
),

-- every line that is no sum, in every column; fuels in units of their own do not add up, but as standard coal. A key is
-- asked only where its number is blank
whole_lines as (
    select
        region_code, year, line_code, kind, fuel_code, amount, notation_key as amount_key, calorific_tce,
        coalesce(nullif(notation_key, ''), 'NE') as calorific_tce_key,
        coal_equivalent_tce,
        coalesce(nullif(notation_key, ''), 'NE') as coal_equivalent_tce_key,
        rule_code, data_class, notation_key = 'NE' or (notation_key = '' and calorific_tce is null) as is_incomplete
    from leaves
    union all
    select
        leaves.region_code, leaves.year, leaves.line_code, any_value(leaves.kind) as kind,
        total_columns.fuel_code,
        if(total_columns.fuel_code = 'energy_total', null, sum(leaves.amount)) as amount,
        if(total_columns.fuel_code = 'energy_total', 'NA', weightiest_key(leaves.notation_key)) as amount_key,
        sum(leaves.calorific_tce) as calorific_tce,
        weightiest_key(if(leaves.amount is null, leaves.notation_key, 'NE')) as calorific_tce_key,
        sum(leaves.coal_equivalent_tce) as coal_equivalent_tce,
        weightiest_key(if(leaves.amount is null, leaves.notation_key, 'NE')) as coal_equivalent_tce_key,
        'sum' as rule_code, max(leaves.data_class) as data_class,
        bool_or(leaves.notation_key = 'NE' or (leaves.amount is not null and leaves.calorific_tce is null))
            as is_incomplete
    from leaves
    inner join total_columns on leaves.fuel_code = total_columns.part_code
    group by leaves.region_code, leaves.year, leaves.line_code, total_columns.fuel_code
),

summed as (
    select
        part.region_code, part.year, leaf_terms.line_code, part.fuel_code,
        sum(leaf_terms.sign * part.amount) as amount,
        weightiest_key(part.amount_key) as amount_key,
        sum(leaf_terms.sign * part.calorific_tce) as calorific_tce,
        weightiest_key(part.calorific_tce_key) as calorific_tce_key,
        sum(leaf_terms.sign * part.coal_equivalent_tce) as coal_equivalent_tce,
        weightiest_key(part.coal_equivalent_tce_key) as coal_equivalent_tce_key,
        max(part.data_class) as data_class,
        bool_or(part.is_incomplete) as is_incomplete,
        -- what nobody knows the supply of has no difference either
        leaf_terms.line_code = 'difference' and not bool_or(part.kind = 'supply' and part.calorific_tce is not null)
        and bool_or(part.kind = 'supply' and part.is_incomplete) as is_unknown
    from whole_lines as part
    inner join leaf_terms on part.line_code = leaf_terms.part_code and part.fuel_code = leaf_terms.fuel_code
    group by part.region_code, part.year, leaf_terms.line_code, part.fuel_code
),

cells as (
    select
        region_code, year, line_code, fuel_code, amount, amount_key, calorific_tce, calorific_tce_key,
        coal_equivalent_tce, coal_equivalent_tce_key, rule_code, data_class, is_incomplete
    from whole_lines
    union all
    select
        region_code, year, line_code, fuel_code, if(is_unknown, null, amount) as amount, amount_key,
        if(is_unknown, null, calorific_tce) as calorific_tce, calorific_tce_key,
        if(is_unknown, null, coal_equivalent_tce) as coal_equivalent_tce, coal_equivalent_tce_key,
        'sum' as rule_code, data_class, is_incomplete
    from summed
),

-- what a balance prints in a cell, whether a figure of its own or a sum
printed as (
    select
        figures.region_code, figures.year, figures.line_code, figures.used_fuel_code as fuel_code, figures.is_none,
        half_even(
            replace(figures.amount::varchar, '.', '')::hugeint * printed_units.denominator, printed_units.numerator
        )::decimal(29, 0) * 0.000000001::decimal(9, 9) as amount
    from figures
    inner join printed_units
        on
            figures.region_code = printed_units.region_code
            and figures.used_fuel_code = printed_units.fuel_code
    where figures.account = 'balance'
),

printed_forms as (
    select
        'full' as form_code, line.line_code, line.full_number::integer as line_number, line.full_label,
        coalesce(nullif(line.county_label, ''), line.full_label) as county_label, line.line_level
    from forms.energy_balance_lines as line
    where line.full_number != ''
    union all
    select
        'simple' as form_code, line.line_code, line.simple_number::integer as line_number, line.simple_label,
        line.simple_label as county_label, line.line_level
    from forms.energy_balance_lines as line
    where line.simple_number != ''
),

form_columns as (
    select 'full' as form_code, fuel_code, full_number::integer as column_number, title_zh
    from forms.energy_balance_columns
    where full_number != ''
    union all
    select 'simple' as form_code, fuel_code, simple_number::integer as column_number, title_zh
    from forms.energy_balance_columns
    where simple_number != ''
)

select
    cells.region_code,
    cells.year,
    line.form_code,
    cells.line_code,
    line.line_number,
    line.line_level::integer as line_level,
    if(region.region_level = 'county', line.county_label, line.full_label) as line_title_zh,
    cells.fuel_code,
    form_columns.column_number,
    form_columns.title_zh as fuel_title_zh,
    cells.amount::decimal(38, 9) as amount,
    if(cells.amount is null, cells.amount_key, '') as amount_key,
    printed_units.unit_code,
    cells.calorific_tce::decimal(24, 6) as calorific_tce,
    if(cells.calorific_tce is null, cells.calorific_tce_key, '') as calorific_tce_key,
    cells.coal_equivalent_tce::decimal(24, 6) as coal_equivalent_tce,
    if(cells.coal_equivalent_tce is null, cells.coal_equivalent_tce_key, '') as coal_equivalent_tce_key,
    if(printed.is_none, null, printed.amount)::decimal(38, 9) as printed_amount,
    case
        when printed.fuel_code is null then 'NA'
        when printed.is_none then 'NO'
        else ''
    end as printed_amount_key,
    printed.fuel_code is not null and coalesce(printed.amount, 0) != coalesce(cells.amount, 0) as is_apart,
    cells.rule_code,
    cells.data_class,
    cells.is_incomplete
from cells
inner join core.regions as region using (region_code)
inner join printed_forms as line using (line_code)
inner join form_columns on line.form_code = form_columns.form_code and cells.fuel_code = form_columns.fuel_code
inner join printed_units on cells.region_code = printed_units.region_code and cells.fuel_code = printed_units.fuel_code
left join printed
    on
        cells.region_code = printed.region_code and cells.year = printed.year
        and cells.line_code = printed.line_code and cells.fuel_code = printed.fuel_code
