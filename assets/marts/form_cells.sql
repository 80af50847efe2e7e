-- the inventory on the lines of the provincial form and of IPCC 2006
with inventory as (
    select
        cell.basis_id,
        cell.region_code,
        cell.year,
        place.form_code,
        place.line_code as part_code,
        listed.gas_column,
        cell.emissions_t,
        cell.emissions_tco2e,
        cell.notation_key,
        cell.is_incomplete or cell.notation_key = 'NE' as is_incomplete,
        cell.reason_zh
    from marts.county_inventory as cell
    inner join core.form_places as place using (basis_id, category_code)
    inner join codes.gases as listed on cell.gas = listed.gas_code
    where place.form_code != 'gpc'
),

-- what is missing in a sector stands on the line of the sector, what a whole category lacks on all its lines
gpc_gaps as (
    select
        gap.basis_id,
        gap.region_code,
        gap.year,
        place.form_code,
        place.line_code as part_code,
        listed.gas_column,
        null::decimal(24, 6) as emissions_t,
        null::decimal(38, 9) as emissions_tco2e,
        gap.notation_key,
        gap.notation_key = 'NE' as is_incomplete,
        gap.category_title_zh || '：' || gap.reason_zh as reason_zh
    from marts.completeness as gap
    inner join core.form_places as place
        on
            gap.basis_id = place.basis_id and gap.category_code = place.category_code
            and gap.sector_code in ('', place.sector_code)
    inner join codes.gases as listed on gap.gas = listed.gas_code
    where place.form_code = 'gpc'
),

gpc_not_occurring as (
    select basis_id, region_code, year, part_code
    from gpc_gaps
    group by basis_id, region_code, year, part_code
    having bool_or(notation_key = 'NO') and bool_and(notation_key in ('NO', 'IE', 'NA'))
),

-- nothing of what does not occur, or of what is not known beside it, is no mass
gpc_emissions as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        place.form_code,
        place.line_code as part_code,
        listed.gas_column,
        sum(emission.emissions_t) as emissions_t,
        sum(emission.emissions_t * gwp.gwp)::decimal(38, 9) as emissions_tco2e,
        '' as notation_key,
        false as is_incomplete,
        '' as reason_zh
    from core.emissions as emission
    inner join marts.county_inventory as cell using (basis_id, region_code, year, category_code, gas)
    inner join core.form_places as place using (basis_id, category_code, sector_code)
    inner join core.bases as basis using (basis_id)
    inner join core.gwps as gwp using (gwp_set, gas)
    inner join codes.gases as listed on emission.gas = listed.gas_code
    left join gpc_not_occurring as none
        on
            emission.basis_id = none.basis_id and emission.region_code = none.region_code
            and emission.year = none.year and place.line_code = none.part_code
    where
        place.form_code = 'gpc' and cell.emissions_t is not null
        and (emission.emissions_t != 0 or none.part_code is null)
    group by
        emission.basis_id, emission.region_code, emission.year, place.form_code, place.line_code,
        listed.gas_column
),

gpc_known as (
    select * from gpc_emissions
    union all
    select * from gpc_gaps
),

-- lines of which nothing is known: no category stands there yet, or nothing is told of it
unknown as (
    select place.basis_id, place.region_code, place.year, line.form_code, line.line_code as part_code,
        'not_yet_computed' as reason_code
    from core.inventories as place
    cross join core.form_lines as line
    left join core.form_lines as below on line.form_code = below.form_code and line.line_code = below.parent_code
    where not line.is_served and below.line_code is null
    union all
    select place.basis_id, place.region_code, place.year, 'gpc' as form_code, line.line_code as part_code,
        'no_activity_data' as reason_code
    from core.inventories as place
    cross join (select distinct line_code from core.form_places where form_code = 'gpc') as line
    left join (select distinct basis_id, region_code, year, part_code from gpc_known) as known
        on
            place.basis_id = known.basis_id and place.region_code = known.region_code and place.year = known.year
            and line.line_code = known.part_code
    where known.part_code is null
),

parts as (
    select * from inventory
    union all
    select * from gpc_known
    union all
    select
        unknown.basis_id, unknown.region_code, unknown.year, unknown.form_code, unknown.part_code,
        unnest(['CO2', 'CH4', 'N2O', 'HFCs', 'PFCs', 'SF6']) as gas_column,
        null::decimal(24, 6) as emissions_t,
        null::decimal(38, 9) as emissions_tco2e,
        'NE' as notation_key,
        true as is_incomplete,
        reason.title_zh as reason_zh
    from unknown
    inner join codes.reasons as reason using (reason_code)
),

