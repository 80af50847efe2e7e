-- how much of a year has come: of the tables behind the categories that made most of the last year that came whole;
-- and which of its figures are preliminary
with delivered as (
    select region_code, year, count(*) filter (where status = 'delivered') as tables
    from core.deliveries
    group by region_code, year
),

compared as (
    select
        later.region_code, later.year, max_by(earlier.year, (earlier.tables, earlier.year)) as reference_year
    from delivered as later
    inner join delivered as earlier on later.region_code = earlier.region_code and later.year > earlier.year
    group by later.region_code, later.year
),

weights as (
    select basis_id, region_code, year, category_code, sum(abs(emissions_tco2e)) as weight
    from marts.county_inventory
    where is_in_total
    group by basis_id, region_code, year, category_code
    having weight > 0
),

ranked as (
    select
        *,
        sum(weight) over (
            partition by basis_id, region_code, year order by weight desc, category_code
            rows between unbounded preceding and 1 preceding
        ) as before,
        sum(weight) over (partition by basis_id, region_code, year) as total
    from weights
),

-- tables of that region and year: what a method takes from other years or from the province has come long ago
behind as (
    select distinct
        source.basis_id, region_code, year as reference_year, source.category_code, observation.table_name
    from marts.category_sources as source
    inner join core.observations as observation using (region_code, year)
    where source.end_table = 'core.observations' and source.end_id = observation.observation_id and source.is_used
),

key_tables as (
    select
        ranked.basis_id,
        ranked.region_code,
        compared.year,
        count(distinct behind.table_name) as key_tables,
        count(distinct behind.table_name) filter (where delivery.status = 'delivered') as key_delivered,
        joined(list(delivery.title_zh) filter (where delivery.status != 'delivered'), '、') as key_missing_zh
    from compared
    inner join ranked on compared.region_code = ranked.region_code and compared.reference_year = ranked.year
    inner join behind
        on
            ranked.basis_id = behind.basis_id and ranked.region_code = behind.region_code
            and ranked.year = behind.reference_year and ranked.category_code = behind.category_code
    -- surveys and histories, which no year is asked for, have no row
    inner join core.deliveries as delivery
        on
            behind.table_name = delivery.table_name and compared.region_code = delivery.region_code
            and compared.year = delivery.year
    cross join rules.key_share as rule
    where coalesce(ranked.before, 0) < ranked.total * rule.key_share::decimal(4, 3)
    group by ranked.basis_id, ranked.region_code, compared.year
),

preliminary as (
    select
        observation.region_code,
        observation.year,
        joined(list(printed.title_zh), '、') as titles_zh,
        joined(list(printed.title_en), ', ') as titles_en
    from core.observations as observation
    inner join core.printed_tables as printed using (table_name)
    where observation.is_preferred and observation.vintage = 'preliminary' and not printed.is_only_compared
    group by observation.region_code, observation.year
)

select
    inventory.basis_id,
    inventory.region_code,
    inventory.year,
    compared.reference_year,
    coalesce(key_tables.key_tables, 0) as key_tables,
    coalesce(key_tables.key_delivered, 0) as key_delivered,
    coalesce(key_tables.key_missing_zh, '') as key_missing_zh,
    coalesce(key_tables.key_delivered = key_tables.key_tables, true) as is_headline,
    coalesce(preliminary.titles_zh, '') as preliminary_zh,
    coalesce(preliminary.titles_en, '') as preliminary_en
from core.inventories as inventory
left join compared using (region_code, year)
left join key_tables using (basis_id, region_code, year)
left join preliminary using (region_code, year)
