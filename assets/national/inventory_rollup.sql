-- a sum is over counties and nothing else: what a prefecture or a province reports of itself is not added to it
with counties as (
    select
        region.region_code as county_code,
        years.year,
        case when region.parent_code = left(region.region_code, 2) || '0000' then '' else region.parent_code end
            as prefecture_code,
        left(region.region_code, 2) || '0000' as province_code
    from codes.regions as region
    inner join (select distinct year from marts.county_inventory) as years
        on
            years.year >= region.valid_from::integer
            and years.year <= coalesce(nullif(region.valid_to, '')::integer, years.year)
    where region.region_level = 'county'
),

areas as (
    select
        county_code,
        year,
        unnest(['prefecture', 'province', 'country']) as region_level,
        unnest([prefecture_code, province_code, '100000']) as region_code
    from counties
),

counted as (
    select
        region_level,
        region_code,
        year,
        count(*) as county_count
    from areas
    group by region_level, region_code, year
),

summed as (
    select
        cell.basis_id,
        area.region_level,
        area.region_code,
        area.year,
        cell.category_code,
        cell.gas,
        any_value(cell.category_title_zh) as category_title_zh,
        count(*) as reporting_county_count,
        count(*) filter (where cell.notation_key in ('NE', 'C')) as unknown_county_count,
        sum(cell.emissions_t) as reported_t,
        sum(cell.emissions_tco2e) as reported_tco2e,
        weightiest_key(cell.notation_key) as weightiest_notation_key,
        bool_or(cell.is_in_total) as is_in_total,
        bool_or(cell.is_incomplete) as is_incomplete
    from marts.county_inventory as cell
    inner join areas as area on cell.region_code = area.county_code and cell.year = area.year
    where area.region_code != ''
    group by cell.basis_id, area.region_level, area.region_code, area.year, cell.category_code, cell.gas
),

judged as (
    select
        summed.*,
        counted.county_count,
        summed.reporting_county_count = counted.county_count and summed.unknown_county_count = 0 as is_total,
        case when summed.reported_tco2e is null then summed.weightiest_notation_key else '' end as reported_key
    from summed
    inner join counted using (region_level, region_code, year)
)

select
    basis_id,
    region_level,
    region_code,
    year,
    category_code,
    category_title_zh,
    gas,
    county_count::integer as county_count,
    reporting_county_count::integer as reporting_county_count,
    unknown_county_count::integer as unknown_county_count,
    reported_t::decimal(24, 6) as reported_t,
    reported_tco2e::decimal(38, 9) as reported_tco2e,
    reported_key,
    case when is_total then reported_t::decimal(24, 6) end as total_t,
    case when is_total then reported_tco2e::decimal(38, 9) end as total_tco2e,
    case when is_total then reported_key else 'NE' end as total_key,
    is_in_total,
    is_incomplete or not is_total as is_incomplete
from judged
