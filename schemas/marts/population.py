"""People of a county: what the yearbook prints at the end of a year, and the mean by which a year is divided."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table

AMOUNT = "resident_persons"


def _persons(zh: str, en: str, key: str) -> Exact:
    persons: Exact = columns.exact(zh, en, "person", 24, 3, ge=0, nullable=True, key=key)
    return persons


class Population(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    resident_persons: Exact = _persons("年末常住人口", "residents at year end", "resident_key")
    resident_key: Text = columns.notation_key()
    mean_resident_persons: Exact = _persons(
        "年平均常住人口（人均指标的分母）", "mean residents, by which figures per head are divided", "mean_resident_key"
    )
    mean_resident_key: Text = columns.notation_key()
    urban_resident_persons: Exact = _persons("年末城镇常住人口", "urban residents at year end", "urban_resident_key")
    urban_resident_key: Text = columns.notation_key()
    urban_share_pct: Exact = columns.exact(
        "城镇化率", "urban share of residents", "%", 24, 9, nullable=True, key="urban_share_key"
    )
    urban_share_key: Text = columns.notation_key()
    registered_persons: Exact = _persons("年末户籍人口", "registered people at year end", "registered_key")
    registered_key: Text = columns.notation_key()

    class Config:
        title = "人口"
        description = "Population"
        unique = ["region_code", "year"]
