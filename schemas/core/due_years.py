"""Years that were called in."""

from schemas import columns
from schemas.columns import Whole
from schemas.contract import Table


class DueYears(Table):
    year: Whole = columns.year()

    class Config:
        title = "应报年份"
        description = "Years that were called in"
        unique = ["year"]
