-- where a factor may be valid for a region: itself, its parents, the groups any of them belongs to, anywhere
with recursive line as (
    select
        region_code,
        region_code as scope_code,
        region_level,
        parent_code,
        1 as distance
    from core.regions
    where is_reported
    union all
    select
        line.region_code,
        parent.region_code as scope_code,
        parent.region_level,
        parent.parent_code,
        line.distance + 1 as distance
    from line
    inner join core.regions as parent on line.parent_code = parent.region_code
),

scopes as (
    select
        region_code,
        scope_code,
        case region_level
            when 'county' then 'region'
            when 'province' then 'provincial'
            when 'country' then 'national'
            else region_level
        end as scope_level,
        case region_level when 'country' then 100 else distance end as distance,
        1949 as valid_from,
        9999 as valid_to
    from line
    union all
    select
        line.region_code,
        member.group_code as scope_code,
        'regional' as scope_level,
        50 as distance,
        coalesce(nullif(member.valid_from, ''), '1949')::integer as valid_from,
        coalesce(nullif(member.valid_to, ''), '9999')::integer as valid_to
    from line
    inner join codes.region_groups as member on line.scope_code = member.region_code
    union all
    select
        region_code,
        '' as scope_code,
        'anywhere' as scope_level,
        200 as distance,
        1949 as valid_from,
        9999 as valid_to
    from line
    where distance = 1
)

select
    region_code,
    scope_code,
    distance::integer as specificity,
    scope_level,
    valid_from,
    valid_to
from scopes
