-- how the total changed on the year before, since the base year of the plan period and since the first year, and how it
-- changed like for like: over the categories and gases that have a number in both years
with years as (
    select
        basis_id,
        region_code,
        year,
        lag(year) over (partition by basis_id, region_code order by year) as year_before,
        min(year) over (partition by basis_id, region_code) as first_year
    from (select distinct basis_id, region_code, year from marts.county_inventory) as reported
),

pairs as (
    select basis_id, region_code, year, year_before as earlier_year
    from years
    where year_before is not null
    union
    select basis_id, region_code, year, first_year as earlier_year
    from years
    where year > first_year
    union
    select years.basis_id, years.region_code, years.year, max(base.price_base_year) as earlier_year
    from years
    inner join core.price_bases as base on years.year > base.price_base_year
    group by years.basis_id, years.region_code, years.year
),

compared as (
    select
        pairs.basis_id,
        pairs.region_code,
        pairs.year,
        pairs.earlier_year,
        earlier.emissions_tco2e as before_tco2e,
        later.emissions_tco2e as after_tco2e,
        earlier.emissions_tco2e is not null and later.emissions_tco2e is not null as is_comparable
    from pairs
    inner join marts.county_inventory as later using (basis_id, region_code, year)
    inner join marts.county_inventory as earlier
        on
            pairs.basis_id = earlier.basis_id and pairs.region_code = earlier.region_code
            and pairs.earlier_year = earlier.year
            and later.category_code = earlier.category_code and later.gas = earlier.gas
    where later.is_in_total
),

changes as (
    select
        basis_id,
        region_code,
        year,
        earlier_year,
        sum(before_tco2e) as before_tco2e,
        sum(after_tco2e) - sum(before_tco2e) as change_tco2e,
        bool_and((before_tco2e is null) = (after_tco2e is null)) as is_same_coverage,
        coalesce(sum(before_tco2e) filter (where is_comparable), 0) as comparable_before_tco2e,
        coalesce(sum(after_tco2e - before_tco2e) filter (where is_comparable), 0) as comparable_tco2e
    from compared
    group by basis_id, region_code, year, earlier_year
)

select
    basis_id,
    region_code,
    year,
    earlier_year,
    change_tco2e::decimal(38, 9) as change_tco2e,
    case when change_tco2e is null then 'NE' else '' end as notation_key,
    ratio(100 * change_tco2e, before_tco2e) as change_pct,
    case
        when change_tco2e is null then 'NE'
        when before_tco2e = 0 then 'NA'
        else ''
    end as change_key,
    is_same_coverage,
    comparable_tco2e::decimal(38, 9) as comparable_tco2e,
    ratio(100 * comparable_tco2e, comparable_before_tco2e) as comparable_pct,
    case when comparable_before_tco2e = 0 then 'NA' else '' end as comparable_key
from changes
