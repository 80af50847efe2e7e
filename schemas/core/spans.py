"""Over which years a change is looked at: from year to year, and over plan periods, in the prices of the period."""

from schemas import columns, vocabulary
from schemas.columns import Text, Whole
from schemas.contract import Table


class Spans(Table):
    region_code: Text = columns.region_code()
    from_year: Whole = columns.column("起始年", "from the year", ge=1949, le=2100)
    year: Whole = columns.year()
    span: Text = columns.word("一年，或规划期", "one year, or a plan period", vocabulary.SPANS)
    price_base_year: Whole = columns.column("价格基年", "price base year")

    class Config:
        title = "比较的时段"
        description = "Spans of years that are compared"
        unique = ["region_code", "from_year", "year", "span"]
