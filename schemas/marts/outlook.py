"""Where energy CO2 goes until the horizon of each scenario, with bands: assumptions, no forecast."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table

AMOUNT = "co2_t"


class Outlook(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    scenario_code: Text = columns.column("情景代码", "scenario", str_matches=r"^[a-z_]+$")
    year: Whole = columns.year()
    scenario_title_zh: Text = columns.column("情景名称", "title of the scenario")
    base_year: Whole = columns.column("起算年，没有为0", "year it starts from, 0 for none", ge=0, le=2100)
    price_base_year: Whole = columns.column("价格基年，没有为0", "price base year, 0 for none", ge=0, le=2100)
    persons: Exact = columns.exact(
        "常住人口年平均", "mean resident population", "person", 24, 6, nullable=True, key="notation_key"
    )
    gdp_per_resident_cny: Exact = columns.exact(
        "人均地区生产总值（不变价）",
        "GDP per resident at constant prices",
        "cny",
        24,
        6,
        nullable=True,
        key="notation_key",
    )
    energy_per_gdp: Exact = columns.exact(
        "单位GDP能耗", "energy per GDP", "tce/万元", 24, 9, nullable=True, key="notation_key"
    )
    co2_per_energy: Exact = columns.exact(
        "单位能耗二氧化碳", "CO2 per energy", "t CO2/tce", 24, 9, nullable=True, key="notation_key"
    )
    co2_t: Exact = columns.exact("能源二氧化碳", "energy CO2", "t", 24, 6, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()
    co2_low_t: Exact = columns.exact(
        "区间下限（由历年变化率推出）",
        "lower end of the band, from past yearly rates",
        "t",
        24,
        6,
        nullable=True,
        key="band_key",
    )
    co2_high_t: Exact = columns.exact(
        "区间上限（由历年变化率推出）",
        "upper end of the band, from past yearly rates",
        "t",
        24,
        6,
        nullable=True,
        key="band_key",
    )
    band_key: Text = columns.notation_key()
    evidence: Text = columns.evidence(optional=True)
    reason_zh: Text = columns.column("假定；无数值时为原因", "what is assumed; else why there is none")

    class Config:
        title = "能源二氧化碳展望"
        description = "Outlook of energy CO2"
        unique = ["basis_id", "region_code", "scenario_code", "year"]
