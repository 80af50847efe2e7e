-- two estimates of one thing, from sources that do not depend on each other
with observed as (
    select
        observation.region_code,
        observation.year,
        observation.item_code,
        observation.sector_code,
        observation.fuel_code,
        observation.is_total,
        sum(observation.amount_base) as amount
    from core.observations as observation
    semi join core.deliveries using (region_code, year)
    where
        observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
        and observation.item_code in (
            'industry_energy_purchase', 'industry_energy_opening_stock', 'industry_energy_closing_stock',
            'industry_energy_feedstock', 'energy_survey_use', 'gas_sales'
        )
    group by
        observation.region_code, observation.year, observation.item_code, observation.sector_code,
        observation.fuel_code, observation.is_total
),

burnt as (
    select region_code, year, fuel_code, sum(amount) as amount
    from core.energy_use
    where
        account = 'returns'
        -- public institutions are a part of the services beside them
        and sector_code not in (select sector_code from codes.sectors where kind = 'of_which')
    group by region_code, year, fuel_code
),

feedstock as (
    select region_code, year, fuel_code, sum(amount) as amount
    from observed
    where item_code = 'industry_energy_feedstock' and not is_total
    group by region_code, year, fuel_code
),

-- reference approach: what industry bought and did not put in store, and what others say in the survey
coal_supplied as (
    select
        region_code,
        year,
        sum(amount) filter (where item_code = 'industry_energy_purchase')
        + sum(amount) filter (where item_code = 'industry_energy_opening_stock')
        - sum(amount) filter (where item_code = 'industry_energy_closing_stock')
        + coalesce(sum(amount) filter (where item_code = 'energy_survey_use'), 0) as amount
    from observed
    where fuel_code = 'raw_coal' and not is_total
    group by region_code, year
),

gas_supplied as (
    select region_code, year, sum(amount) as amount
    from observed
    where item_code = 'gas_sales' and sector_code = 'whole_society'
    group by region_code, year
),

supplied as (
    select 'reference_coal' as check_code, 'raw_coal' as fuel_code, region_code, year, amount
    from coal_supplied
    where amount is not null
    union all
    select 'reference_gas' as check_code, 'natural_gas' as fuel_code, region_code, year, amount
    from gas_supplied
),

-- one quantity in two sources: what each side adds up, with the largest figure of it
figures as (
    select
        term.check_code, term.side, figure.region_code, figure.year,
        coalesce(nullif(term.as_fuel_code, ''), figure.fuel_code) as fuel_code,
        concat_ws('/', term.item_code, term.sector_codes) as term_code, term.is_required = 'true' as is_required,
        term.sign::integer * figure.amount_base as amount, figure.base_unit_code, figure.observation_id,
        -- half a unit of the last decimal that is printed
        to_base_unit(
            (0.5 * 10.0 ** -length(regexp_extract(figure.printed_text, '[.．]([0-9０-９]+)', 1)))::decimal(38, 12),
            unit.numerator, unit.denominator
        ) as rounding,
        struct_pack(file_name := figure.file_name, sheet := figure.sheet, cell := figure.cell) as place
    from core.observations as figure
    semi join core.deliveries using (region_code, year)
    inner join codes.units as unit using (unit_code)
    inner join rules.cross_check_terms as term
        on
            figure.item_code = term.item_code
            and list_contains(string_split(term.sector_codes, ' '), figure.sector_code)
            and (term.fuel_codes = '' or list_contains(string_split(term.fuel_codes, ' '), figure.fuel_code))
            and (
                term.excluded_fuel_codes = ''
                or not list_contains(string_split(term.excluded_fuel_codes, ' '), figure.fuel_code)
            )
    where
        figure.is_preferred and figure.is_whole_year and figure.amount_base is not null
        and figure.fuel_code not in (select fuel.fuel_code from codes.fuels as fuel where fuel.is_total = 'true')
),

required as (
    select check_code, side, count(*) filter (where is_required = 'true') as terms
    from rules.cross_check_terms
    group by check_code, side
),

sides as (
    select
        check_code, side, region_code, year, fuel_code, sum(amount) as amount, min(base_unit_code) as unit_code,
        sum(rounding) as rounding,
        max_by(place, (abs(amount), observation_id)) as place
    from figures
    inner join required using (check_code, side)
    group by check_code, side, region_code, year, fuel_code
    having count(distinct term_code) filter (where is_required) = any_value(required.terms)
),

