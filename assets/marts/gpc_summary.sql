with places as (
    select distinct basis_id, region_code, year
    from marts.county_inventory
),

-- tonnes of CO2 equivalent by line and column; the data are as good as the worst of them
emitted as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        place.gpc_reference as reference,
        gas_column(emission.gas) as gas,
        sum(emission.emissions_t * gwp.gwp)::decimal(38, 9) as tco2e,
        -- A measured or reported H, B official statistics M, C allocated and D surrogate L
        max(case emission.data_class when 'A' then 1 when 'B' then 2 else 3 end) as activity_rank,
        -- original document, own edition, own year H; a copy, or borrowed or carried forward M; recalled L
        max(
            case
                when emission.evidence = 'recalled' then 3
                when emission.evidence = 'secondary' or emission.is_fallback or emission.is_carried_forward then 2
                else 1
            end
        ) as factor_rank
    from core.emissions as emission
    inner join marts.county_inventory as cell using (basis_id, region_code, year, category_code, gas)
    inner join core.category_views as place using (category_code, sector_code)
    inner join core.bases as basis using (basis_id)
    inner join core.gwps as gwp using (gwp_set, gas)
    -- nothing of what does not occur, or of what is not known beside it, is no mass
    where cell.emissions_t is not null
    group by emission.basis_id, emission.region_code, emission.year, place.gpc_reference, gas_column(emission.gas)
),

sums as (
    select
        basis_id,
        region_code,
        year,
        reference,
        sum(tco2e) filter (where gas = 'CO2') as co2_tco2e,
        sum(tco2e) filter (where gas = 'CH4') as ch4_tco2e,
        sum(tco2e) filter (where gas = 'N2O') as n2o_tco2e,
        sum(tco2e) filter (where gas = 'HFCs') as hfcs_tco2e,
        sum(tco2e) filter (where gas = 'PFCs') as pfcs_tco2e,
        sum(tco2e) filter (where gas = 'SF6') as sf6_tco2e,
        sum(tco2e) filter (where gas = 'other') as nf3_tco2e,
        sum(tco2e) as tco2e,
        max(activity_rank) as activity_rank,
        max(factor_rank) as factor_rank
    from emitted
    group by basis_id, region_code, year, reference
),

-- what is missing in a sector stands on the line of the sector, what a whole category lacks on all its lines
gaps as (
    select
        gap.basis_id,
        gap.region_code,
        gap.year,
        place.gpc_reference as reference,
        weightiest_key(gap.notation_key) as notation_key,
        bool_or(gap.notation_key = 'NE') as is_incomplete,
        bool_or(gap.notation_key = 'NO') and bool_and(gap.notation_key in ('NO', 'IE', 'NA')) as does_not_occur,
        coalesce(
            string_agg(distinct gap.category_title_zh || '：' || gap.reason_zh, '；'
                order by gap.category_title_zh || '：' || gap.reason_zh
            ) filter (where gap.notation_key = 'NE'),
            string_agg(distinct gap.category_title_zh || '：' || gap.reason_zh, '；'
                order by gap.category_title_zh || '：' || gap.reason_zh
            )
        ) as reason_zh
    from marts.completeness as gap
    inner join core.category_views as place
        on gap.category_code = place.category_code and gap.sector_code in ('', place.sector_code)
    group by gap.basis_id, gap.region_code, gap.year, place.gpc_reference
),

