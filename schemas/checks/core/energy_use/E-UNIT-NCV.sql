-- severity: block
-- title_zh: 实测的收到基低位发热量在物理范围之内，出界多半是单位（千焦、千卡、标准煤）之误（PWR-03）
-- title_en: a measured heating value is physically possible; outside, the unit is wrong
select
    observation.file_name as file, observation.sheet, observation.cell,
    concat_ws(' ', observation.region_code, observation.period, item.title_zh, fuel.title_zh) as label,
    observation.amount_base as found, concat(possible.lower, '—', possible.upper) as expected
from core.observations as observation
inner join rules.check_limits as possible using (item_code, fuel_code)
inner join codes.items as item using (item_code)
left join codes.fuels as fuel using (fuel_code)
where
    possible.rule_code = 'E-UNIT-NCV' and observation.is_preferred
    and not observation.amount_base between possible.lower::decimal(18, 9) and possible.upper::decimal(18, 9)
