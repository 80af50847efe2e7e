with used as (
    select
        observation.region_code,
        observation.year,
        observation.sector_code,
        observation.fuel_code,
        sum(observation.amount_base)::decimal(38, 9) as amount,
        min(observation.base_unit_code) as unit_code
    from core.observations as observation
    inner join (select distinct region_code, year from core.deliveries) as place using (region_code, year)
    where
        observation.item_code = 'industry_energy_by_branch' and observation.is_preferred
        and observation.is_whole_year and not observation.is_total and observation.amount_base is not null
    group by observation.region_code, observation.year, observation.sector_code, observation.fuel_code
),

-- what power stations burn has the factors of power stations, all other branches those of industry
emitted as (
    select
        basis.basis_id,
        used.region_code,
        used.year,
        used.sector_code,
        used.fuel_code,
        used.amount,
        used.unit_code,
        to_gram(used.amount::double * coefficient.calorific) as calorific_tce,
        to_gram(used.amount::double * coefficient.coal_equivalent) as coal_equivalent_tce,
        to_gram(used.amount::double * factor.value) as co2_t,
        fuel.carrier = 'fossil' as is_fossil
    from used
    inner join codes.fuels as fuel using (fuel_code)
    cross join core.bases as basis
    left join core.standard_coal as coefficient using (year, fuel_code)
    left join core.factor_regions as region
        on used.region_code = region.region_code and used.fuel_code = region.fuel_code and region.item_code = ''
    left join core.factors as factor
        on
            basis.basis_id = factor.basis_id and region.factor_region_code = factor.factor_region_code
            and used.year = factor.year and used.fuel_code = factor.fuel_code
            and factor.gas = 'CO2' and factor.role = 'factor' and fuel.carrier = 'fossil'
            and factor.category_code = case used.sector_code when 'branch_power' then 'E.1.1' else 'E.2' end
            and factor.sector_code = case used.sector_code when 'branch_power' then 'power' else 'industry' end
),

-- a branch whose energy goes into one product of the yearbook
products as (
    select
        unnest(['branch_cement', 'branch_paper', 'branch_salt_chemistry']) as sector_code,
        unnest(['clinker_output', 'paper_output', 'salt_output']) as product_code
),

outputs as (
    select observation.region_code, observation.year, products.sector_code, products.product_code,
        sum(observation.amount_base)::decimal(38, 9) as output_t
    from core.observations as observation
    inner join products on observation.item_code = products.product_code
    where observation.is_preferred and observation.is_whole_year and observation.amount_base is not null
    group by observation.region_code, observation.year, products.sector_code, products.product_code
),

branches as (
    select
        basis_id, region_code, year, sector_code, 'total' as fuel_code, null as amount, 'tce' as unit_code,
        sum(calorific_tce) as calorific_tce,
        sum(coal_equivalent_tce) as coal_equivalent_tce,
        sum(co2_t) as co2_t,
        bool_or(is_fossil) as is_fossil,
        bool_or(calorific_tce is null or (is_fossil and co2_t is null)) as is_incomplete
    from emitted
    group by basis_id, region_code, year, sector_code
),

industry as (
    select
        basis_id, region_code, year, sector_code, fuel_code, amount, unit_code, calorific_tce, coal_equivalent_tce,
        co2_t, is_fossil, calorific_tce is null or (is_fossil and co2_t is null) as is_incomplete
    from emitted
    union all
    select * from branches
)

select
    industry.basis_id,
    industry.region_code,
    industry.year,
    industry.sector_code,
    sector.title_zh as sector_title_zh,
    industry.fuel_code,
    industry.amount::decimal(38, 9) as amount,
    case when industry.amount is null then 'NA' else '' end as amount_key,
    industry.unit_code,
    industry.calorific_tce::decimal(24, 6) as calorific_tce,
    case when industry.calorific_tce is null then 'NE' else '' end as calorific_tce_key,
    industry.coal_equivalent_tce::decimal(24, 6) as coal_equivalent_tce,
    case when industry.coal_equivalent_tce is null then 'NE' else '' end as coal_equivalent_tce_key,
    industry.co2_t::decimal(24, 6) as co2_t,
    case when industry.co2_t is not null then '' when industry.is_fossil then 'NE' else 'NA' end as co2_key,
    coalesce(outputs.product_code, '') as product_code,
    outputs.output_t,
    case
        when outputs.output_t is not null then ''
        when industry.fuel_code = 'total' and industry.sector_code in (select sector_code from products) then 'NE'
        else 'NA'
    end as output_key,
    ratio(industry.calorific_tce * 1000, outputs.output_t) as kgce_per_t,
    case
        when industry.calorific_tce is not null and outputs.output_t != 0 then ''
        when industry.fuel_code = 'total' and industry.sector_code in (select sector_code from products) then 'NE'
        else 'NA'
    end as kgce_per_t_key,
    industry.is_incomplete
from industry
inner join codes.sectors as sector using (sector_code)
left join outputs
    on
        industry.fuel_code = 'total' and industry.region_code = outputs.region_code and industry.year = outputs.year
        and industry.sector_code = outputs.sector_code