compared as (
    select
        first_side.check_code, first_side.region_code, first_side.year, first_side.fuel_code,
        first_side.amount as first_amount, second_side.amount as second_amount, first_side.unit_code,
        first_side.rounding + second_side.rounding as rounding,
        first_side.place as first_place, second_side.place as second_place
    from sides as first_side
    inner join sides as second_side using (check_code, region_code, year, fuel_code)
    where first_side.side = 'first' and second_side.side = 'second'
),

pairs as (
    select
        supplied.check_code,
        supplied.region_code,
        supplied.year,
        supplied.fuel_code,
        supplied.amount as first_amount,
        burnt.amount + coalesce(feedstock.amount, 0) as second_amount,
        null as unit_code,
        0 as rounding,
        null as first_place,
        null as second_place
    from supplied
    inner join burnt using (region_code, year, fuel_code)
    left join feedstock using (region_code, year, fuel_code)
    union all
    select
        'road_' || driven.fuel_code as check_code,
        driven.region_code,
        driven.year,
        driven.fuel_code,
        used.amount as first_amount,
        driven.amount_t as second_amount,
        null as unit_code,
        0 as rounding,
        null as first_place,
        null as second_place
    from core.road_fuel_estimates as driven
    semi join core.deliveries using (region_code, year)
    inner join core.energy_use as used
        on
            driven.region_code = used.region_code and driven.year = used.year and driven.fuel_code = used.fuel_code
            and used.sector_code = 'road'
    union all
    select
        check_code, region_code, year, fuel_code, first_amount, second_amount, unit_code, rounding, first_place,
        second_place
    from compared
),

-- a difference below zero is compared as one above
bounded as (
    select
        pairs.*,
        rules.is_rounded = 'true' as is_rounded,
        least(
            pairs.second_amount * rules.lower_bound::decimal(9, 3),
            pairs.second_amount * rules.upper_bound::decimal(9, 3)
        ) as lowest,
        greatest(
            pairs.second_amount * rules.lower_bound::decimal(9, 3),
            pairs.second_amount * rules.upper_bound::decimal(9, 3)
        ) as highest
    from pairs
    inner join rules.cross_checks as rules using (check_code)
),

-- one number that is printed to two lengths is less than half a unit of either away; to one length it is the same
judged as (
    select
        *,
        first_amount between lowest and highest
        or (is_rounded and first_amount > lowest - rounding and first_amount < highest + rounding)
            as is_within_limit
    from bounded
)

select
    pairs.region_code,
    pairs.year,
    rules.check_code,
    pairs.fuel_code,
    concat_ws('·', rules.title_zh, if(rules.fuel_code = '', fuel.title_zh, null)) as title_zh,
    rules.first_zh,
    pairs.first_amount::decimal(38, 9) as first_amount,
    rules.second_zh,
    pairs.second_amount::decimal(38, 9) as second_amount,
    coalesce(pairs.unit_code, rules.unit_code) as unit_code,
    -- fuel sold where there are no vehicles, say, is all of itself too much
    ratio(
        (pairs.first_amount - pairs.second_amount) * 100, coalesce(nullif(pairs.second_amount, 0), pairs.first_amount)
    ) as difference_pct,
    rules.limit_zh,
    pairs.is_within_limit,
    if(pairs.is_within_limit, '', rules.explanation_zh) as explanation_zh,
    coalesce(pairs.first_place.file_name, '') as first_file,
    coalesce(pairs.first_place.sheet, '') as first_sheet,
    coalesce(pairs.first_place.cell, '') as first_cell,
    coalesce(pairs.second_place.file_name, '') as second_file,
    coalesce(pairs.second_place.sheet, '') as second_sheet,
    coalesce(pairs.second_place.cell, '') as second_cell
from judged as pairs
inner join rules.cross_checks as rules using (check_code)
left join codes.fuels as fuel on pairs.fuel_code = fuel.fuel_code
-- where a table of either side has not come, there is nothing to compare yet
anti join (select * from core.deliveries where status = 'missing') as missing
    on
        pairs.region_code = missing.region_code and pairs.year = missing.year
        and list_contains(string_split(rules.table_names, ' '), missing.table_name)
where pairs.first_amount != 0 or pairs.second_amount != 0
