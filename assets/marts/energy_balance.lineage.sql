-- a use and its coefficients to standard coal; what is generated and approved; sums lead to the rows that they add up
with coefficients as (
    select
        balance.*,
        2 as place,
        'coefficient' as role,
        'core.standard_coal' as parent_table,
        standard_coal_id(balance.year, coal.fuel_code) as parent_id,
        if(balance.row_code = 'energy_consumption', coal.coal_equivalent, coal.calorific) as value_used
    from marts.energy_balance as balance
    inner join core.standard_coal as coal
        on
            balance.year = coal.year
            -- consumption adds electricity that comes from outside to the fuels
            and coal.fuel_code = if(balance.row_code = 'energy_consumption', 'electricity', balance.fuel_code)
    where balance.rule_code != 'sum' or balance.row_code = 'energy_consumption'
),

uses as (
    select
        balance.*,
        1 as place,
        'plus' as role,
        'core.energy_use' as parent_table,
        energy_use_id(region_code, year, sector_code, fuel_code) as parent_id,
        use.amount::double as value_used
    from marts.energy_balance as balance
    inner join core.energy_use as use using (region_code, year, fuel_code)
    where balance.row_code = use.sector_code
),

-- electricity generated and used, and what the city approves
observed as (
    select
        balance.*,
        1 as place,
        if(
            balance.row_code in ('net_inflow', 'energy_consumption') and observation.item_code != 'electricity_use',
            'minus', 'plus'
        ) as role,
        'core.observations' as parent_table,
        observation.observation_id as parent_id,
        observation.amount_base::double as value_used
    from marts.energy_balance as balance
    inner join core.observations as observation using (region_code, year)
    where
        observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
        and observation.facility_code = '' and observation.sector_code in ('', 'whole_society')
        and list_contains(
            case balance.row_code
                when 'generation' then ['electricity_generation']
                when 'generation_thermal' then ['electricity_generation_thermal']
                when 'net_inflow' then ['electricity_use', 'electricity_generation']
                when 'energy_consumption' then ['electricity_use', 'electricity_generation_thermal']
                when 'approved_total' then ['energy_consumption_total']
                else []
            end,
            observation.item_code
        )
        and (observation.item_code != 'electricity_use' or observation.sector_code = 'whole_society')
),

sums as (
    select
        whole.*,
        1 as place,
        if(whole.row_code = 'residual' and part.row_code = 'energy_consumption', 'minus', 'part') as role,
        'marts.energy_balance' as parent_table,
        energy_balance_id(region_code, year, part.row_code, part.fuel_code) as parent_id,
        part.coal_equivalent_tce::double as value_used
    from marts.energy_balance as whole
    inner join marts.energy_balance as part using (region_code, year)
    left join codes.sectors as sector on part.row_code = sector.sector_code
    left join codes.fuels as fuel on part.fuel_code = fuel.fuel_code
    where
        case whole.row_code
            when 'residual' then part.row_code in ('approved_total', 'energy_consumption')
            when 'energy_consumption'
                then
                    sector.kind != 'of_which' and part.fuel_code != 'total'
                    and fuel.carrier in ('fossil', 'other', 'waste')
            when 'use_total'
                then
                    sector.kind != 'of_which' and part.fuel_code != 'total'
                    and whole.fuel_code in ('total', part.fuel_code)
            else whole.row_code = part.row_code and whole.fuel_code = 'total' and part.fuel_code != 'total'
        end
),

inputs as (
    select * from uses
    union all
    select * from observed
    union all
    select * from sums
    union all
    select * from coefficients
)

select *
from inputs
order by place, abs(value_used) desc
