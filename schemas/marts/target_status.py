"""Targets as they stand after each year, one row a reading (methodology 10.10).

The error of a value is what printed rounding leaves (`county_indicators.error_pct`); besides it only the spread of grid
factors is looked at. What activity data and factors leave uncertain is not in it.
"""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "value"


class TargetStatus(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    target_id: Text = columns.column("目标", "target")
    reading_id: Text = columns.column("读法", "reading")
    year: Whole = columns.year()
    declared_reading_id: Text = columns.column("所依据的读法", "reading of `core.targets` that it rests on")
    is_recalculated: Flag = columns.column(
        "是否换了基年的电网因子", "the base year has another grid factor that could stand for it"
    )
    line_number: Whole = columns.column("次序", "order", ge=1)
    role: Text = columns.word("性质", "in which capacity it stands", vocabulary.TARGET_ROLES)
    kind: Text = columns.word("类型", "kind", vocabulary.TARGET_KINDS)
    title_zh: Text = columns.column("目标名称", "title in Chinese")
    title_en: Text = columns.column("目标英文名称", "title in English")
    reading_zh: Text = columns.column("读法说明", "reading in Chinese")
    reading_en: Text = columns.column("读法英文说明", "reading in English")
    is_headline: Flag = columns.column("是否首选读法", "the reading that is told first")
    department_zh: Text = columns.column("牵头部门", "departments that lead")
    target_year: Whole = columns.column("目标年", "year of the target")
    base_year: Whole = columns.column("基年，0为水平值", "base year, 0 of a level")
    indicator_code: Text = columns.column("指标代码", "indicator")
    unit_zh: Text = columns.column("单位", "unit")
    threshold: Exact = columns.exact("界限", "threshold", None, 24, 9, nullable=True, key="threshold_key")
    threshold_key: Text = columns.notation_key()
    value_year: Whole = columns.column(
        "所比的年份：到期以后为目标年", "year of the value: once over, that of the target"
    )
    value: Exact = columns.exact("现值", "value", None, 24, 9, nullable=True, key="value_key")
    value_key: Text = columns.notation_key()
    error: Exact = columns.exact(
        "现值的误差（印刷数的四舍五入）",
        "error of the value from printed rounding",
        None,
        24,
        9,
        nullable=True,
        key="error_key",
    )
    error_key: Text = columns.notation_key()
    distance: Exact = columns.exact(
        "超出界限多少，负数为还差多少",
        "how far beyond the threshold, negative if short of it",
        None,
        24,
        9,
        nullable=True,
        key="distance_key",
    )
    distance_key: Text = columns.notation_key()
    rate_unit_zh: Text = columns.column("年均速度的单位", "unit of the rates")
    required_rate: Exact = columns.exact(
        "今后每年须达到的速度",
        "yearly rate that is required from now on",
        None,
        24,
        9,
        nullable=True,
        key="required_key",
    )
    required_key: Text = columns.notation_key()
    achieved_rate: Exact = columns.exact(
        "起算以来的年均速度", "yearly rate achieved so far", None, 24, 9, nullable=True, key="achieved_key"
    )
    achieved_key: Text = columns.notation_key()
    is_change_shown: Flag = columns.column(
        "变化是否超过误差，且固定与当年电网因子下方向一致",
        "the change exceeds its error and shows with fixed and current grid factor alike",
    )
    is_within_error: Flag = columns.column("与界限之差是否在误差以内", "the distance is within the error")
    is_incomplete: Flag = columns.column("现值或基年是否不完整", "the value or its base year lacks a part")
    verdict: Text = columns.word("判定", "verdict", vocabulary.VERDICTS)
    computed_verdict: Text = columns.word(
        "按现有数字的判定：数字不完整时不作为判定",
        "verdict by the numbers as they stand, incomplete or not",
        vocabulary.VERDICTS,
    )
    is_sensitive: Flag = columns.column("换一种读法判定是否不同", "another reading has another verdict")
    is_caliber_sensitive: Flag = columns.column("其中因碳排放口径", "because of the caliber")
    is_grid_factor_sensitive: Flag = columns.column("其中因电网因子", "because of the grid factor")
    is_base_year_sensitive: Flag = columns.column("其中因基年", "because of the base year")
    is_recalculation_sensitive: Flag = columns.column("其中因重算基年", "because of a recalculated base year")
    differing_zh: Text = columns.column("判定不同的读法", "readings with another verdict")
    announced_verdict: Text = columns.word("公布的判定", "announced verdict", vocabulary.VERDICTS, optional=True)
    announced_key: Text = columns.notation_key()
    announced_by: Text = columns.column("何处、何时公布", "who announced it")
    reason_zh: Text = columns.column("原因", "reason")

    class Config:
        title = "目标完成情况"
        description = "Targets under their readings"
        unique = ["basis_id", "region_code", "target_id", "reading_id", "year"]
