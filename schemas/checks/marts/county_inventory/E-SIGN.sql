-- severity: block
-- title_zh: 计入总量的类别中，只有吸收类别可以为负（LUC-02）
-- title_en: of what counts, only a category of removals may be negative
select
    concat_ws(' ', basis_id, region_code, year, category_code, gas) as label,
    inventory.emissions_t as found
from marts.county_inventory as inventory
inner join core.categories as category using (category_code)
where
    inventory.emissions_t < 0 and category.is_in_total
    and (not category.is_removal or inventory.gas != 'CO2')
