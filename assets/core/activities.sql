with burnt as (
    select
        use.region_code,
        use.year,
        term.category_code,
        use.sector_code,
        use.fuel_code,
        '' as item_code,
        term.term_set,
        use.amount,
        use.unit_code,
        use.data_class,
        use.is_none
    from core.energy_use as use
    inner join codes.fuels as fuel on use.fuel_code = fuel.fuel_code and fuel.is_total = 'false'
    inner join core.category_activities as term
        on term.parent_kind = 'energy_use' and use.sector_code = term.sector_code and fuel.carrier = term.carrier
),

needed_terms as (
    select
        category_code,
        term_set,
        activity_sector_code as sector_code,
        activity_fuel_code as fuel_code,
        activity_item_code as item_code,
        count(*) as terms
    from core.category_activities
    where parent_kind = 'observation'
    group by category_code, term_set, activity_sector_code, activity_fuel_code, activity_item_code
),

summed as (
    select
        region_code,
        year,
        category_code,
        sector_code,
        fuel_code,
        item_code,
        term_set,
        count(distinct term) as terms,
        sum(case sign when -1 then -amount_base else amount_base end)::decimal(38, 9) as amount,
        min(base_unit_code) as unit_code,
        max(data_class) as data_class,
        bool_and(is_none) as is_none,
        max(sign) = -1 as is_deduction
    from core.activity_inputs
    group by region_code, year, category_code, sector_code, fuel_code, item_code, term_set
),

-- a sum with a missing term is no sum; of the complete ones the first set wins. What is recovered is taken off what the
-- year emits, or years before it do: while nothing of that was delivered there is nothing to take it off
counted as (
    select summed.*
    from summed
    inner join needed_terms
        using (category_code, term_set, sector_code, fuel_code, item_code, terms)
    qualify
        row_number() over (
            partition by region_code, year, category_code, sector_code, fuel_code, item_code
            order by term_set
        ) = 1
        and (
            not bool_and(is_deduction) over (partition by region_code, year, category_code)
            or category_code in (select slow.category_code from core.category_gases as slow where method != 'multiply')
        )
)

select
    region_code,
    year,
    category_code,
    sector_code,
    fuel_code,
    item_code,
    term_set,
    amount,
    unit_code,
    data_class,
    is_none
from burnt
union all
select
    region_code,
    year,
    category_code,
    sector_code,
    fuel_code,
    item_code,
    term_set,
    amount,
    unit_code,
    data_class,
    is_none
from counted
