-- severity: block
-- title_zh: 能源使用量不为负（VAL-02）：扣除原料和加工转换投入后为负，说明来源之间口径不一，须更正或登记理由
-- title_en: energy use is not negative
-- every cell that the difference is made of
select
    observation.file_name as file, observation.sheet, observation.cell,
    concat_ws(' ', used.region_code, used.year, sector.title_zh, fuel.title_zh) as label,
    used.amount as found, case input.sign when -1 then '−' else '＋' end || input.amount_base as other
from core.energy_use as used
inner join codes.sectors as sector using (sector_code)
inner join codes.fuels as fuel using (fuel_code)
inner join core.energy_inputs as input using (region_code, year, sector_code, fuel_code)
inner join core.observations as observation using (observation_id)
where used.amount < 0 and not input.is_none
