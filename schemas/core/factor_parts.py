"""The factor values chosen for each factor, in the order in which they are multiplied."""

from schemas import columns, vocabulary
from schemas.columns import Flag, Real, Text, Whole
from schemas.contract import Table, TableCheck


class FactorParts(Table):
    basis_id: Text = columns.basis_id()
    factor_region_code: Text = columns.column("因子分区代码", "factor region")
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    gas: Text = columns.gas()
    role: Text = columns.column("作用", "role", isin=["factor", "rate"])
    method: Text = columns.word("核算方法", "method", vocabulary.METHODS)
    chain_code: Text = columns.column("构成方式", "chain")
    position: Whole = columns.column("顺序", "position", ge=1)
    factor_id: Text = columns.column("因子编号", "factor")
    value_used: Real = columns.column("所用值（基本单位）", "value used, base units")
    is_fallback: Flag = columns.column("是否借用其他版本", "is from the fallback edition")
    is_carried_forward: Flag = columns.column("是否沿用以前年份", "is carried forward from an earlier year")
    evidence: Text = columns.evidence()

    class Config:
        title = "因子构成"
        description = "Parts of each factor"
        unique = [
            "basis_id",
            "factor_region_code",
            "year",
            "category_code",
            "sector_code",
            "fuel_code",
            "item_code",
            "gas",
            "role",
            "position",
        ]


CHECKS = (
    TableCheck(
        "E-WET-CARBON",
        "error",
        "生活垃圾的干基含碳量不得用于湿垃圾：含碳量大于0.3而构成方式没有干物质比例的，拒绝",
        "carbon of dry matter is not applied to wet municipal waste",
        """
        select
            concat_ws(' ', part.basis_id, part.factor_region_code, part.category_code, item.title_zh) as label,
            any_value(part.factor_id) as other,
            max(part.value_used) as found
        from core.factor_parts as part
        inner join rules.factor_chains as link
            on part.chain_code = link.chain_code and part.position = link.position::integer
        inner join codes.items as item using (item_code)
        where
            link.property = 'carbon_mass_content' and part.value_used > 0.3
            and part.item_code in ('waste_incinerated', 'waste_burnt_open')
            and part.chain_code not in (select chain_code from rules.factor_chains where property = 'dry_matter')
        group by part.basis_id, part.factor_region_code, part.category_code, item.title_zh
        """,
    ),
)
