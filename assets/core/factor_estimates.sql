-- what could stand for a value in a year that has none: the last value before, carried on, or a straight line from that
-- to the next one (IPCC 2006 vol. 1 ch. 5, section 5.3.3.3), in binary64; whether it may, the card and the basis say
with series as (
    select
        *,
        lead(factor_id) over later as later_factor_id,
        lead(valid_from) over later as later_from,
        lead(value_base) over later as later_value,
        lead(evidence) over later as later_evidence
    from core.factor_values
    window later as (
        partition by edition, subject_code, property, sector_code, gas, scope_code
        order by valid_from
    )
),

gaps as (
    select
        series.*,
        activity.year
    from series
    inner join (select distinct year from core.activities) as activity
        on activity.year > series.valid_to and activity.year < coalesce(series.later_from, 9999)
)

select
    factor_id,
    year,
    'carried' as treatment_code,
    concat('沿用', valid_to, '年的值') as title_zh,
    '' as later_factor_id,
    valid_to as from_year,
    valid_to as to_year,
    value_base,
    evidence
from gaps
union all
select
    factor_id,
    year,
    'interpolated' as treatment_code,
    concat(valid_to, '年与', later_from, '年之间内插') as title_zh,
    later_factor_id,
    valid_to as from_year,
    later_from as to_year,
    value_base + (later_value - value_base) * (year - valid_to)::double / (later_from - valid_to)::double as value_base,
    ranked_evidence(greatest(evidence_rank(evidence), evidence_rank(later_evidence))) as evidence
from gaps
where later_factor_id is not null
