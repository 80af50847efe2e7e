-- both estimates: what came in and was sold against what was burnt, road fuel against vehicles
with inputs as (
    select
        pair.*,
        1 as place,
        'part' as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from marts.cross_checks as pair
    inner join core.observations as observation using (region_code, year)
    where
        observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
        and case pair.check_code
            when 'reference_coal'
                then
                    observation.fuel_code = 'raw_coal' and not observation.is_total
                    and observation.item_code in (
                        'industry_energy_purchase', 'industry_energy_opening_stock', 'industry_energy_closing_stock',
                        'industry_energy_feedstock', 'energy_survey_use'
                    )
            when 'reference_gas'
                then
                    (observation.item_code = 'gas_sales' and observation.sector_code = 'whole_society')
                    or (
                        observation.item_code = 'industry_energy_feedstock' and not observation.is_total
                        and observation.fuel_code = 'natural_gas'
                    )
            else false
        end
    union all
    select
        pair.*,
        2 as place,
        'part' as role,
        'core.energy_use' as parent_table,
        energy_use_id(region_code, year, sector_code, use.fuel_code) as parent_id,
        use.amount::double as value_used
    from marts.cross_checks as pair
    inner join core.energy_use as use using (region_code, year)
    inner join codes.sectors as sector using (sector_code)
    where
        (
            use.account = 'returns' and sector.kind != 'of_which'
            and pair.check_code = case use.fuel_code
                when 'raw_coal' then 'reference_coal'
                when 'natural_gas' then 'reference_gas'
            end
        )
        or (sector_code = 'road' and pair.check_code = 'road_' || use.fuel_code)
    union all
    select
        pair.*,
        3 as place,
        'part' as role,
        'core.road_fuel_estimates' as parent_table,
        road_fuel_estimates_id(region_code, year, estimate.fuel_code) as parent_id,
        estimate.amount_t::double as value_used
    from marts.cross_checks as pair
    inner join core.road_fuel_estimates as estimate using (region_code, year)
    where pair.check_code = 'road_' || estimate.fuel_code
    union all
    -- one quantity in two sources: the figures of both
    select
        pair.*,
        if(term.side = 'first', 4, 5) as place,
        case
            when term.side = 'first' and term.sign = '1' then 'plus'
            when term.side = 'first' then 'minus'
            when term.sign = '1' then 'other_plus'
            else 'other_minus'
        end as role,
        'core.observations' as parent_table,
        figure.observation_id as parent_id,
        figure.amount_base::double as value_used
    from marts.cross_checks as pair
    inner join rules.cross_check_terms as term using (check_code)
    inner join core.observations as figure
        on
            pair.region_code = figure.region_code and pair.year = figure.year
            and term.item_code = figure.item_code
            and list_contains(string_split(term.sector_codes, ' '), figure.sector_code)
            and (figure.fuel_code = pair.fuel_code or pair.fuel_code = term.as_fuel_code)
    where figure.is_preferred and figure.is_whole_year and figure.amount_base is not null
)

select *
from inputs
order by place, abs(value_used) desc
