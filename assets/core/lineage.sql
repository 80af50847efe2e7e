with emission_inputs as (
    select
        concat_ws(
            '/', 'emission', e.basis_id, e.region_code, e.year, e.category_code,
            e.sector_code, e.fuel_code, e.item_code, e.gas
        )
            as child_id,
        concat_ws(
            '/', 'activity', e.region_code, e.year, e.category_code, e.sector_code, e.fuel_code, e.item_code
        ) as activity_id,
        concat_ws(
            '/', 'factor', e.basis_id, r.factor_region_code, e.year,
            e.category_code, e.sector_code, e.fuel_code, e.item_code, e.gas, f.role
        ) as factor_id,
        a.amount::double as amount,
        f.value
    from core.emissions as e
    inner join core.factor_regions as r using (region_code)
    inner join core.activities as a using (region_code, year, category_code, sector_code, fuel_code, item_code)
    inner join core.factors as f
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where f.role = 'factor' and f.method not in ('first_order_decay', 'bank')
),

stock_rows as (
    select
        s.*,
        r.factor_region_code,
        concat_ws(
            '/', s.region_code, s.year, s.category_code, s.sector_code, s.fuel_code, s.item_code
        ) as activity_key,
        concat_ws(
            '/', s.basis_id, s.region_code, s.year, s.category_code, s.sector_code, s.fuel_code, s.item_code, s.gas
        ) as key,
        concat_ws(
            '/', s.basis_id, s.region_code, s.year - 1, s.category_code, s.sector_code, s.fuel_code, s.item_code, s.gas
        ) as key_before,
        concat_ws(
            '/', s.basis_id, r.factor_region_code, s.rate_year, s.category_code,
            s.sector_code, s.fuel_code, s.item_code, s.gas
        ) as rated_key,
        row_number() over (
            partition by s.basis_id, s.region_code, s.category_code, s.sector_code, s.fuel_code, s.item_code, s.gas
            order by s.year
        ) > 1 as has_before
    from core.stocks as s
    inner join core.factor_regions as r using (region_code)
),

-- a stock lists its stock of the year before and its inflow, never all history
stock_inputs as (
    select
        'emission/' || key as child_id, 1 as position, 'stock' as role, 'stock' as parent_kind,
        'stock/' || key as parent_id, released_t as value_used
    from stock_rows
    union all
    select 'stock/' || key, 1, 'opening', 'stock', 'stock/' || key_before, opening_t
    from stock_rows
    where has_before
    union all
    select 'stock/' || key, 2, 'rate', 'factor', concat_ws('/', 'factor', rated_key, 'rate'), rate
    from stock_rows
    union all
    select 'stock/' || s.key, 3, 'activity', 'activity', 'activity/' || s.activity_key, a.amount::double
    from stock_rows as s
    inner join core.activities as a using (region_code, year, category_code, sector_code, fuel_code, item_code)
    where s.has_inflow
    union all
    select 'stock/' || s.key, 4, 'factor', 'factor', concat_ws('/', 'factor', s.rated_key, 'factor'), f.value
    from stock_rows as s
    inner join core.factors as f
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where s.has_inflow and f.role = 'factor'
)

select
    child_id,
    1 as position,
    'activity' as role,
    'activity' as parent_kind,
    activity_id as parent_id,
    amount as value_used
from emission_inputs
union all
select child_id, 2 as position, 'factor' as role, 'factor' as parent_kind, factor_id as parent_id, value as value_used
from emission_inputs
union all
select child_id, position, role, parent_kind, parent_id, value_used
from stock_inputs
union all
select
    concat_ws(
        '/', 'factor', basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, role
    ) as child_id,
    position,
    'part' as role,
    'factor_value' as parent_kind,
    factor_id as parent_id,
    value_used
from core.factor_parts
union all
select
    concat_ws(
        '/', 'activity', a.region_code, a.year, a.category_code, a.sector_code, a.fuel_code, a.item_code
    ) as child_id,
    1 as position,
    'use' as role,
    'energy_use' as parent_kind,
    concat_ws('/', 'energy_use', a.region_code, a.year, a.sector_code, a.fuel_code) as parent_id,
    a.amount::double as value_used
from core.activities as a
inner join codes.fuels as fuel using (fuel_code)
inner join core.category_activities as t
    on
        a.category_code = t.category_code and a.term_set = t.term_set and a.sector_code = t.sector_code
        and fuel.carrier = t.carrier
where t.parent_kind = 'energy_use'
union all
select
    concat_ws(
        '/', 'activity', i.region_code, i.year, i.category_code, i.sector_code, i.fuel_code, i.item_code
    ) as child_id,
    (row_number() over (
        partition by i.region_code, i.year, i.category_code, i.sector_code, i.fuel_code, i.item_code
        order by i.term, i.parent_id
    ))::integer as position,
    case i.sign when -1 then 'minus' else 'plus' end as role,
    i.parent_kind,
    i.parent_id,
    i.amount_base::double as value_used
from core.activity_inputs as i
inner join core.activities using (region_code, year, category_code, sector_code, fuel_code, item_code, term_set)
union all
select
    concat_ws('/', 'energy_use', region_code, year, sector_code, fuel_code) as child_id,
    (row_number() over (
        partition by region_code, year, sector_code, fuel_code
        order by observation_id
    ))::integer as position,
    case sign when -1 then 'minus' else 'plus' end as role,
    'observation' as parent_kind,
    observation_id as parent_id,
    amount_base::double as value_used
from core.energy_inputs
union all
select
    concat_ws('/', 'gdp', region_code, year, price_base_year) as child_id,
    position,
    role,
    'observation' as parent_kind,
    observation_id as parent_id,
    value_used::double as value_used
from core.gdp_inputs
union all
select
    concat_ws('/', 'estimate', region_code, year, item_code, sector_code, fuel_code) as child_id,
    (row_number() over (
        partition by region_code, year, item_code, sector_code, fuel_code
        order by role, observation_id
    ))::integer as position,
    role,
    'observation' as parent_kind,
    observation_id as parent_id,
    value_used::double as value_used
from core.estimate_inputs
