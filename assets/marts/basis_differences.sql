-- what each other basis counts more or less than the official one: by category, and for the total
with cells as (
    select cell.*, basis.is_official
    from marts.county_inventory as cell
    inner join core.bases as basis using (basis_id)
    where cell.is_in_total and cell.emissions_tco2e is not null
),

official as (
    select
        basis.basis_id,
        cells.region_code,
        cells.year,
        cells.category_code,
        cells.gas,
        cells.emissions_tco2e,
        cells.emissions_t * gwp.gwp as revalued_tco2e
    from cells
    cross join core.bases as basis
    left join core.gwps as gwp on basis.gwp_set = gwp.gwp_set and cells.gas = gwp.gas
    where cells.is_official and not basis.is_official
),

other as (
    select basis_id, region_code, year, category_code, gas, emissions_tco2e
    from cells
    where not is_official
),

compared as (
    select
        basis_id,
        region_code,
        year,
        category_code,
        official.emissions_tco2e as official_tco2e,
        other.emissions_tco2e,
        coalesce(other.emissions_tco2e, 0) - coalesce(official.emissions_tco2e, 0) as difference_tco2e,
        case when other.emissions_tco2e is not null then official.revalued_tco2e - official.emissions_tco2e end
            as potentials_tco2e,
        other.emissions_tco2e - official.revalued_tco2e as factors_tco2e
    from official
    full join other using (basis_id, region_code, year, category_code, gas)
),

summed as (
    select
        basis_id,
        region_code,
        year,
        coalesce(category_code, '') as category_code,
        sum(official_tco2e) as official_tco2e,
        sum(difference_tco2e) as difference_tco2e,
        coalesce(sum(potentials_tco2e), 0) as potentials_tco2e,
        coalesce(sum(factors_tco2e), 0) as factors_tco2e,
        count(official_tco2e) > 0 and count(emissions_tco2e) > 0 as is_comparable
    from compared
    group by grouping sets ((basis_id, region_code, year), (basis_id, region_code, year, category_code))
)

select
    summed.basis_id,
    summed.region_code,
    summed.year,
    summed.category_code,
    coalesce(category.title_zh, '') as category_title_zh,
    summed.potentials_tco2e::decimal(38, 9) as potentials_tco2e,
    summed.factors_tco2e::decimal(38, 9) as factors_tco2e,
    (summed.difference_tco2e - summed.potentials_tco2e - summed.factors_tco2e)::decimal(38, 9) as coverage_tco2e,
    summed.difference_tco2e::decimal(38, 9) as difference_tco2e,
    case when summed.is_comparable then ratio(100 * summed.difference_tco2e, summed.official_tco2e) end
        as difference_pct,
    case when summed.is_comparable and summed.official_tco2e != 0 then '' else 'NA' end as difference_key
from summed
left join core.categories as category using (category_code)
