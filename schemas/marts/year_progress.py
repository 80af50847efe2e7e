"""How much of a year has been delivered, measured by the last year that came more completely, and how final it is.

A year is a headline once the tables have come that stand behind the categories which made 95 % of that year: half a
year would look like a fall.
"""

from schemas import columns
from schemas.columns import Count, Flag, Text, Whole
from schemas.contract import Table

LINEAGE = None  # it tells of deliveries and holds no figures


class YearProgress(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    reference_year: Whole = columns.column(
        "所比的年份：以前各年中交付最全的", "the earlier year of which most was delivered", nullable=True
    )
    key_tables: Count = columns.column("关键交付", "tables behind 95 % of that year", ge=0)
    key_delivered: Count = columns.column("已到的关键交付", "of these, those that have come", ge=0)
    key_missing_zh: Text = columns.column("未到的关键交付", "of these, those that have not come")
    is_headline: Flag = columns.column("可作为要点", "may be told as the latest year")
    preliminary_zh: Text = columns.column(
        "印为初步数的表", "tables whose figures are printed as preliminary, in Chinese"
    )
    preliminary_en: Text = columns.column("印为初步数的表（英文）", "tables whose figures are printed as preliminary")

    class Config:
        title = "各年交付进度"
        description = "Progress of each year"
        unique = ["basis_id", "region_code", "year"]
