"""Years of the run."""

from schemas import columns
from schemas.columns import Whole
from schemas.contract import Table


class ReportedYears(Table):
    year: Whole = columns.year()

    class Config:
        title = "编制年份"
        description = "Years of the run"
        unique = ["year"]
