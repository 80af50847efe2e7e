-- lines of the provincial form without parts, each in its sector
with sources as (
    select
        line.line_code,
        line.line_number,
        line.line_title_zh,
        line.line_level,
        parent.line_title_zh as parent_title_zh,
        sector.line_code as sector_line_code,
        sector.title_zh as sector_title_zh
    from core.form_lines as line
    inner join core.form_lines as parent
        on line.form_code = parent.form_code and line.parent_code = parent.line_code
    inner join core.form_parts as tree on line.form_code = tree.form_code and line.line_code = tree.part_code
    inner join forms.sector_lines as sector on tree.line_code = sector.line_code
    where
        line.form_code = 'provincial' and sector.line_code not in ('gross', 'total')
        and line.line_code not in (select parent_code from forms.provincial_lines)
),

amounts as (
    select
        cell.basis_id,
        cell.region_code,
        cell.year,
        sources.*,
        cell.emissions_tco2e,
        cell.emissions_key,
        cell.is_incomplete,
        whole.emissions_tco2e as sector_tco2e,
        -- a net of sources and sinks has no shares
        coalesce(
            min(cell.emissions_tco2e) over (
                partition by cell.basis_id, cell.region_code, cell.year, sources.sector_line_code
            ) < 0,
            false
        ) as is_net
    from sources
    inner join marts.form_cells as cell using (line_code)
    inner join marts.form_cells as whole
        on
            cell.basis_id = whole.basis_id and cell.region_code = whole.region_code and cell.year = whole.year
            and cell.form_code = whole.form_code and cell.gas_column = whole.gas_column
            and sources.sector_line_code = whole.line_code
    where cell.form_code = 'provincial' and cell.gas_column = 'all'
)

select
    basis_id,
    region_code,
    year,
    line_code,
    line_number,
    line_title_zh,
    line_level,
    parent_title_zh,
    sector_line_code,
    sector_title_zh,
    emissions_tco2e,
    emissions_key,
    is_incomplete,
    case when not is_net then ratio(100 * emissions_tco2e, sector_tco2e) end as share_pct,
    case
        when emissions_tco2e is null then emissions_key
        when is_net or sector_tco2e = 0 then 'NA'
        else ''
    end as share_key
from amounts
