with pivoted as (
    select
        basis_id,
        region_code,
        year,
        line_code,
        max(emissions_tco2e) filter (where gas_column = 'CO2') as co2_tco2e,
        coalesce(max(emissions_key) filter (where gas_column = 'CO2'), 'NA') as co2_key,
        max(emissions_tco2e) filter (where gas_column = 'CH4') as ch4_tco2e,
        coalesce(max(emissions_key) filter (where gas_column = 'CH4'), 'NA') as ch4_key,
        max(emissions_tco2e) filter (where gas_column = 'N2O') as n2o_tco2e,
        coalesce(max(emissions_key) filter (where gas_column = 'N2O'), 'NA') as n2o_key,
        max(emissions_tco2e) filter (where gas_column = 'HFCs') as hfcs_tco2e,
        coalesce(max(emissions_key) filter (where gas_column = 'HFCs'), 'NA') as hfcs_key,
        max(emissions_tco2e) filter (where gas_column = 'PFCs') as pfcs_tco2e,
        coalesce(max(emissions_key) filter (where gas_column = 'PFCs'), 'NA') as pfcs_key,
        max(emissions_tco2e) filter (where gas_column = 'SF6') as sf6_tco2e,
        coalesce(max(emissions_key) filter (where gas_column = 'SF6'), 'NA') as sf6_key,
        max(emissions_tco2e) filter (where gas_column = 'other') as nf3_tco2e,
        coalesce(max(emissions_key) filter (where gas_column = 'other'), 'NA') as nf3_key,
        max(emissions_tco2e) filter (where gas_column = 'all') as emissions_tco2e,
        max(emissions_key) filter (where gas_column = 'all') as emissions_key,
        bool_or(is_incomplete) as is_incomplete,
        max(reason_zh) filter (where gas_column = 'all') as reason_zh
    from marts.form_cells
    where form_code = 'gpc'
    group by basis_id, region_code, year, line_code
),

-- the three totals, and what counts in them
levels as (
    select
        part_code as line_code,
        bool_or(line_code = 'BASIC') as is_in_basic,
        bool_or(line_code = 'BASIC+') as is_in_basic_plus,
        bool_or(line_code = 'territorial') as is_in_territorial
    from core.form_parts
    where form_code = 'gpc'
    group by part_code
),

-- a line is as good as the worst of what it rests on
qualities as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        tree.line_code,
        -- A measured or reported H, B official statistics M, C allocated and D surrogate L
        max(case emission.data_class when 'A' then 1 when 'B' then 2 else 3 end) as activity_rank,
        -- original document, own edition, own year H; a copy, or borrowed or of other years M; recalled L
        max(
            case
                when emission.evidence = 'recalled' then 3
                when emission.evidence = 'secondary' or emission.is_fallback or emission.factor_years != ''
                    then 2
                else 1
            end
        ) as factor_rank
    from core.emissions as emission
    inner join marts.county_inventory as cell using (basis_id, region_code, year, category_code, gas)
    inner join core.form_places as place using (basis_id, category_code, sector_code)
    inner join pivoted as own using (basis_id, region_code, year, line_code)
    inner join core.form_parts as tree on place.form_code = tree.form_code and place.line_code = tree.part_code
    where place.form_code = 'gpc' and cell.emissions_t is not null and own.emissions_key = ''
    group by emission.basis_id, emission.region_code, emission.year, tree.line_code
)

select
    pivoted.basis_id,
    pivoted.region_code,
    pivoted.year,
    pivoted.line_code,
    line.line_number,
    line.line_title_zh,
    line.line_title_en,
    coalesce(listed.scope::integer, 0) as scope,
    levels.is_in_basic,
    levels.is_in_basic_plus,
    levels.is_in_territorial,
    pivoted.* exclude (basis_id, region_code, year, line_code, is_incomplete, reason_zh),
    pivoted.is_incomplete,
    case when pivoted.emissions_key = '' then ['H', 'M', 'L'][qualities.activity_rank] else '' end
        as activity_quality,
    case when pivoted.emissions_key = '' then ['H', 'M', 'L'][qualities.factor_rank] else '' end as factor_quality,
    pivoted.reason_zh
from pivoted
inner join core.form_lines as line using (line_code)
inner join levels using (line_code)
left join forms.gpc_lines as listed using (line_code)
left join qualities using (basis_id, region_code, year, line_code)
where line.form_code = 'gpc'
