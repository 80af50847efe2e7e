with balances as (
    select distinct region_code, year
    from core.observations
    where item_code = 'energy_balance' and is_preferred and is_whole_year and amount_base is not null
),

reported as (
    select observation.*
    from core.observations as observation
    where
        observation.is_preferred and observation.is_whole_year
        and not observation.is_total and observation.amount_base is not null
),

forms as (
    select region_code, year, list(distinct item_code) as item_codes
    from reported
    group by region_code, year
),

shares as (
    select
        scope.region_code,
        factor.property,
        factor.sector_code,
        factor.subject_code,
        factor.valid_from,
        factor.valid_to,
        factor.factor_id,
        to_base_unit(factor.value, unit.numerator, unit.denominator) as share,
        scope.specificity
    from core.factor_values as factor
    inner join codes.units as unit using (unit_code)
    inner join core.region_scopes as scope using (scope_code)
    where factor.property in (select share_property from rules.energy_accounts where share_property != '')
),

-- a printed balance is an account of its own: where one exists, returns of firms and utilities do not enter
taken as (
    select
        figure.region_code,
        figure.year,
        account.use_sector_code as sector_code,
        coalesce(nullif(account.use_fuel_code, ''), figure.fuel_code) as fuel_code,
        figure.observation_id,
        account.account,
        account.rule_code,
        account.sign::integer as sign,
        figure.amount_base as observed_amount,
        figure.base_unit_code,
        figure.value_status = 'zero_or_none' as is_none,
        account.data_class,
        account.share_property,
        account.share_sector_code,
        account.takes_rest = 'true' as takes_rest
    from reported as figure
    inner join rules.energy_accounts as account
        on figure.item_code = account.item_code and figure.sector_code = account.sector_code
    inner join forms using (region_code, year)
    left join balances using (region_code, year)
    where
        (account.account = 'balance') = (balances.region_code is not null)
        and (
            account.fuel_codes = ''
            or list_contains(string_split(account.fuel_codes, ' '), figure.fuel_code)
        )
        and (
            account.excluded_fuel_codes = ''
            or not list_contains(string_split(account.excluded_fuel_codes, ' '), figure.fuel_code)
        )
        -- a difference of several forms is no figure without all of them
        and (
            account.needs_item_codes = ''
            or list_has_all(forms.item_codes, string_split(account.needs_item_codes, ' '))
        )
        and not list_contains(forms.item_codes, account.unless_item_code)
        -- a balance prints what a transformation burns as a negative input
        and (account.takes = 'all' or figure.amount_base <= 0)
),

multiplied as (
    select
        taken.*,
        case when taken.takes_rest then 1 - share.share else coalesce(share.share, 1) end::decimal(38, 9) as share,
        coalesce(share.factor_id, '') as share_factor_id
    from taken
    left join shares as share
        on
            taken.share_property = share.property
            and taken.region_code = share.region_code
            and taken.share_sector_code = share.sector_code
            and taken.fuel_code = share.subject_code
            and taken.year >= share.valid_from
    -- a share that nobody gave is no share: the figure does not enter
    where taken.share_property = '' or share.factor_id is not null
    -- as with every factor: a share of the year itself before an older one, then of the region itself before a parent's
    qualify
        row_number() over (
            partition by taken.sector_code, taken.fuel_code, taken.observation_id
            order by share.valid_to < taken.year, share.specificity, share.valid_from desc, share.factor_id
        ) = 1
)

select
    region_code,
    year,
    sector_code,
    fuel_code,
    observation_id,
    account,
    rule_code,
    sign,
    -- in whole numbers, rounded once, half to even
    case
        when share_factor_id = '' then observed_amount
        else half_even(
            replace(observed_amount::varchar, '.', '')::hugeint * replace(share::varchar, '.', '')::hugeint,
            1000000000::hugeint
        )::decimal(29, 0) * 0.000000001::decimal(9, 9)
    end::decimal(38, 9) as amount_base,
    base_unit_code,
    observed_amount,
    share,
    share_factor_id,
    is_none,
    data_class
from multiplied
