"""Emission factors as used: the product of their parts, one row for each activity and gas."""

from schemas import columns, vocabulary
from schemas.columns import Flag, Real, Text, Whole
from schemas.contract import Table


class Factors(Table):
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
    value: Real = columns.column("排放因子或速率", "tonnes of gas per base unit of activity, or a rate per year")
    is_fallback: Flag = columns.column("是否借用其他版本", "is from the fallback edition")
    factor_years: Text = columns.factor_years()
    evidence: Text = columns.evidence()

    class Config:
        title = "排放因子"
        description = "Emission factors as used"
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
        ]
