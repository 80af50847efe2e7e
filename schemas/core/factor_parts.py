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
    later_factor_id: Text = columns.column("内插所用的后一个因子", "the later factor, of a line between two")
    treatment_code: Text = columns.word("缺年处理", "how it stands for the year", vocabulary.FACTOR_TREATMENTS)
    from_year: Whole = columns.column("值所属年份（内插为前一年）", "year of the value, or of the earlier of two")
    to_year: Whole = columns.column("值所属年份（内插为后一年）", "year of the value, or of the later of two")
    is_allowed: Flag = columns.column("口径和卡片是否允许采用", "basis and card allow it; else there is no factor")
    value_used: Real = columns.column("所用值（基本单位）", "value used, base units")
    is_fallback: Flag = columns.column("是否借用其他版本", "is from the fallback edition")
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
