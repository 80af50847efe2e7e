with source_classes as (
    select
        split_part(table_name, '__', 1) as source_id,
        max(data_class) as data_class
    from core.printed_tables
    group by split_part(table_name, '__', 1)
),

-- an estimate stands only where nothing was observed
figures as (
    select
        observation.region_code,
        observation.year,
        observation.item_code,
        observation.sector_code,
        observation.fuel_code,
        'observation' as parent_kind,
        observation.observation_id as parent_id,
        observation.amount_base,
        observation.base_unit_code,
        coalesce(source.data_class, 'B') as data_class,
        observation.value_status = 'zero_or_none' as is_none
    from core.observations as observation
    left join source_classes as source using (source_id)
    where observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
    union all
    select
        region_code,
        year,
        item_code,
        sector_code,
        fuel_code,
        'estimate' as parent_kind,
        concat_ws('/', region_code, year, item_code, sector_code, fuel_code) as parent_id,
        amount as amount_base,
        base_unit_code,
        data_class,
        false as is_none
    from core.estimates
)

select
    figure.region_code,
    figure.year + term.lag as year,
    term.category_code,
    term.activity_sector_code as sector_code,
    term.activity_fuel_code as fuel_code,
    term.activity_item_code as item_code,
    term.term_set,
    term.term,
    term.sign,
    figure.parent_kind,
    figure.parent_id,
    figure.amount_base,
    figure.base_unit_code,
    figure.data_class,
    figure.is_none
from figures as figure
inner join core.category_activities as term
    on
        term.parent_kind = 'observation'
        and figure.item_code = term.item_code
        and figure.sector_code = term.sector_code
        and figure.fuel_code = term.fuel_code