lines as (
    select
        places.basis_id,
        places.region_code,
        places.year,
        line.reference,
        line.line_number::integer as line_number,
        line.title_zh as line_title_zh,
        line.title_en as line_title_en,
        line.scope::integer as scope,
        line.level = 'basic' as is_in_basic,
        line.level in ('basic', 'basic_plus') as is_in_basic_plus,
        line.scope = '1' as is_in_territorial,
        sums.* exclude (basis_id, region_code, year, reference),
        case
            when sums.tco2e is not null then ''
            when line.reference in (select gpc_reference from core.category_views)
                then coalesce(gaps.notation_key, 'NE')
            else 'NE'
        end as notation_key,
        coalesce(gaps.is_incomplete, sums.tco2e is null) as is_incomplete,
        case
            when line.reference not in (select gpc_reference from core.category_views)
                then not_yet.title_zh
            when gaps.is_incomplete or sums.tco2e is null then coalesce(gaps.reason_zh, no_data.title_zh)
            else ''
        end as reason_zh
    from places
    cross join forms.gpc_lines as line
    inner join codes.reasons as not_yet on not_yet.reason_code = 'not_yet_computed'
    inner join codes.reasons as no_data on no_data.reason_code = 'no_activity_data'
    left join gaps
        on
            places.basis_id = gaps.basis_id and places.region_code = gaps.region_code and places.year = gaps.year
            and line.reference = gaps.reference
    left join sums
        on
            places.basis_id = sums.basis_id and places.region_code = sums.region_code and places.year = sums.year
            and line.reference = sums.reference
            and not (sums.tco2e = 0 and coalesce(gaps.does_not_occur, false))
),

levels as (
    select
        unnest(['BASIC', 'BASIC+', 'territorial']) as reference,
        unnest([101, 102, 103])::integer as line_number,
        unnest(['BASIC 合计', 'BASIC+ 合计', '县域内合计（范围一）']) as line_title_zh,
        unnest(['Total BASIC', 'Total BASIC+', 'Total territorial (scope 1)']) as line_title_en
),

totals as (
    select
        lines.basis_id,
        lines.region_code,
        lines.year,
        levels.reference,
        levels.line_number,
        levels.line_title_zh,
        levels.line_title_en,
        0 as scope,
        levels.reference = 'BASIC' as is_in_basic,
        levels.reference = 'BASIC+' as is_in_basic_plus,
        levels.reference = 'territorial' as is_in_territorial,
        sum(lines.co2_tco2e) as co2_tco2e,
        sum(lines.ch4_tco2e) as ch4_tco2e,
        sum(lines.n2o_tco2e) as n2o_tco2e,
        sum(lines.hfcs_tco2e) as hfcs_tco2e,
        sum(lines.pfcs_tco2e) as pfcs_tco2e,
        sum(lines.sf6_tco2e) as sf6_tco2e,
        sum(lines.nf3_tco2e) as nf3_tco2e,
        sum(lines.tco2e) as tco2e,
        max(lines.activity_rank) as activity_rank,
        max(lines.factor_rank) as factor_rank,
        case
            when count(lines.tco2e) > 0 then ''
            else weightiest_key(lines.notation_key)
        end as notation_key,
        bool_or(lines.is_incomplete) as is_incomplete,
        coalesce(
            '未估算或不完整：'
            || string_agg(lines.reference, '、' order by lines.line_number) filter (where lines.is_incomplete),
            ''
        ) as reason_zh
    from lines
    inner join levels
        on
            case levels.reference
                when 'BASIC' then lines.is_in_basic
                when 'BASIC+' then lines.is_in_basic_plus
                else lines.is_in_territorial
            end
    group by
        lines.basis_id, lines.region_code, lines.year,
        levels.reference, levels.line_number, levels.line_title_zh, levels.line_title_en
),

rows_of_the_form as (
    select * from lines
    union all by name
    select * from totals
)

select
    basis_id,
    region_code,
    year,
    reference,
    line_number,
    line_title_zh,
    line_title_en,
    scope,
    is_in_basic,
    is_in_basic_plus,
    is_in_territorial,
    co2_tco2e::decimal(38, 9) as co2_tco2e,
    ch4_tco2e::decimal(38, 9) as ch4_tco2e,
    n2o_tco2e::decimal(38, 9) as n2o_tco2e,
    hfcs_tco2e::decimal(38, 9) as hfcs_tco2e,
    pfcs_tco2e::decimal(38, 9) as pfcs_tco2e,
    sf6_tco2e::decimal(38, 9) as sf6_tco2e,
    nf3_tco2e::decimal(38, 9) as nf3_tco2e,
    tco2e::decimal(38, 9) as co2e_t,
    notation_key,
    is_incomplete,
    coalesce(['H', 'M', 'L'][activity_rank], '') as activity_quality,
    coalesce(['H', 'M', 'L'][factor_rank], '') as factor_quality,
    reason_zh
from rows_of_the_form
