"""Years in whose prices constant-price figures stand, one a plan period."""

from schemas import columns
from schemas.columns import Flag, Text, Whole
from schemas.contract import Table


class PriceBases(Table):
    price_base_year: Whole = columns.column("价格基年", "price base year")
    title_zh: Text = columns.column("按此价格计算的规划期", "plan period whose figures stand in these prices")
    title_en: Text = columns.column("规划期英文名称", "title of the plan period in English")
    is_in_force: Flag = columns.column(
        "是否最近一年所属规划期的价格基年", "the price base of the plan period that the last year belongs to"
    )
    holds_grid_factor: Flag = columns.column(
        "考核时是否另按该年电网因子固定计算", "the plan is also assessed with the grid factor of this year held"
    )
    evidence: Text = columns.evidence()

    class Config:
        title = "价格基年"
        description = "Price bases"
        unique = ["price_base_year"]
