-- tonnes of gas a year = difference of two surveyed stocks ÷ years between × factor, in every year since the earlier
-- survey (IPCC 2006 vol. 4 ch. 2, equation 2.5); after the last survey there is none
with surveys as (
    select
        activity.*,
        lag(year) over history as year_before,
        lag(amount) over history as amount_before,
        max(data_class) over (history rows between 1 preceding and current row) as class_of_both
    from core.activities as activity
    inner join (
        select distinct category_code, sector_code, item_code
        from core.category_gases
        where method = 'stock_difference'
    ) as surveyed using (category_code, sector_code, item_code)
    window history as (partition by region_code, category_code, sector_code, fuel_code, item_code order by year)
)

select
    factor.basis_id,
    survey.region_code,
    (survey.year_before + step.years)::integer as year,
    survey.category_code,
    survey.sector_code,
    survey.fuel_code,
    survey.item_code,
    factor.gas,
    to_gram(
        (survey.amount - survey.amount_before)::double / (survey.year - survey.year_before) * factor.value
    ) as emissions_t,
    case when factor.factor_years != '' then 'D' else survey.class_of_both end as data_class,
    factor.evidence,
    factor.is_fallback,
    factor.factor_years
from surveys as survey
inner join core.factor_regions using (region_code, fuel_code, item_code)
inner join core.factors as factor
    using (factor_region_code, year, category_code, sector_code, fuel_code, item_code)
inner join (select unnest(range(1, 101)) as years) as step on step.years <= survey.year - survey.year_before
where survey.year_before is not null and factor.method = 'stock_difference' and factor.role = 'factor'
