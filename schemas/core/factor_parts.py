"""The factor values chosen for each factor, in the order in which they are multiplied."""

from schemas import columns, vocabulary
from schemas.columns import Flag, Real, Text, Whole
from schemas.contract import Table


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
