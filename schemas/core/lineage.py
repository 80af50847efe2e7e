"""Inputs of every computed row, by natural keys."""

from schemas import columns
from schemas.columns import Real, Text, Whole
from schemas.contract import Table

IS_VIEW = True


class Lineage(Table):
    child_id: Text = columns.column("结果编号", "computed row")
    position: Whole = columns.column("顺序", "position")
    role: Text = columns.column("作用", "role")
    parent_kind: Text = columns.column("来源类别", "kind of input")
    parent_id: Text = columns.column("来源编号", "input")
    value_used: Real = columns.column("所用值", "value used", nullable=True)

    class Config:
        title = "计算来源"
        description = "Inputs of computed rows"
        unique = ["child_id", "position"]
