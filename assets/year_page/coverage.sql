-- tonnes of last year by what has come this year of the tables on which their categories rest: all, some, nothing;
-- what rests on surveys or on other years is asked of nobody, and counts as come
with categories as (
    select
        behind.region_code,
        behind.category_code,
        any_value(behind.tonnes) as tonnes,
        bool_and(coalesce(delivery.status, 'delivered') = 'delivered') as is_covered,
        bool_or(coalesce(delivery.status, 'missing') = 'delivered') as is_begun
    from page.behind as behind
    left join core.deliveries as delivery using (region_code, table_name)
    group by all
),

sums as (
    select
        coalesce(sum(tonnes), 0) as total,
        coalesce(sum(tonnes) filter (where is_covered), 0) as covered,
        coalesce(sum(tonnes) filter (where not is_covered and is_begun), 0) as begun
    from categories
)

select
    *,
    (100 * covered / nullif(total, 0))::decimal(9, 4) as covered_pct,
    (100 * begun / nullif(total, 0))::decimal(9, 4) as begun_pct
from sums
