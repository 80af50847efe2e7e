"""Whether energy CO2 parts from the economy: elasticity and state (Tapio), by year and over plan periods."""

from schemas import columns, vocabulary
from schemas.analysis import STATES
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table

AMOUNT = "elasticity"


class Decoupling(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    caliber: Text = columns.word("口径", "what is counted", vocabulary.CALIBERS)
    scope: Text = columns.word("范围", "scope", vocabulary.CO2_SCOPES)
    grid_factor_year: Whole = columns.column(
        "电网因子固定的年份，0为不固定", "year whose grid factor is held, 0 where none is"
    )
    from_year: Whole = columns.column("起始年", "from the year", ge=1949, le=2100)
    year: Whole = columns.year()
    span: Text = columns.word("一年，或规划期首末两年", "a year, or the two ends of a plan period", vocabulary.SPANS)
    price_base_year: Whole = columns.column("价格基年", "price base year")
    co2_change_pct: Exact = columns.exact(
        "二氧化碳变化率", "change of CO2 in percent", "%", 24, 9, nullable=True, key="notation_key"
    )
    gdp_change_pct: Exact = columns.exact(
        "不变价地区生产总值变化率", "change of GDP in percent", "%", 24, 9, nullable=True, key="notation_key"
    )
    notation_key: Text = columns.notation_key()
    elasticity: Exact = columns.exact(
        "弹性（二氧化碳变化率与地区生产总值变化率之比）",
        "elasticity of CO2 with GDP",
        "1",
        24,
        9,
        nullable=True,
        key="elasticity_key",
    )
    elasticity_key: Text = columns.notation_key()
    state_code: Text = columns.column("脱钩状态，无数值时为空", "state, empty without a number", isin=[*STATES, ""])
    reason_zh: Text = columns.column("文字说明；无数值时为原因", "what it says in words; else why there is none")

    class Config:
        title = "经济增长与二氧化碳脱钩"
        description = "Decoupling of CO2 from the economy"
        unique = ["basis_id", "region_code", "caliber", "scope", "grid_factor_year", "from_year", "year", "span"]
