"""Which observations make a chained GDP figure."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table, TableCheck


class GdpInputs(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    price_base_year: Whole = columns.column("价格基年", "price base year")
    position: Whole = columns.column("顺序", "position", ge=1)
    role: Text = columns.column("作用", "role", isin=["nominal", "growth", "growth_back"])
    observation_id: Text = columns.column("观测值编号", "observation")
    value_used: Exact = columns.exact("所用值", "value used")

    class Config:
        title = "不变价地区生产总值构成"
        description = "Observations behind chained GDP"
        unique = ["region_code", "year", "price_base_year", "position"]


CHECKS = (
    TableCheck(
        "H-GDP",
        "warning",
        "当年价增长与可比价增速推得的平减指数在 0.90 到 1.15 之间（GDP-02）",
        "nominal and real growth imply a plausible deflator",
        """
        with annual as (
            select
                region_code, year,
                max(amount_base) filter (where item_code = 'gdp')::double as nominal,
                max(amount_base) filter (where item_code = 'gdp_growth')::double as growth
            from core.observations
            where item_code in ('gdp', 'gdp_growth') and sector_code = '' and is_preferred
            group by region_code, year
        )

        select
            concat_ws(' ', later.region_code, later.year) as label,
            round(later.nominal / earlier.nominal / (1 + later.growth), 3) as found
        from annual as later
        inner join annual as earlier on later.region_code = earlier.region_code and later.year = earlier.year + 1
        where later.nominal / earlier.nominal / (1 + later.growth) not between 0.90 and 1.15
        """,
    ),
)
