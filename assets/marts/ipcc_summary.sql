with recursive descent as (
    select line_code, line_code as part_code
    from forms.ipcc_lines
    union all
    select descent.line_code, line.line_code as part_code
    from descent
    inner join forms.ipcc_lines as line on descent.part_code = line.parent_code
),

depths as (
    select part_code as line_code, count(*)::integer - 1 as line_level
    from descent
    group by part_code
),

-- a category that some basis counts in its total, under its code in that basis
placed as (
    select basis_id, category_code, ipcc_2006_code as part_code
    from core.category_lines
    where is_in_total and ipcc_2006_code != ''
),

served as (
    select distinct descent.line_code
    from descent
    inner join placed using (part_code)
),

lines as (
    select
        line.line_code,
        line.title_zh,
        line.title_en,
        line.line_number::integer as line_number,
        depths.line_level,
        line.line_code in (select served.line_code from served) as is_served
    from forms.ipcc_lines as line
    inner join depths using (line_code)
    where line.is_asked = 'true' or line.line_code in (select served.line_code from served)
),

-- a line that the table asks for and no category serves makes every line above it incomplete
unserved as (
    select distinct descent.line_code
    from descent
    inner join lines on descent.part_code = lines.line_code
    where not lines.is_served
),

-- gases without a column of their own (NF3) count in the CO2 equivalent only
columns as (
    select unnest(['CO2', 'CH4', 'N2O', 'HFCs', 'PFCs', 'SF6', 'other']) as gas
),

inventory as (
    select
        cell.basis_id,
        cell.region_code,
        cell.year,
        placed.part_code,
        gas_column(cell.gas) as gas,
        -- masses of different gases cannot be added: HFCs and PFCs are in CO2 equivalents
        sum(
            case when gas_column(cell.gas) in ('HFCs', 'PFCs') then cell.emissions_tco2e else cell.emissions_t end
        )::decimal(38, 9) as amount,
        sum(cell.emissions_tco2e)::decimal(38, 9) as emissions_tco2e,
        weightiest_key(cell.notation_key) as notation_key,
        bool_or(cell.is_incomplete or cell.notation_key = 'NE') as is_incomplete,
        coalesce(string_agg(distinct nullif(cell.reason_zh, ''), '；' order by nullif(cell.reason_zh, '')), '')
            as reason_zh
    from marts.county_inventory as cell
    inner join placed using (basis_id, category_code)
    group by cell.basis_id, cell.region_code, cell.year, placed.part_code, gas_column(cell.gas)
),

places as (
    select distinct basis_id, region_code, year
    from marts.county_inventory
),

sums as (
    select
        inventory.basis_id,
        inventory.region_code,
        inventory.year,
        descent.line_code,
        inventory.gas,
        sum(inventory.amount)::decimal(38, 9) as amount,
        sum(inventory.emissions_tco2e)::decimal(38, 9) as emissions_tco2e,
        weightiest_key(inventory.notation_key) as notation_key,
        bool_or(inventory.is_incomplete) as is_incomplete
    from inventory
    inner join descent using (part_code)
    group by inventory.basis_id, inventory.region_code, inventory.year, descent.line_code, inventory.gas
),

cells as (
    select
        places.basis_id,
        places.region_code,
        places.year,
        lines.line_code,
        columns.gas,
        sums.amount,
        sums.emissions_tco2e,
        case
            when sums.amount is not null then ''
            when lines.line_code in (select unserved.line_code from unserved) then 'NE'
            else coalesce(sums.notation_key, 'NA')
        end as notation_key,
        coalesce(sums.is_incomplete, false) or lines.line_code in (select unserved.line_code from unserved)
            as is_incomplete
    from places
    cross join lines
    cross join columns
    left join sums using (basis_id, region_code, year, line_code, gas)
),

-- why: a line that is a category says it itself, a sum names the lines that are missing
gaps as (
    select distinct basis_id, region_code, year, part_code, reason_zh
    from inventory
    where is_incomplete
    union all
    select places.basis_id, places.region_code, places.year, lines.line_code as part_code, reason.title_zh as reason_zh
    from places
    cross join lines
    inner join codes.reasons as reason on reason.reason_code = 'not_yet_computed'
    where
        not lines.is_served
        and lines.line_code not in (select parent_code from forms.ipcc_lines where is_asked = 'true')
),

reasons as (
    select
        gaps.basis_id,
        gaps.region_code,
        gaps.year,
        descent.line_code,
        case
            when bool_and(descent.line_code = descent.part_code)
                then string_agg(distinct gaps.reason_zh, '；' order by gaps.reason_zh)
            else
                '未估算或不完整：'
                || string_agg(
                    distinct concat(line.line_code, ' ', line.title_zh), '、'
                    order by concat(line.line_code, ' ', line.title_zh)
                )
        end as reason_zh
    from gaps
    inner join descent using (part_code)
    inner join forms.ipcc_lines as line on descent.part_code = line.line_code
    group by gaps.basis_id, gaps.region_code, gaps.year, descent.line_code
)

select
    cells.basis_id,
    cells.region_code,
    cells.year,
    cells.line_code,
    lines.line_number,
    lines.title_zh as line_title_zh,
    lines.title_en as line_title_en,
    lines.line_level,
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
    lines.line_number, lines.title_zh, lines.title_en, lines.line_level
