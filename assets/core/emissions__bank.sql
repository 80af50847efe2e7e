-- tonnes of gas = bank of the year × annual release (methodology P.12: E = Bank × x; IPCC 2006 vol. 3 ch. 7),
-- rounded once to the gram; core.stocks has the bank and says which one
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
where method = 'bank'
