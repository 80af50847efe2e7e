-- tonnes of gas that decay in the year, of all that was deposited in the years before (IPCC 2006 vol. 5 ch. 3,
-- equation 3.5), rounded once to the gram; also in the years after the last deposit
select
    basis_id,
    region_code,
    year,
    category_code,
    sector_code,
    fuel_code,
    item_code,
    gas,
    to_gram(released_t) as emissions_t,
    data_class,
    evidence,
    is_fallback,
    factor_years
from core.stocks
where method = 'first_order_decay'
