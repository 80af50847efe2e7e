-- severity: hold
-- title_zh: 全社会用电量＝售电量＋线损＋自用：不小于售电量加线损，自用只是发电量的一部分（ELE-02）
-- title_en: electricity used is what was sold, lost and used by the stations themselves
with parts as (
    select
        region_code, year,
        sum(amount_base) filter (where item_code = 'electricity_use' and sector_code = 'whole_society') as used,
        sum(amount_base) filter (where item_code = 'electricity_sold' and sector_code = 'whole_society') as sold,
        sum(amount_base) filter (where item_code = 'line_loss') as lost,
        sum(amount_base) filter (where item_code = 'electricity_generation') as generated,
        -- what stations make that reported in another year is not known until their return has come; it is not nothing
        bool_or(count(*) filter (where item_code = 'electricity_generation') > 0)
            over (partition by region_code) as has_stations,
        -- of several companies the largest
        arg_max(struct_pack(file := file_name, sheet := sheet, cell := cell), amount_base)
            filter (where item_code = 'electricity_use' and sector_code = 'whole_society') as place
    from core.observations
    where is_preferred and is_whole_year and amount_base is not null
    group by region_code, year
),

accepted as (
    select
        max(upper::decimal(9, 6)) filter (where item_code = 'electricity_use') as rounding,
        max(upper::decimal(9, 6)) filter (where item_code = 'electricity_generation') as own_use
    from rules.check_limits
    where rule_code = 'H-SUPPLY'
)

select
    place.file, place.sheet, place.cell, year, concat_ws(' ', region_code, year) as label, used as found,
    sold + lost as expected, coalesce(generated, 0) as other
from parts
cross join accepted
where
    used < (sold + lost) * (1 - accepted.rounding)
    or (
        (generated is not null or not has_stations)
        and used - sold - lost > used * accepted.rounding + coalesce(generated, 0) * accepted.own_use
    )
