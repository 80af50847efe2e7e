with scopes_in_use as (
    select distinct scope_code
    from core.factor_values
),

signatures as (
    select
        region.region_code,
        coalesce(string_agg(scope.scope_code, ' ' order by scope.scope_code), '') as signature
    from core.regions as region
    left join core.region_scopes as scope
        on region.region_code = scope.region_code and scope.scope_code in (select scope_code from scopes_in_use)
    where region.is_reported
    group by region.region_code
)

select
    region_code,
    min(region_code) over (partition by signature) as factor_region_code
from signatures