-- a line is the sum of its parts, gas by gas; what is missing below makes it incomplete
gas_cells as (
    select
        part.basis_id, part.region_code, part.year, part.form_code, tree.line_code, part.gas_column,
        sum(part.emissions_t) as emissions_t,
        sum(part.emissions_tco2e) as emissions_tco2e,
        case when count(part.emissions_tco2e) > 0 then '' else weightiest_key(part.notation_key) end as notation_key,
        bool_or(part.is_incomplete) as is_incomplete
    from parts as part
    inner join core.form_parts as tree using (form_code, part_code)
    group by part.basis_id, part.region_code, part.year, part.form_code, tree.line_code, part.gas_column
),

-- the whole of a line is never absent
lines as (
    select
        basis_id, region_code, year, form_code, line_code,
        sum(emissions_tco2e) as emissions_tco2e,
        case when count(emissions_tco2e) > 0 then '' else weightiest_key(notation_key) end as notation_key,
        bool_or(is_incomplete) as is_incomplete
    from (
        select basis_id, region_code, year, form_code, line_code, emissions_tco2e, notation_key, is_incomplete
        from gas_cells
        union all
        select basis_id, region_code, year, form_code, line_code, null, 'NA', false
        from core.inventories
        cross join core.form_lines
    ) as held
    group by basis_id, region_code, year, form_code, line_code
),

-- why: a line on which categories stand says it itself
own_reasons as (
    select
        basis_id, region_code, year, form_code, part_code as line_code,
        bool_or(is_incomplete) as lacks_part,
        joined(coalesce(list(reason_zh) filter (where is_incomplete), list(reason_zh)), '；') as reason_zh
    from (
        select distinct basis_id, region_code, year, form_code, part_code, is_incomplete, reason_zh
        from parts
        where reason_zh != ''
    ) as given
    group by basis_id, region_code, year, form_code, part_code
),

-- a sum names the lines that are missing
missing as (
    select
        own.basis_id, own.region_code, own.year, own.form_code, tree.line_code,
        '未估算或不完整：' || string_agg(
            case own.form_code
                when 'provincial' then line.line_title_zh
                when 'ipcc' then line.line_code || ' ' || line.line_title_zh
                else line.line_code
            end,
            '、' order by line.line_number
        ) as lines_zh
    from own_reasons as own
    inner join core.form_parts as tree on own.form_code = tree.form_code and own.line_code = tree.part_code
    inner join core.form_lines as line on own.form_code = line.form_code and own.line_code = line.line_code
    where own.lacks_part
    group by own.basis_id, own.region_code, own.year, own.form_code, tree.line_code
    having bool_or(tree.depth > 0)
),

cells as (
    select
        basis_id, region_code, year, form_code, line_code, gas_column,
        -- masses of several gases cannot be added
        case when gas_column in ('CO2', 'CH4', 'N2O', 'SF6') then emissions_t end as emissions_t,
        case when gas_column in ('CO2', 'CH4', 'N2O', 'SF6') then notation_key else 'NA' end as mass_key,
        emissions_tco2e, notation_key as emissions_key, is_incomplete, '' as reason_zh
    from gas_cells
    union all
    select
        basis_id, region_code, year, form_code, line_code, 'all' as gas_column,
        null as emissions_t, 'NA' as mass_key,
        emissions_tco2e, notation_key as emissions_key, is_incomplete,
        coalesce(missing.lines_zh, case when is_incomplete or notation_key != '' then own_reasons.reason_zh end, '')
            as reason_zh
    from lines
    left join missing using (basis_id, region_code, year, form_code, line_code)
    left join own_reasons using (basis_id, region_code, year, form_code, line_code)
)

select
    cells.basis_id,
    cells.region_code,
    cells.year,
    cells.form_code,
    cells.line_code,
    line.line_title_zh,
    cells.gas_column,
    cells.emissions_t::decimal(24, 6) as emissions_t,
    cells.mass_key,
    cells.emissions_tco2e::decimal(38, 9) as emissions_tco2e,
    cells.emissions_key,
    cells.is_incomplete,
    cells.reason_zh
from cells
inner join core.form_lines as line using (form_code, line_code)
