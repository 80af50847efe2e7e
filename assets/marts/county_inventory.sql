with cells as (
    select distinct
        basis.basis_id,
        place.region_code,
        place.year,
        known.category_code,
        known.gas
    from core.category_gases as known
    cross join core.bases as basis
    cross join (select distinct region_code, year from core.deliveries) as place
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
        case
            when bool_or(evidence = 'recalled') then 'recalled'
            when bool_or(evidence = 'secondary') then 'secondary'
            else 'original'
        end as evidence
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
        min(notation_key) as notation_key,
        -- a missing factor tells more than a missing figure
        max(reason_code) as reason_code,
        string_agg(distinct gap_zh, '；' order by gap_zh) as reason_zh
    from named_gaps
    group by basis_id, region_code, year, category_code, gas
)

select
    cells.basis_id,
    cells.region_code,
    cells.year,
    cells.category_code,
    category.title_zh as category_title_zh,
    cells.gas,
    case
        when summed.emissions_t is null then coalesce(gaps.estimate_key, gaps.notation_key, 'NE')
        else ''
    end as notation_key,
    summed.emissions_t,
    (summed.emissions_t * gwp.gwp)::decimal(38, 9) as emissions_tco2e,
    category.is_in_total,
    coalesce(gaps.estimate_key = 'NE', false) as is_incomplete,
    case
        when summed.emissions_t is null then coalesce(gaps.reason_code, 'no_activity_data')
        when gaps.estimate_key = 'NE' then 'partial'
        else ''
    end as reason_code,
    coalesce(gaps.reason_zh, '') as reason_zh,
    coalesce(summed.evidence, '') as evidence,
    coalesce(summed.data_class, '') as data_class
from cells
inner join core.categories as category using (category_code)
inner join core.bases as basis using (basis_id)
inner join core.gwps as gwp using (gwp_set, gas)
left join summed using (basis_id, region_code, year, category_code, gas)
left join gaps using (basis_id, region_code, year, category_code, gas)
