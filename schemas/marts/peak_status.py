"""Whether energy CO2 has peaked, by series: class, trend since the largest year (methodology 17.3)."""

from schemas import columns, vocabulary
from schemas.analysis import CLASSES
from schemas.columns import Count, Exact, Text, Whole
from schemas.contract import Table

AMOUNT = "peak_co2_t"


class PeakStatus(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    caliber: Text = columns.word("口径", "what is counted", vocabulary.CALIBERS)
    scope: Text = columns.word("范围", "scope", vocabulary.CO2_SCOPES)
    grid_factor_year: Whole = columns.column(
        "电网因子固定的年份，0为不固定", "year whose grid factor is held, 0 where none is"
    )
    first_year: Whole = columns.column("序列首年，没有为0", "first year of the series, 0 for none", ge=0, le=2100)
    last_year: Whole = columns.column("序列末年，没有为0", "last year of the series, 0 for none", ge=0, le=2100)
    peak_year: Whole = columns.column("最高的年份，没有为0", "largest year, 0 for none", ge=0, le=2100)
    later_years: Count = columns.column("其后的年数", "years after it", ge=0)
    class_code: Text = columns.column("达峰判断，无数值时为空", "class, empty without a number", isin=[*CLASSES, ""])
    class_title_zh: Text = columns.column("达峰判断名称", "title of the class")
    peak_co2_t: Exact = columns.exact(
        "最高年排放", "CO2 of the largest year", "t", 24, 6, nullable=True, key="notation_key"
    )
    drop_t: Exact = columns.exact(
        "最高年减末三年平均",
        "largest year less the mean of the last three",
        "t",
        24,
        6,
        nullable=True,
        key="notation_key",
    )
    drop_error_t: Exact = columns.exact(
        "该差额须超过的误差", "error that the drop has to exceed", "t", 24, 6, nullable=True, key="notation_key"
    )
    notation_key: Text = columns.notation_key()
    tau: Exact = columns.exact(
        "最高年以来的曼—肯德尔τ", "Kendall's tau since the largest year", "1", 24, 9, nullable=True, key="trend_key"
    )
    probability: Exact = columns.exact("双侧概率", "two-sided probability", "1", 24, 9, nullable=True, key="trend_key")
    slope_t: Exact = columns.exact("森斜率（每年）", "Sen's slope a year", "t", 24, 6, nullable=True, key="trend_key")
    slope_low_t: Exact = columns.exact(
        "斜率95%区间下限", "lower end of its 95 % interval", "t", 24, 6, nullable=True, key="trend_key"
    )
    slope_high_t: Exact = columns.exact(
        "斜率95%区间上限", "upper end of its 95 % interval", "t", 24, 6, nullable=True, key="trend_key"
    )
    trend_key: Text = columns.notation_key()
    reason_zh: Text = columns.column("文字说明；无数值时为原因", "what it says in words; else why there is none")

    class Config:
        title = "达峰判断"
        description = "Peak status of energy CO2"
        unique = ["basis_id", "region_code", "caliber", "scope", "grid_factor_year"]
