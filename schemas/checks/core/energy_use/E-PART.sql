-- severity: hold
-- title_zh: 公共机构是其他服务业的其中项：电力、天然气不大于其他服务业（ENB-06）
-- title_en: public institutions are a part of other services
with figures as (
    select
        region_code, year, fuel_code, arg_max(file_name, observation.amount_base) as file,
        arg_max(sheet, observation.amount_base) as sheet, arg_max(cell, observation.amount_base) as cell
    from core.energy_inputs as taken
    inner join core.observations as observation using (region_code, year, fuel_code, observation_id)
    where taken.sector_code = 'public_institutions'
    group by all
)

select
    figures.file, figures.sheet, figures.cell, part.year,
    concat_ws(' ', part.region_code, part.year, '公共机构', fuel.title_zh) as label,
    part.amount as found, whole.amount as expected
from core.energy_use as part
inner join core.energy_use as whole
    on
        part.region_code = whole.region_code and part.year = whole.year and part.fuel_code = whole.fuel_code
        and whole.sector_code = 'other_services'
inner join codes.fuels as fuel on part.fuel_code = fuel.fuel_code
left join figures
    on
        part.region_code = figures.region_code and part.year = figures.year
        and part.fuel_code = figures.fuel_code
where
    part.sector_code = 'public_institutions' and part.fuel_code in ('electricity', 'natural_gas')
    and part.amount > whole.amount
