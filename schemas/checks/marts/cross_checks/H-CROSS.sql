-- severity: hold
-- title_zh: 两种来源的估计在限值内相符，否则须说明（ENB-04、TRA-01）
-- title_en: two estimates agree within the limit, or the difference is explained
with figures as (
    select
        region_code, year, item_code, fuel_code,
        -- the largest figure of the first estimate stands for it
        max_by(struct_pack(file := file_name, sheet := sheet, cell := cell), (amount_base, observation_id)) as place
    from core.observations
    where is_preferred and is_whole_year and amount_base is not null
    group by all
),

-- where no such figure was printed, road fuel is what a balance prints of transport
accounts as (
    select
        energy.region_code, energy.year, energy.fuel_code,
        max_by(struct_pack(file := file_name, sheet := sheet, cell := cell), (energy.amount_base, observation_id))
            as place
    from core.energy_inputs as energy
    inner join core.observations using (observation_id)
    where energy.sector_code = 'road'
    group by all
),

apart as (
    select
        pair.*,
        if(
            pair.first_cell = '', coalesce(figures.place, accounts.place),
            struct_pack(file := pair.first_file, sheet := pair.first_sheet, cell := pair.first_cell)
        ) as place
    from marts.cross_checks as pair
    inner join rules.cross_checks as compared on pair.check_code = compared.check_code and compared.is_held = 'true'
    left join figures
        on
            pair.region_code = figures.region_code and pair.year = figures.year
            and compared.item_code = figures.item_code and compared.fuel_code = figures.fuel_code
    left join accounts
        on
            pair.region_code = accounts.region_code and pair.year = accounts.year
            and compared.fuel_code = accounts.fuel_code
    where not pair.is_within_limit
)

select
    place.file, place.sheet, place.cell, year,
    concat_ws(
        ' ', region_code, year, title_zh,
        if(second_cell = '', null, concat('对照 ', concat_ws(' › ', second_file, second_sheet, second_cell)))
    ) as label,
    first_amount as found, second_amount as expected, round(difference_pct, 1) as difference, limit_zh as "limit"
from apart
