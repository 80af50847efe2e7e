"""The inventory: a region, year, category and gas holds tonnes or a notation key, never a blank."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table, TableCheck
from schemas.farm_and_land import OF_INVENTORY


class CountyInventory(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    category_title_zh: Text = columns.column("类别名称", "title of the category")
    gas: Text = columns.gas()
    notation_key: Text = columns.notation_key()
    emissions_t: Exact = columns.exact("排放量", "mass of gas", "t", 24, 6, nullable=True)
    emissions_tco2e: Exact = columns.exact("排放量（二氧化碳当量）", "CO2 equivalent", "t CO2e", 38, 9, nullable=True)
    is_in_total: Flag = columns.column("是否计入总量", "counts in the total")
    is_incomplete: Flag = columns.column("是否不完整", "some activity is not counted")
    reason_code: Text = columns.reason_code()
    reason_zh: Text = columns.column("原因", "reason")
    evidence: Text = columns.evidence(optional=True)
    data_class: Text = columns.data_class(optional=True)

    class Config:
        title = "温室气体清单"
        description = "Greenhouse-gas inventory"
        unique = ["basis_id", "region_code", "year", "category_code", "gas"]


CHECKS = (
    TableCheck(
        "E-BLANK",
        "error",
        "每一格或有数值，或有标记符号和原因",
        "a cell holds a number or a notation key with its reason",
        """
        select concat_ws(' ', basis_id, region_code, year, category_code, gas) as label
        from marts.county_inventory
        where (emissions_t is null) != (notation_key != '') or (notation_key != '' and reason_code = '')
        """,
    ),
    *OF_INVENTORY,
)
