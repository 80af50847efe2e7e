select
    observation.region_code,
    observation.year + term.lag as year,
    term.category_code,
    term.activity_sector_code as sector_code,
    term.activity_fuel_code as fuel_code,
    term.activity_item_code as item_code,
    term.term_set,
    term.term,
    term.sign,
    observation.observation_id,
    observation.amount_base,
    observation.base_unit_code
from core.observations as observation
inner join core.category_activities as term
    on
        term.parent_kind = 'observation'
        and observation.item_code = term.item_code
        and observation.sector_code = term.sector_code
        and observation.fuel_code = term.fuel_code
where observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
