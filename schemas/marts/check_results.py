"""Checks that ran, with rule, rows, limit and outcome."""

from schemas import columns
from schemas.columns import Count, Text
from schemas.contract import Table

LINEAGE = None  # it tells of checks and holds no figures


class CheckResults(Table):
    table_name: Text = columns.column("被检查的表", "table")
    rule_code: Text = columns.column("规则", "rule")
    subject: Text = columns.column("对象", "what was checked")
    title_zh: Text = columns.column("规则名称", "title of the rule")
    severity: Text = columns.column("级别", "severity", isin=["error", "warning"])
    rows_checked: Count = columns.column("检查行数", "rows checked", ge=0)
    rows_failed: Count = columns.column("不符行数", "rows that failed", ge=0)
    outcome: Text = columns.column("结果", "outcome", isin=["passed", "warned", "failed"])
    places: Text = columns.column("位置", "places")
    limit_text: Text = columns.column("限值", "limit")

    class Config:
        title = "检查结果"
        description = "Checks that ran"
        unique = ["table_name", "rule_code", "subject"]
