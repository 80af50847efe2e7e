-- severity: block
-- title_zh: 生活垃圾的干基含碳量不得用于湿垃圾：含碳量是干物质的而构成方式没有干物质比例的，拒绝
-- title_en: carbon of dry matter is not applied to wet municipal waste
select
    concat_ws(' ', part.basis_id, part.factor_region_code, part.category_code, item.title_zh) as label,
    any_value(part.factor_id) as other,
    max(part.value_used) as found
from core.factor_parts as part
inner join rules.factor_chains as link
    on part.chain_code = link.chain_code and part.position = link.position::integer
inner join rules.check_limits as wet on wet.rule_code = 'E-WET-CARBON' and part.item_code = wet.item_code
inner join codes.items as item on part.item_code = item.item_code
where
    link.property = 'carbon_mass_content' and part.value_used > wet.upper::double
    and part.chain_code not in (select chain_code from rules.factor_chains where property = 'dry_matter')
group by part.basis_id, part.factor_region_code, part.category_code, item.title_zh
