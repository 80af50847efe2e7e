"""How much of a year rests on a factor value."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class FactorUses(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    factor_id: Text = columns.column("因子编号", "factor")
    categories: Text = columns.column("用到的类别", "categories that use it")
    emissions_tco2e: Exact = columns.exact(
        "以它为据的排放和吸收（绝对值之和；各因子重叠，不可相加）",
        "emissions and removals that rest on it, by magnitude; they overlap",
        "t CO2e",
        38,
        9,
    )

    class Config:
        title = "各因子所支撑的排放量"
        description = "Emissions that rest on each factor value"
        unique = ["basis_id", "region_code", "year", "factor_id"]
