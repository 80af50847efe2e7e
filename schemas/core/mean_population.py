"""Mean resident population of a year, by which emissions per resident are divided."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class MeanPopulation(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    persons: Exact = columns.exact("常住人口年平均", "mean resident population", "person", 24, 3, ge=0)

    class Config:
        title = "常住人口年平均"
        description = "Mean resident population"
        unique = ["region_code", "year"]
