"""What could stand for a factor value in a year that has none; ``core.factor_parts`` says where it does."""

from schemas import columns, vocabulary
from schemas.columns import Real, Text, Whole
from schemas.contract import Table


class FactorEstimates(Table):
    factor_id: Text = columns.column("因子编号（以前的值）", "factor, the value before")
    year: Whole = columns.year()
    treatment_code: Text = columns.word("缺年处理", "how it stands for the year", vocabulary.FACTOR_TREATMENTS)
    title_zh: Text = columns.column("说明", "in words")
    later_factor_id: Text = columns.column("因子编号（以后的值）", "factor, the value after, of a line between two")
    from_year: Whole = columns.column("以前的值所属年份", "year of the value before", ge=1949, le=2100)
    to_year: Whole = columns.column("以后的值所属年份", "year of the value after, or of the only one", ge=1949, le=2100)
    value_base: Real = columns.column("基本单位下的值", "value in base units of its dimensions")
    evidence: Text = columns.evidence()

    class Config:
        title = "缺年因子的推算值"
        description = "Factor values for years without one"
        unique = ["factor_id", "year", "treatment_code"]
