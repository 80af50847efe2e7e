-- what energy consumption consists of: fuels that are burnt here or used as raw material, and electricity that no fuel
-- of the county has made: wind, water, sun and waste heat of its own, and what comes in
with burnt as (
    select
        balance.region_code,
        balance.year,
        fuel.group_code as part_code,
        sum(balance.calorific_tce) as calorific_tce,
        sum(balance.coal_equivalent_tce) as coal_equivalent_tce
    from marts.energy_balance as balance
    inner join codes.fuels as fuel using (fuel_code)
    -- heat is made of fuels that are counted already; straw and wood are not commercial energy
    where balance.row_code = 'use_total' and fuel.carrier in ('fossil', 'other', 'waste')
    group by balance.region_code, balance.year, fuel.group_code
),

materials as (
    select region_code, year, group_code as part_code, sum(calorific_tce) as tce
    from (select distinct region_code, year, fuel_code, calorific_tce from core.raw_material_co2)
    inner join codes.fuels as fuel using (fuel_code)
    group by region_code, year, group_code
),

fuels as (
    select
        region_code,
        year,
        part_code,
        coalesce(burnt.calorific_tce, 0) + coalesce(materials.tce, 0) as calorific_tce,
        coalesce(burnt.coal_equivalent_tce, 0) + coalesce(materials.tce, 0) as coal_equivalent_tce,
        coalesce(materials.tce, 0) as raw_material_tce
    from burnt
    full join materials using (region_code, year, part_code)
),

accounts as (
    select
        region_code,
        year,
        max(calorific_tce) filter (where row_code = 'energy_consumption') as calorific_tce,
        max(coal_equivalent_tce) filter (where row_code = 'energy_consumption') as coal_equivalent_tce,
        max(calorific_tce) filter (where row_code = 'generation')
        - max(calorific_tce) filter (where row_code = 'generation_thermal') as non_fossil_calorific_tce,
        max(coal_equivalent_tce) filter (where row_code = 'generation')
        - max(coal_equivalent_tce) filter (where row_code = 'generation_thermal') as non_fossil_coal_equivalent_tce,
        bool_or(is_incomplete) filter (where row_code = 'energy_consumption') as is_incomplete
    from marts.energy_balance
    where row_code in ('energy_consumption', 'generation', 'generation_thermal')
    group by region_code, year
),

fuel_totals as (
    select
        region_code,
        year,
        sum(calorific_tce) as calorific_tce,
        sum(coal_equivalent_tce) as coal_equivalent_tce,
        sum(raw_material_tce) as raw_material_tce
    from fuels
    group by region_code, year
),

-- electricity is what the fuels that are burnt leave of consumption
places as (
    select
        region_code,
        year,
        accounts.calorific_tce + fuels.raw_material_tce as calorific_tce,
        accounts.coal_equivalent_tce + fuels.raw_material_tce as coal_equivalent_tce,
        fuels.raw_material_tce,
        accounts.calorific_tce + fuels.raw_material_tce - fuels.calorific_tce as electricity_calorific_tce,
        accounts.coal_equivalent_tce + fuels.raw_material_tce
        - fuels.coal_equivalent_tce as electricity_coal_equivalent_tce,
        accounts.non_fossil_calorific_tce,
        accounts.non_fossil_coal_equivalent_tce,
        coalesce(accounts.is_incomplete, true) as is_incomplete
    from fuel_totals as fuels
    left join accounts using (region_code, year)
),

parts as (
    select region_code, year, part_code, calorific_tce, coal_equivalent_tce, raw_material_tce
    from fuels
    union all
    select
        region_code,
        year,
        unnest(['electricity', 'non_fossil_electricity', 'net_inflow', 'total']) as part_code,
        unnest([
            electricity_calorific_tce, non_fossil_calorific_tce, electricity_calorific_tce - non_fossil_calorific_tce,
            calorific_tce
        ]) as calorific_tce,
        unnest([
            electricity_coal_equivalent_tce, non_fossil_coal_equivalent_tce,
            electricity_coal_equivalent_tce - non_fossil_coal_equivalent_tce, coal_equivalent_tce
        ]) as coal_equivalent_tce,
        unnest([0, 0, 0, raw_material_tce]) as raw_material_tce
    from places
),

told as (
    select
        parts.*,
        if(parts.calorific_tce is null, 'NE', '') as tce_key,
        case
            when parts.calorific_tce is null or places.calorific_tce is null then 'NE'
            when places.calorific_tce = 0 or places.coal_equivalent_tce = 0 then 'NA'
            else ''
        end as share_key,
        ratio(100 * parts.calorific_tce, places.calorific_tce) as calorific_share_pct,
        ratio(100 * parts.coal_equivalent_tce, places.coal_equivalent_tce) as coal_equivalent_share_pct,
        places.is_incomplete,
        case
            when parts.calorific_tce is null or places.calorific_tce is null then 'no_electricity_account'
            when places.is_incomplete then 'parts_not_estimated'
        end as reason_code
    from parts
    inner join places using (region_code, year)
)

select
    told.region_code,
    told.year,
    told.part_code,
    listed.title_zh,
    listed.part_of_code,
    told.calorific_tce::decimal(24, 6) as calorific_tce,
    told.coal_equivalent_tce::decimal(24, 6) as coal_equivalent_tce,
    told.tce_key,
    told.raw_material_tce::decimal(24, 6) as raw_material_tce,
    if(told.share_key = '', told.calorific_share_pct, null) as calorific_share_pct,
    if(told.share_key = '', told.coal_equivalent_share_pct, null) as coal_equivalent_share_pct,
    told.share_key,
    told.is_incomplete,
    coalesce(reason.title_zh, '') as reason_zh
from told
inner join codes.consumption_parts as listed using (part_code)
left join codes.reasons as reason using (reason_code)
