"""Targets of plans and assessments, one row a reading."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class Targets(Table):
    target_id: Text = columns.column("目标", "target", str_matches=r"^[a-z][a-z0-9_]*$")
    reading_id: Text = columns.column(
        "读法，stated为原文没有歧义",
        "reading, `stated` where the clause leaves nothing open",
        str_matches=r"^[a-z0-9_-]+$",
    )
    line_number: Whole = columns.column("次序", "order", ge=1)
    role: Text = columns.word("性质", "in which capacity it stands", vocabulary.TARGET_ROLES)
    kind: Text = columns.word("类型", "kind", vocabulary.TARGET_KINDS)
    region_code: Text = columns.column("哪个地区的目标，空为各地区", "whose target it is, '' for every region")
    title_zh: Text = columns.column("目标名称", "title in Chinese")
    title_en: Text = columns.column("目标英文名称", "title in English")
    reading_zh: Text = columns.column("读法说明", "reading in Chinese")
    reading_en: Text = columns.column("读法英文说明", "reading in English")
    is_headline: Flag = columns.column("是否首选读法", "the reading that is told first")
    department_zh: Text = columns.column("牵头部门", "departments that lead")
    target_year: Whole = columns.column("目标年", "year of the target")
    year_zh: Text = columns.column("原文没有写明年份时的读法", "how the year was read where the clause prints none")
    since_year: Whole = columns.column(
        "进度起算年；方向类目标与这一年相比", "year from which progress is measured; a trend is compared with it"
    )
    indicator_code: Text = columns.column("指标代码，空为没有指标", "indicator, '' where there is none")
    caliber: Text = columns.column("碳排放口径", "which emissions count")
    scope: Text = columns.column("统计范围", "what is counted")
    method: Text = columns.column("算法", "method")
    accounting: Text = columns.column("电力折标方法", "how electricity is counted as coal")
    gas: Text = columns.column("气体，空为不区分", "gas, '' where gases are not told apart")
    grid_factor_year: Whole = columns.column(
        "电网因子固定的年份，0为不固定", "year whose grid factor is held, 0 where none"
    )
    base_year: Whole = columns.column("基年，0为水平值", "base year, 0 of a level")
    comparators_zh: Text = columns.column("原文用语", "words of the clause")
    direction: Text = columns.column(
        "方向：at_least 不低于，at_most 不高于，not_more 不增加",
        "direction",
        isin=["at_least", "at_most", "not_more", ""],
    )
    is_yearly: Flag = columns.column("是否要求逐年", "every single year counts")
    has_no_size: Flag = columns.column("原文是否没有给出幅度", "the clause names no size")
    threshold: Exact = columns.exact(
        "本读法的界限", "threshold under this reading", None, 24, 9, nullable=True, key="threshold_key"
    )
    threshold_key: Text = columns.notation_key()
    unit_zh: Text = columns.column("单位", "unit")
    missing_zh: Text = columns.column("没有数值时缺什么、谁有", "what is missing and who has it")
    members: Text = columns.column("所含目标（空格分隔）", "targets that it sums up")
    note_zh: Text = columns.column("说明", "note")
    source_id: Text = columns.column("文件", "document")
    evidence: Text = columns.evidence()

    class Config:
        title = "目标及其读法"
        description = "Targets under their readings"
        unique = ["target_id", "reading_id"]
