-- severity: note
-- title_zh: 熟料产量不超过核定产能全年不停窑所能生产的数量（CEM-05）
-- title_en: clinker made is at most what the licensed capacity makes in a year without a stop
with annual as (
    select
        region_code, year, item_code, sum(amount_base)::double as amount,
        arg_max(struct_pack(file := file_name, sheet := sheet, cell := cell), amount_base) as place
    from core.observations
    where
        is_preferred and is_whole_year and sector_code = '' and item_code in ('clinker_output', 'clinker_capacity')
    group by region_code, year, item_code
)

select
    made.place.file, made.place.sheet, made.place.cell, year, concat_ws(' ', region_code, year) as label,
    round(made.amount / capacity.amount, 3) as found, usual.upper as expected
from annual as made
inner join annual as capacity using (region_code, year)
inner join rules.check_limits as usual on made.item_code = usual.item_code
where
    usual.rule_code = 'I-CAPACITY' and capacity.item_code = 'clinker_capacity' and capacity.amount > 0
    and not made.amount / capacity.amount between usual.lower::double and usual.upper::double
