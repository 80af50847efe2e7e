-- missing years of listed series: a straight line inside a gap, or an indicator before the first figure
-- (splicing, IPCC 2006 vol. 1 ch. 5, sections 5.3.3.2 and 5.3.3.3); in binary64, rounded once
with annual as (
    select
        region_code,
        year,
        item_code,
        sector_code,
        fuel_code,
        sum(amount_base)::decimal(38, 9) as amount,
        min(base_unit_code) as base_unit_code
    from core.observations
    where is_preferred and is_whole_year and amount_base is not null
    group by region_code, year, item_code, sector_code, fuel_code
),

-- each figure beside the next one
series as (
    select
        *,
        lead(year) over following as next_year,
        lead(amount) over following as next_amount,
        row_number() over following = 1 as is_first
    from annual
    window following as (partition by region_code, item_code, sector_code, fuel_code order by year)
),

-- a rule without a sector is about every sector of the item
listed as (
    select
        series.*,
        splice.rule,
        splice.driver_item_code,
        coalesce(nullif(splice.max_gap_years, ''), '0')::integer as max_gap_years,
        coalesce(nullif(splice.first_year, ''), '1949')::integer as first_year
    from series
    inner join rules.splices as splice
        on series.item_code = splice.item_code and splice.sector_code in ('', series.sector_code)
),

gaps as (
    select
        *,
        unnest(generate_series(greatest(year + 1, first_year), next_year - 1)) as missing_year
    from listed
    where rule = 'interpolate' and next_year - year - 1 between 1 and max_gap_years
),

-- what is estimated rests on the year before it and the year after it
estimated as (
    select
        region_code,
        missing_year::integer as year,
        item_code,
        sector_code,
        fuel_code,
        amount::double
        + (next_amount::double - amount::double) * (missing_year - year)::double / (next_year - year)::double
            as estimate,
        base_unit_code,
        rule,
        driver_item_code,
        year as before_year,
        next_year as after_year
    from gaps
    union all
    select
        listed.region_code,
        driver.year,
        listed.item_code,
        listed.sector_code,
        listed.fuel_code,
        listed.amount::double * driver.amount::double / driver_then.amount::double as estimate,
        listed.base_unit_code,
        listed.rule,
        listed.driver_item_code,
        null as before_year,
        listed.year as after_year
    from listed
    inner join annual as driver_then
        on
            listed.region_code = driver_then.region_code and listed.year = driver_then.year
            and listed.driver_item_code = driver_then.item_code
            and driver_then.sector_code = '' and driver_then.fuel_code = ''
    inner join annual as driver
        on
            listed.region_code = driver.region_code and listed.driver_item_code = driver.item_code
            and driver.sector_code = '' and driver.fuel_code = ''
            and driver.year < listed.year and driver.year >= listed.first_year
    where listed.rule = 'surrogate' and listed.is_first and driver_then.amount > 0
)

select
    region_code,
    year,
    item_code,
    sector_code,
    fuel_code,
    printf('%.9f', estimate)::decimal(38, 9) as amount,
    base_unit_code,
    rule,
    driver_item_code,
    before_year,
    after_year,
    'D' as data_class
from estimated
