-- the parts of both sides (a level is over one, which has no parts); of a side that is not known what lacks a
-- coefficient; of what is missing the cell that says so, and the printed table that holds it
with missing as (
    select indicator.*, term.item_code, term.table_name
    from marts.county_indicators__departments as indicator
    inner join rules.department_terms as term using (indicator_code, scope)
    anti join core.indicator_parts as part
        on
            indicator.basis_id = part.basis_id and indicator.region_code = part.region_code
            and indicator.year = part.year and indicator.indicator_code = part.indicator_code
            and indicator.scope = part.scope and indicator.accounting = part.accounting
            and indicator.grid_factor_year = part.grid_factor_year and term.side = part.side
            and term.item_code = part.item_code
    where indicator.notation_key = 'NE' and term.is_optional = 'false'
),

inputs as (
    select
        indicator.*,
        if(part.contribution is null, 'missing', part.side) as role,
        'core.indicator_parts' as parent_table,
        indicator_parts_id(
            basis_id, region_code, year, indicator_code, scope, accounting, grid_factor_year, part.side,
            part.item_code, part.sector_code, part.fuel_code
        ) as parent_id,
        part.contribution::double as value_used
    from marts.county_indicators__departments as indicator
    inner join core.indicator_parts as part
        using (basis_id, region_code, year, indicator_code, scope, accounting, grid_factor_year)
    where
        part.contribution is null
        or if(part.side = 'numerator', indicator.numerator, indicator.denominator) is not null
    union
    select
        missing.* exclude (item_code, table_name),
        'missing' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        null as value_used
    from missing
    inner join core.observations as observation using (region_code, year, item_code)
    where observation.is_preferred and observation.amount_base is null
    union
    select
        missing.* exclude (item_code, table_name),
        'missing' as role,
        'core.printed_tables' as parent_table,
        printed_tables_id(printed.table_name, printed.region_level) as parent_id,
        null as value_used
    from missing
    inner join core.printed_tables as printed using (table_name)
)

select *
from inputs
order by array_position(['numerator', 'denominator', 'missing'], role), parent_table
