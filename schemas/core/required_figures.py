"""Figures that a printed table holds for a year, whatever else it may hold."""

from schemas import columns
from schemas.columns import Text, Whole
from schemas.contract import Table


class RequiredFigures(Table):
    table_name: Text = columns.column("印刷表", "printed table")
    first_year: Whole = columns.column("起始年份，0为不限", "first year in which it is printed, 0 if any")
    last_year: Whole = columns.column("终止年份，9999为不限", "last year in which it is printed, 9999 if any")
    item_code: Text = columns.item_code(optional=False)
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()

    class Config:
        title = "各表必有的数"
        description = "Figures that a printed table holds"
        unique = ["table_name", "first_year", "item_code", "sector_code", "fuel_code"]
