"""Checks that ran: one row for a rule that found nothing, and one for each place that a rule found."""

from schemas import columns
from schemas.check_result import SEVERITIES
from schemas.columns import Count, Text, Whole
from schemas.contract import Table

LINEAGE = None  # it tells of checks and holds no figures


class CheckResults(Table):
    table_name: Text = columns.column("被检查的表", "table")
    rule_code: Text = columns.column("规则", "rule")
    subject: Text = columns.column("对象", "what was checked")
    place_number: Count = columns.column("第几处（0 为没有发现）", "number of the place, 0 if nothing was found", ge=0)
    title_zh: Text = columns.column("规则名称", "title of the rule")
    severity: Text = columns.column("级别", "severity", isin=list(SEVERITIES))
    rows_checked: Count = columns.column("此规则检查行数", "rows that the rule checked", ge=0)
    rows_failed: Count = columns.column("此规则不符行数", "rows that the rule found", ge=0)
    outcome: Text = columns.column("结果", "outcome", isin=["passed", "held", "confirmed", "assumed", "noted"])
    place_id: Text = columns.column("确认编号", "what to confirm")
    label: Text = columns.column("所指", "what it is about")
    found_year: Whole = columns.column("年份", "year", nullable=True)
    file_name: Text = columns.column("文件", "file")
    sheet: Text = columns.column("工作表", "sheet")
    cell: Text = columns.column("单元格", "cell")
    value_text: Text = columns.column("数值", "value")
    limit_text: Text = columns.column("限值", "limit")
    message_zh: Text = columns.column("说明（中文）", "message in Chinese")
    message_en: Text = columns.column("说明（英文）", "message")
    confirmed_by: Text = columns.column("确认（解答）人", "who confirmed or answered it")
    confirmed_reason: Text = columns.column("确认（解答）理由", "why it was confirmed or answered")

    class Config:
        title = "检查结果"
        description = "Checks that ran"
        unique = ["table_name", "rule_code", "subject", "place_number"]
