-- a county with a value of its own for one fuel shares the factors of all others with its neighbours
with asked as (
    select fuel.fuel_code, '' as item_code, term.category_code
    from codes.fuels as fuel
    inner join core.category_activities as term on term.parent_kind = 'energy_use' and fuel.carrier = term.carrier
    where fuel.fuel_code in (select fuel_code from core.energy_use)
    union
    select fuel_code, item_code, category_code
    from core.activity_inputs
),

-- where there are values that its factors may be made of
scopes_in_use as (
    select distinct asked.fuel_code, asked.item_code, factor.scope_code
    from asked
    inner join core.category_chains as chain using (category_code)
    inner join rules.factor_chains as part using (chain_code)
    inner join core.factor_values as factor
        on
            part.property = factor.property
            and factor.subject_code in ('', coalesce(nullif(asked.fuel_code, ''), asked.item_code))
),

signatures as (
    select
        region.region_code,
        subject.fuel_code,
        subject.item_code,
        coalesce(joined(list(scope.scope_code), ' '), '') as signature
    from core.regions as region
    cross join (select distinct fuel_code, item_code from asked) as subject
    left join scopes_in_use as used using (fuel_code, item_code)
    left join core.region_scopes as scope
        on region.region_code = scope.region_code and used.scope_code = scope.scope_code
    where region.is_reported
    group by region.region_code, subject.fuel_code, subject.item_code
)

select
    region_code,
    fuel_code,
    item_code,
    min(region_code) over (partition by fuel_code, item_code, signature) as factor_region_code
from signatures
