"""Energy of industry above designated size by branch of GB/T 4754: fuels, standard coal, CO2 of the fuels, unit energy.

A table for analysis: the inventory counts the same fuels by the account of ``core.energy_use``. Energy a tonne of
product is that of the whole branch (heat content), so it is an upper value where the branch makes other things too.
"""

from schemas import codes, columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "calorific_tce"


class EnergyByIndustry(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    sector_code: Text = columns.code("行业", "branch", "sectors")
    sector_title_zh: Text = columns.column("行业名称", "title of the branch")
    fuel_code: Text = columns.column("能源品种，total为合计", "fuel, or total", isin=[*codes.codes("fuels"), "total"])
    amount: Exact = columns.exact("实物量", "physical amount", nullable=True, key="amount_key")
    amount_key: Text = columns.notation_key()
    unit_code: Text = columns.unit_code()
    calorific_tce: Exact = columns.tce("标准煤（当量值）", "coal equivalent by heat", "calorific_tce_key")
    calorific_tce_key: Text = columns.notation_key()
    coal_equivalent_tce: Exact = columns.tce(
        "标准煤（等价值）", "coal equivalent, electricity by coal", "coal_equivalent_tce_key"
    )
    coal_equivalent_tce_key: Text = columns.notation_key()
    co2_t: Exact = columns.exact("燃料燃烧二氧化碳", "CO2 of the fuels", "t", 24, 6, nullable=True, key="co2_key")
    co2_key: Text = columns.notation_key()
    product_code: Text = columns.item_code()
    output_t: Exact = columns.exact("产品产量", "output of the product", "t", nullable=True, key="output_key")
    output_key: Text = columns.notation_key()
    kgce_per_t: Exact = columns.exact(
        "单位产品能耗（当量值）", "energy a tonne of product", "kgce/t", 24, 9, nullable=True, key="kgce_per_t_key"
    )
    kgce_per_t_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "some part has no coefficient or factor")

    class Config:
        title = "分行业能源消费"
        description = "Energy by branch of industry"
        unique = ["basis_id", "region_code", "year", "sector_code", "fuel_code"]
