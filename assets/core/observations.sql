with delivered as (
    select
        staged_rows.*,
        file.file_name,
        file.delivery_sequence,
        file.last_period,
        staged_rows.table_name = 'departments__form' as is_form
    from staged."*" as staged_rows
    inner join core.regions as region using (region_code)
    inner join core.delivered_files as file using (file_sha256)
    where region.is_reported
),

in_base_units as (
    select
        delivered.*,
        base.unit_code as base_unit_code,
        case delivered.value_status
            when 'reported' then to_base_unit(delivered.amount, unit.numerator, unit.denominator)
            -- the table's own legend says: none, or less than half of the printed unit
            when 'zero_or_none' then 0::decimal(38, 9)
            when 'below_half_unit' then 0::decimal(38, 9)
        end as amount_base,
        -- two editions of one book may print the same year: the younger book is in force
        row_number() over (
            partition by
                source_id, vintage, region_code, period, item_code, sector_code, fuel_code, facility_code
            order by last_period desc, delivery_sequence desc
        ) = 1 as is_last_edition
    from delivered
    inner join codes.units as unit using (unit_code)
    inner join codes.units as base on unit.dimension = base.dimension and base.is_base = 'true'
),

ranked as (
    select
        *,
        -- which one wins: a revision over a final figure over one returned on a form over a preliminary one, what is
        -- printed over a form, the first source by name, its youngest edition; a line of a form that nobody filled in
        -- says nothing
        row_number() over (
            partition by region_code, period, item_code, sector_code, fuel_code, facility_code
            order by
                is_form and value_status = 'blank',
                array_position(['revised', 'final', 'returned', 'preliminary'], vintage), is_form, source_id,
                last_period desc, delivery_sequence desc
        ) = 1 as wins_period
    from in_base_units
)

select
    concat_ws(
        '/', source_id, vintage, region_code, period, item_code, sector_code, fuel_code, facility_code,
        case when not is_last_edition then left(file_sha256, 12) end
    ) as observation_id,
    region_code,
    left(period, 4)::integer as year,
    period,
    item_code,
    sector_code,
    fuel_code,
    facility_code,
    source_id,
    table_name,
    vintage,
    amount,
    unit_code,
    amount_base,
    base_unit_code,
    value_status,
    is_total,
    -- a year of months is a year only with all twelve, whichever delivery each of them is in force by
    length(period) = 4 or count(amount_base) filter (where wins_period) over year_of_figure = 12 as is_whole_year,
    -- a figure of the whole year stands for its months, lest they be counted twice
    wins_period and (
        length(period) = 4
        or not bool_or(length(period) = 4 and amount_base is not null) over year_of_figure
    ) as is_preferred,
    printed_text,
    file_name,
    file_sha256,
    sheet,
    cell,
    note
from ranked
window year_of_figure as (
    partition by region_code, left(period, 4), item_code, sector_code, fuel_code, facility_code
)
