with cells as (
    select
        place.basis_id,
        place.region_code,
        place.year,
        known.category_code,
        known.gas
    from core.inventories as place
    cross join (select distinct category_code, gas from core.category_gases) as known
),

summed as (
    select
        basis_id,
        region_code,
        year,
        category_code,
        gas,
        sum(emissions_t)::decimal(24, 6) as emissions_t,
        max(data_class) as data_class,
        worst_evidence(evidence) as evidence,
        sum(abs(emissions_t)) filter (where evidence = 'original') as original_t,
        sum(abs(emissions_t)) filter (where evidence = 'secondary') as secondary_t,
        sum(abs(emissions_t)) filter (where evidence = 'recalled') as recalled_t,
        joined(list(factor_years) filter (where factor_years != ''), ' ') as factor_years
    from core.emissions
    group by basis_id, region_code, year, category_code, gas
),

named_gaps as (
    select
        completeness.*,
        concat_ws(
            '：',
            coalesce(sector.title_zh, item.title_zh)
            || case when completeness.reason_code = 'no_activity_data' then coalesce(fuel.title_zh, '') else '' end,
            reason.title_zh
        ) as gap_zh
    from marts.completeness as completeness
    inner join codes.reasons as reason using (reason_code)
    left join codes.sectors as sector using (sector_code)
    left join codes.items as item using (item_code)
    left join codes.fuels as fuel using (fuel_code)
),

gaps as (
    select
        basis_id,
        region_code,
        year,
        category_code,
        gas,
        min(notation_key) filter (where notation_key = 'NE') as estimate_key,
        weightiest_key(notation_key) as notation_key,
        bool_and(notation_key in ('NO', 'IE')) and bool_or(notation_key = 'NO') as does_not_occur,
        -- the reason belongs to the key; a missing factor tells more than a missing figure
        coalesce(max(reason_code) filter (where notation_key = 'NE'), max(reason_code)) as reason_code,
        joined(list(gap_zh), '；') as reason_zh
    from named_gaps
    group by basis_id, region_code, year, category_code, gas
),

-- where nothing occurs there is no mass, not a mass of zero; nor is none of some parts a mass if others are not known
filled as (
    select
        cells.*,
        case
            when gwp.gwp is null or gaps.does_not_occur or (summed.emissions_t = 0 and gaps.estimate_key = 'NE')
                then null
            else summed.emissions_t
        end as emissions_t,
        gwp.gwp,
        summed.data_class,
        summed.evidence,
        summed.original_t,
        summed.secondary_t,
        summed.recalled_t,
        summed.factor_years,
        gaps.estimate_key,
        gaps.notation_key as gap_key,
        case when summed.emissions_t is not null and gwp.gwp is null then 'no_potential' else gaps.reason_code end
            as reason_code,
        concat_ws(
            '；', case when summed.emissions_t is not null and gwp.gwp is null then no_potential.title_zh end,
            gaps.reason_zh
        ) as reason_zh
    from cells
    inner join core.bases as basis using (basis_id)
    inner join codes.reasons as no_potential on no_potential.reason_code = 'no_potential'
    left join core.gwps as gwp using (gwp_set, gas)
    left join summed using (basis_id, region_code, year, category_code, gas)
    left join gaps using (basis_id, region_code, year, category_code, gas)
)

select
    cell.basis_id,
    cell.region_code,
    cell.year,
    cell.category_code,
    category.title_zh as category_title_zh,
    cell.gas,
    case
        when cell.emissions_t is null then coalesce(cell.gap_key, 'NE')
        else ''
    end as notation_key,
    cell.emissions_t,
    (cell.emissions_t * cell.gwp)::decimal(38, 9) as emissions_tco2e,
    category.is_in_total,
    coalesce(cell.estimate_key = 'NE' or cell.reason_code = 'no_potential', false) as is_incomplete,
    case
        when cell.emissions_t is null then coalesce(cell.reason_code, 'no_activity_data')
        when cell.estimate_key = 'NE' then 'partial'
        else ''
    end as reason_code,
    cell.reason_zh,
    case when cell.emissions_t is null then '' else cell.evidence end as evidence,
    coalesce(cell.original_t * cell.gwp, 0)::decimal(38, 9) as original_tco2e,
    coalesce(cell.secondary_t * cell.gwp, 0)::decimal(38, 9) as secondary_tco2e,
    coalesce(cell.recalled_t * cell.gwp, 0)::decimal(38, 9) as recalled_tco2e,
    case when cell.emissions_t is null then '' else cell.data_class end as data_class,
    case when cell.emissions_t is null then '' else coalesce(cell.factor_years, '') end as factor_years
from filled as cell
inner join core.categories as category using (category_code)
