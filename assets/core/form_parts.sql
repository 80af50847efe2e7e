with recursive lines as (
    select 'provincial' as form_code, line_code, parent_code
    from forms.provincial_lines
    union all
    -- beside the form: the total without land use
    select 'provincial' as form_code, line_code, '' as parent_code
    from forms.sector_lines
    where line_code not in (select line_code from forms.provincial_lines)
    union all
    select 'ipcc' as form_code, line_code, parent_code
    from forms.ipcc_lines
    union all
    select 'gpc' as form_code, line_code, '' as parent_code
    from forms.gpc_lines
    union all
    select 'gpc' as form_code, line_code, '' as parent_code
    from forms.gpc_totals
),

steps as (
    select form_code, parent_code as line_code, line_code as part_code
    from lines
    where parent_code != ''
    union all
    select 'provincial' as form_code, line_code, unnest(string_split(part_codes, ' ')) as part_code
    from forms.sector_lines
    where line_code not in (select line_code from forms.provincial_lines)
    union all
    select 'gpc' as form_code, total.line_code, line.line_code as part_code
    from forms.gpc_totals as total
    inner join forms.gpc_lines as line
        on
            list_contains(string_split(total.levels, ' '), line.level)
            and list_contains(string_split(total.scopes, ' '), line.scope)
),

descent as (
    select form_code, line_code, line_code as part_code, 0 as depth
    from lines
    union all
    select descent.form_code, descent.line_code, steps.part_code, descent.depth + 1 as depth
    from descent
    inner join steps on descent.form_code = steps.form_code and descent.part_code = steps.line_code
)

select form_code, line_code, part_code, depth
from descent
