"""GDP at constant prices, chained from nominal GDP of the price base by published growth; industries by their own."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class Gdp(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    price_base_year: Whole = columns.column("价格基年", "price base year")
    sector_code: Text = columns.sector_code()
    gdp_cny: Exact = columns.exact("不变价地区生产总值", "GDP at constant prices", "cny", 24, 2, gt=0)
    error_pct: Exact = columns.exact(
        "公布增速四舍五入的累计影响（不超过）", "what printed rounding of growth leaves, at most", "%", 24, 9, ge=0
    )

    class Config:
        title = "不变价地区生产总值"
        description = "GDP at constant prices"
        unique = ["region_code", "year", "price_base_year", "sector_code"]
