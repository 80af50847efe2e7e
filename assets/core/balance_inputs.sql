with reported as (
    select *
    from core.observations
    where is_preferred and is_whole_year and amount_base is not null
),

balances as (
    select distinct region_code, year
    from reported
    where item_code = 'energy_balance'
),

delivered as (
    select region_code, year, list(distinct item_code) as item_codes
    from reported
    group by region_code, year
),

-- a printed balance is taken as it is, totals and all
printed as (
    select
        region_code, year, sector_code as line_code, fuel_code, observation_id, 'balance' as account,
        'printed_balance' as rule_code, 1 as sign, amount_base, base_unit_code,
        value_status = 'zero_or_none' as is_none, 'B' as data_class
    from reported
    where item_code = 'energy_balance' and sector_code in (select line_code from forms.energy_balance_lines)
),

sectors as (
    select line_code, unnest(string_split(sector_codes, ' ')) as sector_code, sector_sign::integer as sector_sign
    from forms.energy_balance_lines
    where sector_codes != ''
),

-- uses stand where the user is, in full: what industry uses as material too, and what its own vehicles burn
used as (
    select
        taken.region_code, taken.year, sectors.line_code, taken.fuel_code, taken.observation_id, taken.account,
        replace(taken.rule_code, 'stationary_share_of_', '') as rule_code, taken.sign * sectors.sector_sign as sign,
        taken.observed_amount as amount_base, taken.base_unit_code, taken.is_none,
        if(taken.rule_code = 'stationary_share_of_reported', 'B', taken.data_class) as data_class
    from core.energy_inputs as taken
    inner join sectors using (sector_code)
    inner join reported using (observation_id)
    where
        taken.account = 'returns' and reported.item_code != 'industry_energy_feedstock'
        and not (taken.sector_code = 'road' and reported.item_code = 'energy_transformation_input')
),

flows as (
    select
        figure.region_code, figure.year, flow.line_code,
        coalesce(nullif(flow.use_fuel_code, ''), figure.fuel_code) as fuel_code, figure.observation_id,
        'returns' as account, flow.rule_code, flow.sign::integer as sign, figure.amount_base, figure.base_unit_code,
        figure.value_status = 'zero_or_none' as is_none, flow.data_class
    from reported as figure
    inner join rules.balance_flows as flow
        on
            figure.item_code = flow.item_code
            and list_contains(string_split(flow.sector_codes, ' '), figure.sector_code)
    inner join delivered using (region_code, year)
    anti join balances using (region_code, year)
    where
        figure.facility_code = ''
        and (flow.fuel_codes = '' or list_contains(string_split(flow.fuel_codes, ' '), figure.fuel_code))
        and (
            flow.excluded_fuel_codes = ''
            or not list_contains(string_split(flow.excluded_fuel_codes, ' '), figure.fuel_code)
        )
        and (
            flow.needs_item_codes = ''
            or list_has_all(delivered.item_codes, string_split(flow.needs_item_codes, ' '))
        )
),

-- what a rule adds and another takes off again (ships: sold, and apart from the road) is one figure
taken as (
    select
        region_code, year, line_code, fuel_code, observation_id, account,
        arg_max(rule_code, balance_rule_rank(rule_code)) as rule_code, sum(sign)::integer as sign,
        any_value(amount_base) as amount_base, any_value(base_unit_code) as base_unit_code,
        bool_and(is_none) as is_none, max(data_class) as data_class
    from (
        select * from used
        union all
        select * from flows
    )
    group by region_code, year, line_code, fuel_code, observation_id, account
)

select
    region_code, year, line_code, fuel_code, observation_id, account, rule_code, sign, amount_base, base_unit_code,
    is_none, data_class
from printed
union all
select
    region_code, year, line_code, fuel_code, observation_id, account, rule_code, sign, amount_base, base_unit_code,
    is_none, data_class
from taken
-- totals of all fuels in standard coal are no fuel
where sign != 0 and fuel_code not in (select fuel_code from codes.fuels where is_total = 'true')
