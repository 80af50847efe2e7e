with balances as (
    select distinct region_code, year
    from core.observations
    where item_code = 'energy_balance'
),

reported as (
    select observation.*
    from core.observations as observation
    where
        observation.is_preferred and observation.is_whole_year
        and not observation.is_total and observation.amount_base is not null
),

forms as (
    select distinct region_code, year, item_code
    from reported
)

-- a printed balance is an account of its own: where one exists, returns of firms and utilities do not enter
select
    reported.region_code,
    reported.year,
    account.use_sector_code as sector_code,
    coalesce(nullif(account.use_fuel_code, ''), reported.fuel_code) as fuel_code,
    reported.observation_id,
    account.account,
    account.sign::integer as sign,
    reported.amount_base,
    reported.base_unit_code,
    account.data_class
from reported
inner join codes.energy_accounts as account
    on reported.item_code = account.item_code and reported.sector_code = account.sector_code
left join balances on reported.region_code = balances.region_code and reported.year = balances.year
-- industry is a difference of two forms: without both of them it is no figure
left join forms as needed
    on
        reported.region_code = needed.region_code and reported.year = needed.year
        and account.needs_item_code = needed.item_code
where
    (account.account = 'balance') = (balances.region_code is not null)
    and reported.fuel_code is distinct from nullif(account.excluded_fuel_code, '')
    and (account.needs_item_code = '' or needed.item_code is not null)
    -- a balance prints what a transformation burns as a negative input
    and (account.takes = 'all' or reported.amount_base <= 0)
