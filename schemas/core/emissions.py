"""Emissions by activity and gas: mass only, rounded once to the gram."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class Emissions(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    gas: Text = columns.gas()
    emissions_t: Exact = columns.exact("排放量", "mass of gas", "t", 24, 6)
    data_class: Text = columns.data_class()
    evidence: Text = columns.evidence()
    is_fallback: Flag = columns.column("是否借用其他版本", "rests on the fallback edition")
    factor_years: Text = columns.factor_years()

    class Config:
        title = "排放量"
        description = "Emissions by activity and gas"
        unique = [
            "basis_id",
            "region_code",
            "year",
            "category_code",
            "sector_code",
            "fuel_code",
            "item_code",
            "gas",
        ]
