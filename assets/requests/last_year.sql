-- what is known of each figure of a region: the last one in force up to a year, what of that year's inventory rests on
-- it, by the official basis, and which targets it decides. Asked of a release, with the variables region and year
with recursive asked as (
    select getvariable('region') as region_code, getvariable('year')::integer as year
),

ends as materialized (
    select distinct
        published_table,
        child_id,
        way,
        way_value,
        end_table,
        end_id
    from lineage.ends
    where
        region_code in (select region_code from asked)
        and basis_id in (select basis_id from core.bases where is_official union all select '')
),

figures as (
    select observation.*
    from core.observations as observation
    inner join asked on observation.region_code = asked.region_code and observation.year <= asked.year
    where observation.is_preferred and length(observation.period) = 4
    qualify row_number() over (partition by item_code, sector_code, fuel_code order by observation.year desc) = 1
),

-- a cell of the inventory in CO2e, by the activity through which it rests on a figure
emitted as (
    select
        ends.end_id as observation_id,
        cell.category_code,
        cell.category_title_zh,
        sum(ends.way_value * cell.emissions_tco2e / nullif(cell.emissions_t, 0)) as tonnes
    from (
        select distinct child_id, way, way_value, end_id
        from ends
        where published_table = 'county_inventory' and end_table = 'core.observations'
    ) as ends
    inner join marts.county_inventory_official as cell
        on ends.child_id = concat_ws('/', cell.basis_id, cell.region_code, cell.year, cell.category_code, cell.gas)
    inner join asked on cell.year = asked.year
    group by all
),

below as (
    select
        status.target_id,
        status.title_zh,
        status.line_number,
        ends.end_table,
        ends.end_id
    from marts.target_status_official as status
    inner join ends
        on
            ends.published_table = 'target_status'
            and ends.child_id = concat_ws(
                '/', status.basis_id, status.region_code, status.target_id, status.reading_id, status.year
            )
    inner join asked on status.year = asked.year
    union
    select
        below.target_id,
        below.title_zh,
        below.line_number,
        ends.end_table,
        ends.end_id
    from below
    inner join ends on below.end_table = 'marts.' || ends.published_table and below.end_id = ends.child_id
),

decided as (
    select end_id as observation_id, list(title_zh order by line_number) as targets
    from (select distinct target_id, title_zh, line_number, end_id from below where end_table = 'core.observations')
    group by end_id
),

rested as (
    select
        observation_id,
        list(category_code || ' ' || category_title_zh order by abs(tonnes) desc, category_code) as categories,
        sum(abs(tonnes)) as tonnes
    from emitted
    group by observation_id
)

select
    figure.item_code,
    figure.sector_code,
    figure.fuel_code,
    figure.year,
    figure.amount,
    figure.unit_code,
    figure.value_status,
    coalesce(rested.categories, []) as categories,
    rested.tonnes,
    coalesce(decided.targets, []) as targets
from figures as figure
left join rested using (observation_id)
left join decided using (observation_id)
order by all
