"""Assessed CO2 as series that are analysed: calibers, with and without the power station, by grid factor."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class EnergyCo2(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    caliber: Text = columns.word("口径", "what is counted", vocabulary.CALIBERS)
    scope: Text = columns.word("范围", "scope", vocabulary.CO2_SCOPES)
    grid_factor_year: Whole = columns.column(
        "电网因子固定的年份，0为不固定", "year whose grid factor is held, 0 where none is"
    )
    co2_t: Exact = columns.exact("二氧化碳", "CO2", "t", 24, 6, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()
    reason_zh: Text = columns.column("原因", "reason")

    class Config:
        title = "能源二氧化碳系列"
        description = "Series of energy CO2"
        unique = ["basis_id", "region_code", "year", "caliber", "scope", "grid_factor_year"]
