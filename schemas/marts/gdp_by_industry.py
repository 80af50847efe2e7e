"""GDP at constant prices by industry, with what chaining leaves between the whole and its industries."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class GdpByIndustry(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    price_base_year: Whole = columns.column("价格基年", "price base year")
    is_price_base_in_force: Flag = columns.column(
        "是否按最近一年所属规划期的价格", "in the prices of the plan period that the last year belongs to"
    )
    sector_code: Text = columns.sector_code()
    title_zh: Text = columns.column("名称", "title")
    gdp_cny: Exact = columns.exact("不变价增加值", "value added at constant prices", "cny", 24, 2)
    error_pct: Exact = columns.exact(
        "公布增速四舍五入的累计影响（不超过）", "what printed rounding of growth leaves, at most", "%", 24, 9, ge=0
    )
    discrepancy_cny: Exact = columns.exact(
        "与三次产业之和的差（链接误差，不分摊）",
        "less the sum of the three industries, never spread",
        "cny",
        24,
        2,
        nullable=True,
        key="discrepancy_key",
    )
    discrepancy_pct: Exact = columns.exact(
        "差额占总量", "the same as a share of the whole", "%", 24, 9, nullable=True, key="discrepancy_key"
    )
    discrepancy_key: Text = columns.notation_key()
    reason_zh: Text = columns.column("原因", "reason")

    class Config:
        title = "不变价地区生产总值和三次产业"
        description = "GDP at constant prices by industry"
        unique = ["region_code", "year", "price_base_year", "sector_code"]
