with listed as (
    select
        'provincial' as form_code, line_code, parent_code, line_number, title_zh, title_en,
        is_memo = 'true' as is_memo, true as is_asked
    from forms.provincial_lines
    union all
    select
        'provincial' as form_code, line_code, '' as parent_code, line_number, title_zh, title_en,
        false as is_memo, true as is_asked
    from forms.sector_lines
    where line_code not in (select line_code from forms.provincial_lines)
    union all
    select
        'ipcc' as form_code, line_code, parent_code, line_number, title_zh, title_en,
        false as is_memo, is_asked = 'true' as is_asked
    from forms.ipcc_lines
    union all
    select
        'gpc' as form_code, line_code, '' as parent_code, line_number, title_zh, title_en,
        false as is_memo, true as is_asked
    from forms.gpc_lines
    union all
    select
        'gpc' as form_code, line_code, '' as parent_code, line_number, title_zh, title_en,
        false as is_memo, true as is_asked
    from forms.gpc_totals
),

levels as (
    select form_code, part_code as line_code, max(depth) as line_level
    from core.form_parts
    group by form_code, part_code
),

-- lines on or below which some category stands in some basis
served as (
    select distinct part.form_code, part.line_code
    from core.form_parts as part
    inner join core.form_places as place on part.form_code = place.form_code and part.part_code = place.line_code
)

select
    listed.form_code,
    listed.line_code,
    listed.parent_code,
    listed.line_number::integer as line_number,
    listed.title_zh as line_title_zh,
    listed.title_en as line_title_en,
    levels.line_level,
    listed.is_memo,
    served.line_code is not null as is_served
from listed
inner join levels using (form_code, line_code)
left join served using (form_code, line_code)
where listed.is_asked or served.line_code is not null
