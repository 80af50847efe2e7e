-- severity: block
-- title_zh: 计入别处的，所指类别里要有数（CMP-02）
-- title_en: what is counted elsewhere is counted there
select
    concat_ws(' ', gap.basis_id, gap.region_code, gap.year, gap.category_code, gap.sector_code, gap.fuel_code)
        as label,
    gap.target_category_code as found
from marts.completeness as gap
where gap.notation_key = 'IE' and not exists (
    select 1 from core.emissions as there
    where
        there.basis_id = gap.basis_id and there.region_code = gap.region_code and there.year = gap.year
        and there.category_code = gap.target_category_code and there.gas = gap.gas
        and there.fuel_code = gap.fuel_code
)
