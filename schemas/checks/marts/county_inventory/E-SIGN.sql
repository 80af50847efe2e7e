-- severity: block
-- title_zh: 计入总量的类别中，只有吸收类别可以为负（LUC-02）
-- title_en: of what counts, only a category of removals may be negative
with negative as (
    select
        inventory.region_code, inventory.year, category_code, inventory.emissions_t as found,
        concat_ws(' ', inventory.basis_id, inventory.region_code, inventory.year, category_code, inventory.gas) as label
    from marts.county_inventory as inventory
    inner join core.categories as category using (category_code)
    where
        inventory.emissions_t < 0 and category.is_in_total
        and (not category.is_removal or inventory.gas != 'CO2')
)

-- each file that its activity is from, at its largest figure: any of them may be wrong
select
    coalesce(observation.file_name, 'marts.county_inventory') as file,
    coalesce(observation.sheet, '') as sheet, coalesce(observation.cell, '') as cell, negative.label, negative.found
from negative
left join core.activity_inputs as input using (region_code, year, category_code)
left join core.observations as observation
    on input.parent_kind = 'observation' and input.parent_id = observation.observation_id
qualify
    row_number() over (
        partition by observation.file_name order by negative.found, abs(input.amount_base) desc, input.parent_id
    ) = 1
