-- severity: hold
-- title_zh: 县的数不大于所在市、省的同一指标（ADD-03）
-- title_en: a figure of a county is at most that of the prefecture and province which it lies in
with figures as (
    select
        region_code, year, item_code, sector_code, fuel_code, sum(amount_base) as amount,
        arg_min(struct_pack(file := file_name, sheet := sheet, cell := cell), period) as place
    from core.observations
    inner join codes.items as item using (item_code)
    left join codes.sectors as sector using (sector_code)
    where
        is_preferred and is_whole_year and facility_code = '' and amount_base > 0
        -- a ratio is no part of another one; what comes into a county may come from beside it
        and item.dimension not in ('ratio', 'index') and not contains(concat(item.dimension, item_code), '_per_')
        and coalesce(sector.kind, '') not in ('supply', 'balance') and item_code not like '%_net'
    group by region_code, year, item_code, sector_code, fuel_code
)

select
    part.place.file, part.place.sheet, part.place.cell, year,
    concat_ws(' ', region.name_zh, item.title_zh, sector.title_zh, fuel.title_zh, year) as label,
    part.amount as found, whole.amount as expected,
    concat_ws(' › ', above.name_zh, whole.place.file, whole.place.sheet, whole.place.cell) as other
from figures as part
inner join core.regions as region using (region_code)
left join core.regions as parent on region.parent_code = parent.region_code
inner join figures as whole using (year, item_code, sector_code, fuel_code)
inner join core.regions as above
    on
        whole.region_code = above.region_code
        and above.region_code in (region.parent_code, parent.parent_code)
inner join codes.items as item using (item_code)
left join codes.sectors as sector using (sector_code)
left join codes.fuels as fuel using (fuel_code)
inner join rules.suspicions as rounding
    on
        rounding.suspicion_code = 'within'
        and part.amount > whole.amount * (1 + rounding.limit_value::decimal(9, 6))
