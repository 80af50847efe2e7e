-- tonnes of CO2 = net imported electricity × grid factor; what goes out on balance counts by the basis's export rule
with own_generation as (
    select input.region_code, input.year, input.category_code, sum(input.amount_base) as generation
    from core.activity_inputs as input
    inner join core.observations as observation
        on input.parent_kind = 'observation' and input.parent_id = observation.observation_id
    where observation.item_code = 'electricity_generation'
    group by input.region_code, input.year, input.category_code
    having sum(input.amount_base) > 0
),

-- of the region's own power stations, for all electricity that is generated in it
own_mix as (
    select
        power.basis_id,
        power.region_code,
        power.year,
        sum(power.emissions_t) as emissions_t,
        worst_evidence(power.evidence) as evidence
    from core.emissions__multiply as power
    where power.sector_code = 'power' and power.gas = 'CO2'
    group by power.basis_id, power.region_code, power.year
),

exchanged as (
    select
        factor.basis_id,
        activity.region_code,
        activity.year,
        activity.category_code,
        activity.sector_code,
        activity.fuel_code,
        activity.item_code,
        factor.gas,
        activity.amount::double as amount,
        case when activity.amount >= 0 then 'grid_factor' else basis.export_rule end as rule,
        factor.value as grid_factor,
        own_mix.emissions_t::double / own_generation.generation::double as own_factor,
        activity.data_class,
        factor.evidence,
        own_mix.evidence as own_evidence,
        factor.is_fallback,
        factor.factor_years
    from core.activities as activity
    inner join core.factor_regions using (region_code, fuel_code, item_code)
    inner join core.factors as factor
        using (factor_region_code, year, category_code, sector_code, fuel_code, item_code)
    inner join core.bases as basis using (basis_id)
    left join own_mix using (basis_id, region_code, year)
    left join own_generation using (region_code, year, category_code)
    where factor.method = 'electricity_exchange' and factor.role = 'factor'
)

select
    basis_id,
    region_code,
    year,
    category_code,
    sector_code,
    fuel_code,
    item_code,
    gas,
    to_gram(amount * case rule when 'grid_factor' then grid_factor when 'own_mix' then own_factor else 0 end)
        as emissions_t,
    -- a grid factor of other years is a surrogate
    case when rule = 'grid_factor' and factor_years != '' then 'D' else data_class end as data_class,
    case rule when 'own_mix' then own_evidence when 'zero' then 'original' else evidence end as evidence,
    rule = 'grid_factor' and is_fallback as is_fallback,
    if(rule = 'grid_factor', factor_years, '') as factor_years
from exchanged
where rule != 'own_mix' or own_factor is not null
