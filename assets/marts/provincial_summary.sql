with recursive descent as (
    select line_code, line_code as part_code, 0 as depth
    from forms.provincial_lines
    union all
    select descent.line_code, line.line_code as part_code, descent.depth + 1 as depth
    from descent
    inner join forms.provincial_lines as line on descent.part_code = line.parent_code
),

-- the order of the form is the order of the list
lines as (
    select
        line.line_code,
        line.title_zh,
        line.is_memo = 'true' as is_memo,
        line.line_number::integer as line_number,
        (select max(up.depth) from descent as up where up.part_code = line.line_code)::integer as line_level
    from forms.provincial_lines as line
),

leaves as (
    select line_code
    from forms.provincial_lines
    where line_code not in (select parent_code from forms.provincial_lines)
),

-- gases without a column of their own (NF3) count in the CO2 equivalent only
columns as (
    select unnest(['CO2', 'CH4', 'N2O', 'HFCs', 'PFCs', 'SF6', 'other']) as gas
),

places as (
    select distinct basis_id, region_code, year
    from marts.county_inventory
),

-- what each leaf of the form holds, gas by gas
leaf_cells as (
    select
        places.basis_id,
        places.region_code,
        places.year,
        leaves.line_code,
        columns.gas,
        -- masses of different gases cannot be added: HFCs and PFCs are in CO2 equivalents
        sum(case when columns.gas in ('HFCs', 'PFCs') then cell.emissions_tco2e else cell.emissions_t end)
        ::decimal(38, 9) as amount,
        sum(cell.emissions_tco2e)::decimal(38, 9) as emissions_tco2e,
        case
            when count(cell.emissions_t) > 0 then ''
            when count(cell.category_code) > 0 then weightiest_key(cell.notation_key)
            when count(category.category_code) > 0 then 'NA'
            else 'NE'
        end as notation_key,
        coalesce(bool_or(cell.is_incomplete), false) as is_incomplete,
        case
            when count(cell.category_code) > 0
                then
                    coalesce(
                        string_agg(distinct cell.reason_zh, '；' order by cell.reason_zh)
                            filter (where cell.reason_zh != ''),
                        ''
                    )
            when count(category.category_code) > 0 then ''
            else (select title_zh from codes.reasons where reason_code = 'not_yet_computed')
        end as reason_zh
    from places
    cross join leaves
    cross join columns
    left join core.category_lines as category
        on places.basis_id = category.basis_id and leaves.line_code = category.provincial_line_code
    left join marts.county_inventory as cell
        on
            places.basis_id = cell.basis_id and places.region_code = cell.region_code and places.year = cell.year
            and category.category_code = cell.category_code and columns.gas = gas_column(cell.gas)
    group by places.basis_id, places.region_code, places.year, leaves.line_code, columns.gas
),

-- a line is the sum of its leaves; NE below makes it incomplete
cells as (
    select
        leaf_cells.basis_id,
        leaf_cells.region_code,
        leaf_cells.year,
        descent.line_code,
        leaf_cells.gas,
        sum(leaf_cells.amount)::decimal(38, 9) as amount,
        sum(leaf_cells.emissions_tco2e)::decimal(38, 9) as emissions_tco2e,
        case
            when count(leaf_cells.amount) > 0 then ''
            else weightiest_key(leaf_cells.notation_key)
        end as notation_key,
        bool_or(leaf_cells.is_incomplete or leaf_cells.notation_key = 'NE') as is_incomplete
    from leaf_cells
    inner join descent on leaf_cells.line_code = descent.part_code
    group by leaf_cells.basis_id, leaf_cells.region_code, leaf_cells.year, descent.line_code, leaf_cells.gas
),

-- why: a leaf says it itself, a sum names the leaves that are missing
reasons as (
    select
        leaf_cells.basis_id,
        leaf_cells.region_code,
        leaf_cells.year,
        descent.line_code,
        case
            when bool_and(descent.depth = 0)
                then string_agg(distinct leaf_cells.reason_zh, '；' order by leaf_cells.reason_zh)
            else '未估算或不完整：' || string_agg(distinct lines.title_zh, '、' order by lines.title_zh)
        end as reason_zh
    from leaf_cells
    inner join descent on leaf_cells.line_code = descent.part_code
    inner join lines on leaf_cells.line_code = lines.line_code
    where leaf_cells.reason_zh != '' and (leaf_cells.is_incomplete or leaf_cells.notation_key = 'NE')
    group by leaf_cells.basis_id, leaf_cells.region_code, leaf_cells.year, descent.line_code
)

select
    cells.basis_id,
    cells.region_code,
    cells.year,
    cells.line_code,
    lines.line_number,
    lines.title_zh as line_title_zh,
    lines.line_level,
    lines.is_memo,
    (max(cells.amount) filter (where cells.gas = 'CO2'))::decimal(24, 6) as co2_t,
    max(cells.notation_key) filter (where cells.gas = 'CO2') as co2_key,
    (max(cells.amount) filter (where cells.gas = 'CH4'))::decimal(24, 6) as ch4_t,
    max(cells.notation_key) filter (where cells.gas = 'CH4') as ch4_key,
    (max(cells.amount) filter (where cells.gas = 'N2O'))::decimal(24, 6) as n2o_t,
    max(cells.notation_key) filter (where cells.gas = 'N2O') as n2o_key,
    max(cells.amount) filter (where cells.gas = 'HFCs') as hfcs_t,
    max(cells.notation_key) filter (where cells.gas = 'HFCs') as hfcs_key,
    max(cells.amount) filter (where cells.gas = 'PFCs') as pfcs_t,
    max(cells.notation_key) filter (where cells.gas = 'PFCs') as pfcs_key,
    (max(cells.amount) filter (where cells.gas = 'SF6'))::decimal(24, 6) as sf6_t,
    max(cells.notation_key) filter (where cells.gas = 'SF6') as sf6_key,
    sum(cells.emissions_tco2e)::decimal(38, 9) as co2e_t,
    case
        when count(cells.emissions_tco2e) > 0 then ''
        else weightiest_key(cells.notation_key)
    end as co2e_key,
    bool_or(cells.is_incomplete) as is_incomplete,
    coalesce(max(reasons.reason_zh), '') as reason_zh
from cells
inner join lines using (line_code)
left join reasons using (basis_id, region_code, year, line_code)
group by
    cells.basis_id, cells.region_code, cells.year, cells.line_code,
    lines.line_number, lines.title_zh, lines.line_level, lines.is_memo
