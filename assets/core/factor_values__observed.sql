-- a ratio that was observed where it applies is a factor value of that region and year: more specific than any default
with figures as (
    select
        observation.region_code,
        observation.year,
        rule.property,
        rule.subject_code,
        rule.use_sector_code as sector_code,
        rule.gas,
        rule.holds,
        observation.observation_id,
        observation.source_id,
        concat_ws(' › ', observation.file_name, nullif(observation.sheet, ''), observation.cell) as place,
        observation.base_unit_code,
        observation.amount_base::decimal(24, 9) as amount,
        case when rule.weight_item_code = '' then 1 else weight.amount_base end::decimal(20, 3) as weight
    from core.observations as observation
    inner join rules.observed_factors as rule
        on
            observation.item_code = rule.item_code and observation.sector_code = rule.sector_code
            and observation.fuel_code = rule.fuel_code
    left join core.observations as weight
        on
            weight.item_code = rule.weight_item_code and weight.is_preferred
            and observation.region_code = weight.region_code and observation.period = weight.period
            and observation.fuel_code = weight.fuel_code and observation.facility_code = weight.facility_code
    where observation.is_preferred and observation.amount_base is not null
),

-- factors of months or plants average with what they are factors of; a figure that nothing weighs stands alone
averaged as (
    select
        region_code,
        year,
        property,
        subject_code,
        sector_code,
        gas,
        holds,
        ratio(sum(amount * weight), sum(weight)) as value,
        any_value(base_unit_code) as unit_code,
        arg_min(source_id, observation_id) as source_id,
        arg_min(place, observation_id) as first_place,
        count(*) as cells
    from figures
    where weight is not null
    group by region_code, year, property, subject_code, sector_code, gas, holds
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
    value::decimal(38, 18) as value,
    unit_code,
    '' as per_unit_code,
    value::double as value_base,
    '' as per_dimension,
    source_id,
    '交付资料' as source_title,
    first_place || case when cells > 1 then concat(' 等', cells, '个单元格，加权平均') else '' end as locator,
    'original' as evidence,
    '' as note
from averaged
where value is not null
