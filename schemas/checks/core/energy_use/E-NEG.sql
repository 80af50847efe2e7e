-- severity: warning
-- title_zh: 能源使用量不为负（VAL-02）：扣除原料和加工转换投入后为负，说明来源之间口径不一
-- title_en: energy use is not negative
select concat_ws(' ', region_code, year, sector_code, fuel_code) as label, amount as found
from core.energy_use
where amount < 0
