select
    ends.published_table,
    ends.child_id as published_id,
    ends.basis_id,
    ends.region_code,
    ends.year,
    ends.way_table,
    ends.way,
    ends.way_value::decimal(38, 12) as way_value,
    case when ends.way_value is null then 'NA' else '' end as way_key,
    ends.end_table,
    ends.end_id,
    coalesce(observation.file_name, '') as file_name,
    coalesce(observation.file_sha256, '') as file_sha256,
    coalesce(observation.sheet, '') as sheet,
    coalesce(observation.cell, '') as cell,
    coalesce(observation.printed_text, factor.value::varchar, '') as printed_text,
    coalesce(observation.source_id, factor.source_id, '') as source_id,
    coalesce(factor.source_title, '') as source_title,
    coalesce(factor.locator, '') as locator,
    coalesce(factor.evidence, '') as evidence
from lineage.ends
left join core.observations as observation
    on ends.end_table = 'core.observations' and ends.end_id = observation.observation_id
left join core.factor_values as factor
    on ends.end_table = 'core.factor_values' and ends.end_id = factor.factor_id
