"""Why energy CO2 changed, from year to year and over plan periods: effects that add up to the change (LMDI)."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table

AMOUNT = "effect_t"


class Decomposition(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    caliber: Text = columns.word("口径", "what is counted", vocabulary.CALIBERS)
    from_year: Whole = columns.column("起始年", "from the year", ge=1949, le=2100)
    year: Whole = columns.year()
    span: Text = columns.word(
        "一年，或规划期（逐年分解相加）", "a year, or a plan period (years added)", vocabulary.SPANS
    )
    effect_code: Text = columns.code("因素，total为合计", "effect, or the total change", "effects")
    effect_title_zh: Text = columns.column("因素名称", "title of the effect")
    price_base_year: Whole = columns.column("价格基年", "price base year")
    effect_t: Exact = columns.exact(
        "因素引起的变化", "change by the effect", "t", 24, 6, nullable=True, key="notation_key"
    )
    notation_key: Text = columns.notation_key()
    effect_pct: Exact = columns.exact(
        "因素引起的变化占起始年的百分比",
        "change by the effect in percent of the first year",
        "%",
        24,
        9,
        nullable=True,
        key="ratio_key",
    )
    multiplier: Exact = columns.exact(
        "乘法分解的倍数（各因素之积为两年之比）",
        "multiplicative effect; all of them multiply to the ratio of the years",
        "1",
        24,
        9,
        nullable=True,
        key="ratio_key",
    )
    ratio_key: Text = columns.notation_key()
    reason_zh: Text = columns.column(
        "合计行为文字说明；无数值时为原因", "of a total what it says in words; else why there is none"
    )

    class Config:
        title = "能源二氧化碳变化的因素分解"
        description = "Decomposition of the change of energy CO2"
        unique = ["basis_id", "region_code", "caliber", "from_year", "year", "span", "effect_code"]
