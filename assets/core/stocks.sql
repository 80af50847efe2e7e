-- what was deposited or charged and has not been released yet, year after year, in binary64 and never rounded
--   first_order_decay: released = opening × (1 − e^−k); closing = opening − released + inflow. Decay begins on
--     1 January of the year after the deposit (IPCC 2006 vol. 5 ch. 3, equations 3.4, 3.5; annex 3A.1).
--   bank: closing = opening × (1 − x) + inflow; released = closing × x: the rate applies to the bank of the year
--     itself, its additions included, and leaves the bank in the next year (IPCC 2006 vol. 3 ch. 7, section 7.5).
with recursive rated as (
    select
        factor.*,
        rate.value as rate,
        greatest(evidence_rank(factor.evidence), evidence_rank(rate.evidence)) as evidence_rank,
        factor.is_fallback or rate.is_fallback as is_any_fallback,
        greatest(factor.factor_years, rate.factor_years) as all_factor_years
    from core.factors as factor
    inner join core.factors as rate
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where factor.method in ('first_order_decay', 'bank') and factor.role = 'factor' and rate.role = 'rate'
),

inflows as (
    select
        factor.basis_id,
        activity.region_code,
        activity.year,
        activity.category_code,
        activity.sector_code,
        activity.fuel_code,
        activity.item_code,
        factor.gas,
        factor.method,
        activity.amount::double * factor.value as inflow_t,
        factor.rate,
        if(factor.all_factor_years = '', activity.data_class, 'D') as data_class,
        factor.evidence_rank,
        factor.is_any_fallback as is_fallback,
        factor.all_factor_years as factor_years,
        min(activity.year) over whole_series as first_year,
        max(activity.year) over whole_series as last_inflow_year
    from core.activities as activity
    inner join core.factor_regions using (region_code, fuel_code, item_code)
    inner join rated as factor
        using (factor_region_code, year, category_code, sector_code, fuel_code, item_code)
    window whole_series as (
        partition by
            factor.basis_id, activity.region_code, activity.category_code, activity.sector_code,
            activity.fuel_code, activity.item_code, factor.gas
    )
),

last_year as (
    select max(year) as year
    from core.reported_years
),

-- one step a year for all regions; after the last inflow the stock goes on with the rate it had
stock as (
    select
        basis_id,
        region_code,
        year,
        category_code,
        sector_code,
        fuel_code,
        item_code,
        gas,
        method,
        0::double as opening_t,
        inflow_t,
        true as has_inflow,
        rate,
        year as rate_year,
        case method when 'bank' then inflow_t * rate else 0::double end as released_t,
        inflow_t as closing_t,
        data_class,
        evidence_rank,
        is_fallback,
        factor_years,
        last_inflow_year
    from inflows
    where year = first_year
    union all
    select
        step.basis_id,
        step.region_code,
        step.year,
        step.category_code,
        step.sector_code,
        step.fuel_code,
        step.item_code,
        step.gas,
        step.method,
        step.opening_t,
        step.inflow_t,
        step.has_inflow,
        step.rate,
        step.rate_year,
        case step.method
            when 'bank' then (step.opening_t * (1 - step.rate) + step.inflow_t) * step.rate
            else step.opening_t * (1 - exp(-step.rate))
        end as released_t,
        case step.method
            when 'bank' then step.opening_t * (1 - step.rate) + step.inflow_t
            else step.opening_t - step.opening_t * (1 - exp(-step.rate)) + step.inflow_t
        end as closing_t,
        step.data_class,
        step.evidence_rank,
        step.is_fallback,
        step.factor_years,
        step.last_inflow_year
    from (
        select
            before.basis_id,
            before.region_code,
            before.year + 1 as year,
            before.category_code,
            before.sector_code,
            before.fuel_code,
            before.item_code,
            before.gas,
            before.method,
            before.closing_t as opening_t,
            coalesce(new.inflow_t, 0) as inflow_t,
            new.year is not null as has_inflow,
            coalesce(new.rate, before.rate) as rate,
            coalesce(new.year, before.rate_year) as rate_year,
            -- the worst of everything that is in the stock
            greatest(before.data_class, coalesce(new.data_class, '')) as data_class,
            greatest(before.evidence_rank, coalesce(new.evidence_rank, 0)) as evidence_rank,
            before.is_fallback or coalesce(new.is_fallback, false) as is_fallback,
            greatest(before.factor_years, coalesce(new.factor_years, '')) as factor_years,
            before.last_inflow_year
        from stock as before
        left join inflows as new
            on
                before.year + 1 = new.year
                and before.basis_id = new.basis_id
                and before.region_code = new.region_code
                and before.category_code = new.category_code
                and before.sector_code = new.sector_code
                and before.fuel_code = new.fuel_code
                and before.item_code = new.item_code
                and before.gas = new.gas
        where before.year < greatest(before.last_inflow_year, (select last_year.year from last_year))
    ) as step
)

select
    basis_id,
    region_code,
    year,
    category_code,
    sector_code,
    fuel_code,
    item_code,
    gas,
    method,
    opening_t,
    inflow_t,
    has_inflow,
    rate,
    rate_year,
    released_t,
    closing_t,
    not has_inflow and year < last_inflow_year as is_gap,
    data_class,
    ranked_evidence(evidence_rank) as evidence,
    is_fallback,
    factor_years
from stock
