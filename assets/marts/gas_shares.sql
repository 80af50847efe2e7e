-- amounts of gases in the total without land use; HFCs, PFCs, SF6, NF3 and the like stand together
with amounts as (
    select
        gross.basis_id,
        gross.region_code,
        gross.year,
        groups.gas_group,
        sum(cell.emissions_tco2e) as emissions_tco2e,
        case when count(cell.emissions_tco2e) > 0 then '' else weightiest_key(cell.emissions_key) end as emissions_key,
        coalesce(bool_or(cell.is_incomplete), false) as is_incomplete,
        any_value(gross.emissions_tco2e) as gross_tco2e
    from marts.form_cells as gross
    cross join (select unnest(['CO2', 'CH4', 'N2O', 'fluorinated']) as gas_group) as groups
    left join marts.form_cells as cell
        on
            gross.basis_id = cell.basis_id and gross.region_code = cell.region_code and gross.year = cell.year
            and gross.form_code = cell.form_code and gross.line_code = cell.line_code and cell.gas_column != 'all'
            and groups.gas_group
            = case when cell.gas_column in ('CO2', 'CH4', 'N2O') then cell.gas_column else 'fluorinated' end
    where gross.form_code = 'provincial' and gross.line_code = 'gross' and gross.gas_column = 'all'
    group by gross.basis_id, gross.region_code, gross.year, groups.gas_group
)

select
    basis_id,
    region_code,
    year,
    gas_group,
    emissions_tco2e::decimal(38, 9) as emissions_tco2e,
    emissions_key,
    is_incomplete,
    ratio(100 * emissions_tco2e, gross_tco2e) as share_pct,
    case
        when emissions_tco2e is null then emissions_key
        when gross_tco2e = 0 then 'NA'
        else ''
    end as share_key
from amounts
