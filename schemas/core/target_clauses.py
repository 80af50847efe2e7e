"""Clauses of targets."""

from schemas import columns
from schemas.columns import Text, Whole
from schemas.contract import Table


class TargetClauses(Table):
    target_id: Text = columns.column("目标", "target")
    clause_number: Whole = columns.column("第几处", "which of its clauses", ge=1)
    place_zh: Text = columns.column("所在标题", "headings above it")
    clause_zh: Text = columns.column("原句", "the words of the document")
    lead_zh: Text = columns.column("牵头部门", "departments that lead")
    department_zh: Text = columns.column("其他部门", "departments that share the work")
    source_id: Text = columns.column("文件", "document")

    class Config:
        title = "目标的原句"
        description = "Clauses of targets"
        unique = ["target_id", "clause_number"]
