-- what a year's emissions are made of: each part in each way to divide them, with its share of what is emitted
with members as (
    select breakdown_code, part_code, unnest(string_split(members, ' ')) as member
    from codes.breakdown_parts
),

cells as (
    select
        cell.basis_id,
        cell.region_code,
        cell.year,
        cell.category_code,
        cell.gas,
        cell.emissions_tco2e,
        cell.notation_key,
        cell.is_in_total,
        cell.is_incomplete,
        trend.part_code as trend_part,
        chapter.part_code as chapter,
        case
            when cell.notation_key = 'C' then 'confidential'
            when cell.emissions_tco2e is null then null
            when cell.is_incomplete then 'partial'
            else 'complete'
        end as coverage
    from marts.county_inventory as cell
    inner join core.category_lines as line using (basis_id, category_code)
    left join members as trend
        on
            trend.breakdown_code = 'trend_part'
            and starts_with(line.provincial_line_code || '.', trend.member || '.')
    left join members as chapter
        on chapter.breakdown_code = 'chapter' and left(cell.category_code, 1) = chapter.member
),

divided as (
    select
        cells.*,
        breakdown.breakdown_code,
        case breakdown.breakdown_code
            when 'trend_part' then cells.trend_part
            when 'chapter' then cells.chapter
            when 'category' then cells.category_code
            when 'gas' then cells.gas
            else cells.coverage
        end as part_code
    from cells
    cross join (select unnest(['trend_part', 'chapter', 'category', 'gas', 'coverage']) as breakdown_code) as breakdown
    where cells.is_in_total or breakdown.breakdown_code = 'category'
),

sums as (
    select
        basis_id,
        region_code,
        year,
        breakdown_code,
        part_code,
        sum(emissions_tco2e) as emissions_tco2e,
        case when count(emissions_tco2e) > 0 then '' else weightiest_key(notation_key) end as notation_key,
        count(distinct category_code) filter (where coverage is not null) as categories,
        bool_and(is_in_total) as is_in_total,
        bool_or(is_incomplete) as is_incomplete
    from divided
    where part_code is not null
    group by basis_id, region_code, year, breakdown_code, part_code
),

-- gases share out the sum of the gases: in it CO2 is net of what is taken up
emitted as (
    select basis_id, region_code, year, breakdown_code, sum(emissions_tco2e) as emissions_tco2e
    from sums
    where emissions_tco2e > 0 and breakdown_code in ('trend_part', 'gas')
    group by basis_id, region_code, year, breakdown_code
)

select
    sums.basis_id,
    sums.region_code,
    sums.year,
    sums.breakdown_code,
    sums.part_code,
    coalesce(listed.title_zh, gas.title_zh, category.title_zh) as part_title_zh,
    sums.emissions_tco2e::decimal(38, 9) as emissions_tco2e,
    sums.notation_key,
    case when sums.is_in_total then ratio(100 * sums.emissions_tco2e, emitted.emissions_tco2e) end as share_pct,
    case
        when sums.is_in_total and sums.emissions_tco2e is null then sums.notation_key
        when sums.is_in_total and emitted.emissions_tco2e is not null then ''
        else 'NA'
    end as share_key,
    sums.categories,
    sums.is_in_total,
    sums.is_incomplete
from sums
left join emitted
    on
        sums.basis_id = emitted.basis_id and sums.region_code = emitted.region_code and sums.year = emitted.year
        and emitted.breakdown_code = case sums.breakdown_code when 'gas' then 'gas' else 'trend_part' end
left join codes.breakdown_parts as listed
    on sums.breakdown_code = listed.breakdown_code and sums.part_code = listed.part_code
left join codes.gases as gas on sums.breakdown_code = 'gas' and sums.part_code = gas.gas_code
left join core.categories as category on sums.breakdown_code = 'category' and sums.part_code = category.category_code
