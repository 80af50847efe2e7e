"""The inventory: a region, year, category and gas holds tonnes or a notation key, never a blank."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class CountyInventory(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    category_title_zh: Text = columns.column("类别名称", "title of the category")
    gas: Text = columns.gas()
    notation_key: Text = columns.notation_key()
    emissions_t: Exact = columns.exact("排放量", "mass of gas", "t", 24, 6, nullable=True, key="notation_key")
    emissions_tco2e: Exact = columns.exact(
        "排放量（二氧化碳当量）", "CO2 equivalent", "t CO2e", 38, 9, nullable=True, key="notation_key"
    )
    is_in_total: Flag = columns.column("是否计入总量", "counts in the total")
    is_incomplete: Flag = columns.column("是否不完整", "some activity is not counted")
    reason_code: Text = columns.reason_code()
    reason_zh: Text = columns.column("原因", "reason")
    evidence: Text = columns.evidence(optional=True)
    original_tco2e: Exact = columns.exact(
        "其中以读过原文的因子为据的（吸收按绝对值）", "of it on original evidence, by magnitude", "t CO2e", 38, 9
    )
    secondary_tco2e: Exact = columns.exact(
        "其中以读过转载的因子为据的（吸收按绝对值）", "of it on secondary evidence, by magnitude", "t CO2e", 38, 9
    )
    recalled_tco2e: Exact = columns.exact(
        "其中以待核对原文的因子为据的（吸收按绝对值）", "of it on recalled evidence, by magnitude", "t CO2e", 38, 9
    )
    data_class: Text = columns.data_class(optional=True)
    factor_years: Text = columns.factor_years()

    class Config:
        title = "温室气体清单"
        description = "Greenhouse-gas inventory"
        unique = ["basis_id", "region_code", "year", "category_code", "gas"]
