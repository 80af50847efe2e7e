-- a year has its mean population: between the ends of two years
with residents as (
    select region_code, year, amount_base::decimal(24, 1) as persons
    from core.observations
    where item_code = 'population_resident' and sector_code = '' and is_preferred and amount_base is not null
)

select
    at_end.region_code,
    at_end.year,
    ((at_start.persons + at_end.persons) * 0.5)::decimal(24, 3) as persons
from residents as at_end
inner join residents as at_start on at_end.region_code = at_start.region_code and at_end.year = at_start.year + 1
