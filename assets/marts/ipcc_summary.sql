with pivoted as (
    select
        basis_id,
        region_code,
        year,
        line_code,
        max(emissions_t) filter (where gas_column = 'CO2') as co2_t,
        coalesce(max(mass_key) filter (where gas_column = 'CO2'), 'NA') as co2_key,
        max(emissions_t) filter (where gas_column = 'CH4') as ch4_t,
        coalesce(max(mass_key) filter (where gas_column = 'CH4'), 'NA') as ch4_key,
        max(emissions_t) filter (where gas_column = 'N2O') as n2o_t,
        coalesce(max(mass_key) filter (where gas_column = 'N2O'), 'NA') as n2o_key,
        max(emissions_tco2e) filter (where gas_column = 'HFCs') as hfcs_tco2e,
        coalesce(max(emissions_key) filter (where gas_column = 'HFCs'), 'NA') as hfcs_key,
        max(emissions_tco2e) filter (where gas_column = 'PFCs') as pfcs_tco2e,
        coalesce(max(emissions_key) filter (where gas_column = 'PFCs'), 'NA') as pfcs_key,
        max(emissions_t) filter (where gas_column = 'SF6') as sf6_t,
        coalesce(max(mass_key) filter (where gas_column = 'SF6'), 'NA') as sf6_key,
        max(emissions_tco2e) filter (where gas_column = 'all') as emissions_tco2e,
        max(emissions_key) filter (where gas_column = 'all') as emissions_key,
        bool_or(is_incomplete) as is_incomplete,
        max(reason_zh) filter (where gas_column = 'all') as reason_zh
    from marts.form_cells
    where form_code = 'ipcc'
    group by basis_id, region_code, year, line_code
)

select
    pivoted.basis_id,
    pivoted.region_code,
    pivoted.year,
    pivoted.line_code,
    line.line_number,
    line.line_title_zh,
    line.line_title_en,
    line.line_level,
    pivoted.* exclude (basis_id, region_code, year, line_code)
from pivoted
inner join core.form_lines as line using (line_code)
where line.form_code = 'ipcc'
