-- severity: hold
-- title_zh: 单位产量、人均数值、部分与全部之比、百分数等在各县常见的范围之内（AGR、ENB-06、LUC-01、PWR-01、UNI-02、UNI-05、WST 等）
-- title_en: yields, amounts per resident, shares and percentages are those of counties
-- of figures that are named with sector and fuel all must be there; of items, as many as there are
with asked as (
    select title_zh, 'above' as side, numerators as names, unnest(string_split(numerators, ' ')) as name
    from rules.ratio_bands
    union all
    select title_zh, 'below' as side, denominators as names, unnest(string_split(denominators, ' ')) as name
    from rules.ratio_bands
),

figures as (
    select
        region_code, year, period, item_code, sector_code, fuel_code,
        bool_or(is_whole_year) as is_whole_year,
        -- a figure of the county stands for those of its plants
        coalesce(sum(amount_base) filter (where facility_code = ''), sum(amount_base))::double as amount,
        arg_min(struct_pack(file := file_name, sheet := sheet, cell := cell), observation_id) as place
    from core.observations
    where
        is_preferred and amount_base is not null
        and item_code in (select split_part(name, '/', 1) from asked)
    group by region_code, year, period, item_code, sector_code, fuel_code
),

periods as (
    select * exclude (is_whole_year) from figures
    union all by name
    -- a year of twelve months, beside its months
    select
        region_code, year, year::varchar as period, item_code, sector_code, fuel_code, sum(amount) as amount,
        arg_min(place, period) as place
    from figures
    where is_whole_year and length(period) > 4
    group by region_code, year, item_code, sector_code, fuel_code
),

named as (
    select
        region_code, year, period, concat_ws('/', item_code, sector_code, fuel_code) as name, amount, place
    from periods
    union all by name
    select
        region_code, year, period, item_code as name,
        -- a printed total stands for its parts
        coalesce(sum(amount) filter (where sector_code = ''), sum(amount)) as amount,
        arg_min(place, sector_code) as place
    from periods
    where fuel_code = ''
    group by region_code, year, period, item_code
),

sums as (
    select
        asked.title_zh, asked.side, named.region_code, named.year, named.period, sum(named.amount) as amount,
        arg_min(named.place, named.name) as place
    from asked
    inner join named using (name)
    group by asked.title_zh, asked.side, asked.names, named.region_code, named.year, named.period
    having
        count(*) filter (where contains(asked.name, '/'))
        = len(list_filter(string_split(asked.names, ' '), lambda name: contains(name, '/')))
),

ratios as (
    select
        band.*, above.year, above.period, above.place, below.place as other,
        above.amount / case when band.denominators = '' then 1 else below.amount end as ratio
    from sums as above
    inner join rules.ratio_bands as band using (title_zh)
    left join sums as below
        on
            below.side = 'below' and above.title_zh = below.title_zh and above.region_code = below.region_code
            and above.period = below.period
    where
        above.side = 'above' and (band.denominators = '' or below.amount > 0)
        -- what is not there is no error of a unit
        and (band.may_be_none = 'no' or above.amount > 0)
)

select
    place.file, place.sheet, place.cell, year,
    concat_ws(' ', title_zh, period) as label,
    printf('%.4g', ratio) as found,
    concat(lower, ' — ', upper) as expected,
    rule_code as rule,
    -- of a figure that is measured by nothing else, there is only itself to look at
    concat_ws(' › ', coalesce(other, place).file, coalesce(other, place).sheet, coalesce(other, place).cell) as other
from ratios
where ratio < lower::double or ratio > upper::double
