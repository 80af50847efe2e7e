-- what is multiplied to make an emission, so that anybody can do it again: amount × factor; of what is released over
-- years also the stock and its rate; of a surveyed stock the survey before. By way of its text a binary number keeps
-- all its digits, which a cast rounds
with named as (
    select
        child_id,
        max(case role when 'before' then split_part(parent_id, '/', 2)::integer end) as before_year,
        max(case role when 'after' then split_part(parent_id, '/', 2)::integer end) as after_year,
        bool_or(role = 'rule') as counts_nothing,
        -- of the region's own power stations, for all electricity that is generated in it
        (sum(value_used::decimal(38, 9)) filter (where role = 'power'))::double
        / (sum(value_used::decimal(38, 9)) filter (where role = 'generation'))::double as own_factor
    from lineage.emissions
    where role in ('before', 'after', 'power', 'generation', 'rule')
    group by child_id
),

placed as (
    select
        emission.*,
        factor_region.factor_region_code,
        coalesce(named.after_year, emission.year) as amount_year,
        coalesce(named.before_year, 0) as before_year,
        if(named.counts_nothing, 0, named.own_factor) as own_factor
    from core.emissions as emission
    semi join core.inventories using (basis_id, region_code, year)
    inner join core.factor_regions as factor_region using (region_code, fuel_code, item_code)
    left join named
        on named.child_id = emissions_id(
            emission.basis_id, emission.region_code, emission.year, emission.category_code, emission.sector_code,
            emission.fuel_code, emission.item_code, emission.gas
        )
)

select
    placed.basis_id,
    placed.region_code,
    placed.year,
    placed.category_code,
    category.title_zh as category_title_zh,
    placed.sector_code,
    placed.fuel_code,
    placed.item_code,
    coalesce(
        nullif(concat_ws('·', sector.title_zh, fuel.title_zh, item.title_zh), ''), category.title_zh
    ) as activity_title_zh,
    placed.gas,
    case
        when placed.before_year != 0 then 'stock_difference'
        else coalesce(stock.method, 'multiply')
    end as method,
    coalesce(activity.unit_code, '') as unit_code,
    activity.amount,
    if(activity.amount is null, 'NA', '') as amount_key,
    coalesce(placed.own_factor, factor.value)::varchar::decimal(38, 24) as factor,
    if(coalesce(placed.own_factor, factor.value) is null, 'NA', '') as factor_key,
    placed.own_factor is not null as is_own_mix,
    stock.opening_t::varchar::decimal(38, 18) as opening_t,
    stock.rate::varchar::decimal(38, 24) as rate,
    if(stock.method is null, 'NA', '') as stock_key,
    placed.amount_year,
    placed.before_year,
    before.amount as amount_before,
    if(before.amount is null, 'NA', '') as before_key,
    placed.emissions_t,
    gwp.gwp,
    (placed.emissions_t * gwp.gwp)::decimal(38, 9) as emissions_tco2e,
    if(gwp.gwp is null, 'NE', '') as gwp_key,
    placed.data_class,
    placed.evidence,
    placed.factor_years
from placed
inner join core.categories as category using (category_code)
inner join core.bases as basis using (basis_id)
left join core.gwps as gwp using (gwp_set, gas)
left join core.stocks as stock
    using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
left join core.activities as activity
    on
        placed.region_code = activity.region_code and placed.amount_year = activity.year
        and placed.category_code = activity.category_code and placed.sector_code = activity.sector_code
        and placed.fuel_code = activity.fuel_code and placed.item_code = activity.item_code
left join core.activities as before
    on
        placed.region_code = before.region_code and placed.before_year = before.year
        and placed.category_code = before.category_code and placed.sector_code = before.sector_code
        and placed.fuel_code = before.fuel_code and placed.item_code = before.item_code
left join core.factors as factor
    on
        factor.role = 'factor'
        and placed.basis_id = factor.basis_id and placed.factor_region_code = factor.factor_region_code
        and placed.amount_year = factor.year and placed.category_code = factor.category_code
        and placed.sector_code = factor.sector_code and placed.fuel_code = factor.fuel_code
        and placed.item_code = factor.item_code and placed.gas = factor.gas
left join codes.sectors as sector on placed.sector_code = sector.sector_code
left join codes.fuels as fuel on placed.fuel_code = fuel.fuel_code
left join codes.items as item on placed.item_code = item.item_code
