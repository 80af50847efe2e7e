"""GDP at constant prices by industry, by the shares at current prices."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table

INDUSTRIES = ("primary_industry", "secondary_industry", "tertiary_industry")


class ValueAdded(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    price_base_year: Whole = columns.column("价格基年", "price base year")
    industry_code: Text = columns.column("产业", "industry", isin=INDUSTRIES)
    value_added_cny: Exact = columns.exact("不变价增加值", "value added at constant prices", "cny", 24, 2, ge=0)

    class Config:
        title = "不变价产业增加值"
        description = "Value added at constant prices by industry"
        unique = ["region_code", "year", "price_base_year", "industry_code"]
