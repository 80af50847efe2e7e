-- tonnes of gas = amount × factor, rounded once to the gram (IPCC 2006 vol. 1 ch. 1, equation 1.1)
select
    factor.basis_id,
    activity.region_code,
    activity.year,
    activity.category_code,
    activity.sector_code,
    activity.fuel_code,
    activity.item_code,
    factor.gas,
    to_gram(activity.amount::double * factor.value) as emissions_t,
    -- what the edition asks for without values that anybody saw is a surrogate, and so is a factor of other years
    case
        when factor.factor_years != '' or (factor.is_fallback and asked.is_borrowed) then 'D'
        else activity.data_class
    end as data_class,
    factor.evidence,
    factor.is_fallback,
    factor.factor_years
from core.activities as activity
inner join core.factor_regions using (region_code, fuel_code, item_code)
inner join core.factors as factor
    using (factor_region_code, year, category_code, sector_code, fuel_code, item_code)
left join core.bases as basis using (basis_id)
left join core.category_gases as asked
    on
        basis.edition = asked.edition and activity.category_code = asked.category_code
        and activity.sector_code = asked.sector_code and factor.gas = asked.gas
        and asked.item_code = asked_item(activity.fuel_code, activity.item_code)
where factor.method = 'multiply' and factor.role = 'factor'
