-- title_zh: 能源消费由哪些品种构成，各占多少（%，等价值）？净调出电力为负
-- title_en: What does energy consumption consist of, in percent (coal equivalent)? Power that is sent out is negative
select
    region_code,
    year,
    max(coal_equivalent_tce) filter (where part_code = 'total') as consumption_tce,
    round(max(coal_equivalent_share_pct) filter (where part_code = 'coal'), 1) as coal_pct,
    round(max(coal_equivalent_share_pct) filter (where part_code = 'oil'), 1) as oil_pct,
    round(max(coal_equivalent_share_pct) filter (where part_code = 'gas'), 1) as gas_pct,
    round(max(coal_equivalent_share_pct) filter (where part_code = 'other'), 1) as other_pct,
    round(max(coal_equivalent_share_pct) filter (where part_code = 'non_fossil_electricity'), 1) as non_fossil_pct,
    round(max(coal_equivalent_share_pct) filter (where part_code = 'net_inflow'), 1) as net_inflow_pct,
    bool_or(is_incomplete) as is_incomplete
from marts.fuel_mix
group by region_code, year
order by region_code, year
