-- figures that were in force then and are now, in years that were reported: what is printed otherwise
with figures_before as (from before.observations where is_preferred),

figures_after as (from after.observations where is_preferred),

reported as (select distinct region_code, year from figures_before)

select
    region_code, period, item_code, sector_code, fuel_code, facility_code,
    was.printed_text, was.unit_code, was.file_name, was.sheet, was.cell,
    now.printed_text, now.unit_code, now.file_name, now.sheet, now.cell
from figures_before as was
full join figures_after as now
    using (region_code, year, period, item_code, sector_code, fuel_code, facility_code)
inner join reported using (region_code, year)
where
    was.amount_base is distinct from now.amount_base or was.value_status is distinct from now.value_status
order by all
