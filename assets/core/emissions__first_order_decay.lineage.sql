-- what the stock released in the year
select
    emissions_id(basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas) as child_id,
    region_code,
    'stock' as role,
    'core.stocks' as parent_table,
    stocks_id(basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas) as parent_id,
    emissions_t::double as value_used
from core.emissions__first_order_decay
