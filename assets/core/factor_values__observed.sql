-- a ratio that was observed where it applies is a factor value of that region and year: more specific than any default
with figures as (
    select
        observation.region_code,
        observation.year,
        observation.period,
        observation.fuel_code,
        observation.facility_code,
        rule.property,
        rule.subject_code,
        rule.use_sector_code as sector_code,
        rule.gas,
        rule.holds,
        unnest(string_split(rule.weight_item_codes, ' ')) as weight_item_code,
        generate_subscripts(string_split(rule.weight_item_codes, ' '), 1) as position,
        observation.observation_id,
        observation.source_id,
        concat_ws(' › ', observation.file_name, nullif(observation.sheet, ''), observation.cell) as place,
        observation.base_unit_code,
        observation.amount_base
    from core.observations as observation
    inner join rules.observed_factors as rule
        on
            observation.item_code = rule.item_code and observation.sector_code = rule.sector_code
            and observation.fuel_code = rule.fuel_code
    where observation.is_preferred and observation.amount_base is not null
),

-- factors of months or plants average with what they are factors of: a heating value with fuel, a carbon content per
-- heat with fuel times heating value; a figure that nothing weighs stands alone
weighed as (
    select
        figure.region_code,
        figure.year,
        figure.property,
        figure.subject_code,
        figure.sector_code,
        figure.gas,
        figure.holds,
        figure.observation_id,
        figure.source_id,
        figure.place,
        figure.base_unit_code,
        figure.amount_base::double as amount,
        array_agg(
            case when figure.weight_item_code = '' then 1 else weight.amount_base::double end
            order by figure.position
        ) as weights
    from figures as figure
    left join core.observations as weight
        on
            figure.weight_item_code = weight.item_code and weight.is_preferred
            and figure.region_code = weight.region_code and figure.period = weight.period
            and figure.fuel_code = weight.fuel_code and figure.facility_code = weight.facility_code
    group by all
),

-- where one figure lacks a further weight, all are weighed with the first
counted as (
    select
        *,
        case
            when bool_and(list_aggregate(weights, 'count') = len(weights)) over same then ordered_product(weights)
            else weights[1]
        end as weight,
        first_value(amount) over (same order by observation_id) as first_amount
    from weighed
    where weights[1] is not null
    window same as (partition by region_code, year, property, subject_code, sector_code, gas)
),

averaged as (
    select
        region_code,
        year,
        property,
        subject_code,
        sector_code,
        gas,
        holds,
        -- in binary64, in the order of observations, rounded only when it is published; taken from the first of them,
        -- so that figures which agree average to what they agree on
        first_amount + ordered_sum(array_agg((amount - first_amount) * weight order by observation_id))
        / nullif(ordered_sum(array_agg(weight order by observation_id)), 0) as value,
        any_value(base_unit_code) as unit_code,
        arg_min(source_id, observation_id) as source_id,
        arg_min(place, observation_id) as first_place,
        count(*) as cells
    from counted
    group by region_code, year, property, subject_code, sector_code, gas, holds, first_amount
)

select
    concat_ws('/', 'observed', region_code, year, property, subject_code, sector_code, nullif(gas, '')) as factor_id,
    subject_code,
    property,
    sector_code,
    gas,
    region_code as scope_code,
    '' as edition,
    year as valid_from,
    -- a survey holds until the next one
    case holds
        when 'until_next'
            then coalesce(
                lead(year) over (
                    partition by region_code, property, subject_code, sector_code, gas
                    order by year
                ) - 1, 9999
            )
        else year
    end as valid_to,
    -- the shortest decimal that is this binary number
    value::varchar::decimal(38, 18) as value,
    unit_code,
    '' as per_unit_code,
    value as value_base,
    '' as per_dimension,
    source_id,
    '交付资料' as source_title,
    first_place || case when cells > 1 then concat(' 等', cells, '个单元格，加权平均') else '' end as locator,
    'original' as evidence,
    '' as note
from averaged
where value is not null
