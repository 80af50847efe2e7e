"""Why the total of each other basis differs from the official one, in three parts that add up."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table

AMOUNT = "difference_tco2e"


class BasisDifferences(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.column("清单类别（总量为空）", "category", str_matches=r"^([A-Z][0-9A-Z.]*)?$")
    category_title_zh: Text = columns.column("类别名称", "title of the category")
    potentials_tco2e: Exact = columns.exact(
        "潜势之差：正式口径的质量乘以潜势之差",
        "official masses times the difference of the potentials",
        "t CO2e",
        38,
        9,
    )
    factors_tco2e: Exact = columns.exact(
        "因子和方法之差：两种口径都有数的质量之差", "difference of the masses that both bases know", "t CO2e", 38, 9
    )
    coverage_tco2e: Exact = columns.exact(
        "范围之差：只有一种口径计入的排放", "what only one of the bases counts", "t CO2e", 38, 9
    )
    difference_tco2e: Exact = columns.exact("与正式口径相差", "difference from the official basis", "t CO2e", 38, 9)
    difference_pct: Exact = columns.exact(
        "与正式口径相差（占正式口径）",
        "difference in percent of the official basis",
        "%",
        24,
        9,
        nullable=True,
        key="difference_key",
    )
    difference_key: Text = columns.notation_key()

    class Config:
        title = "各口径与正式口径之差"
        description = "Differences of the bases"
        unique = ["basis_id", "region_code", "year", "category_code"]
