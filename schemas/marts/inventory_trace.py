"""From a published number to every printed cell and factor value behind it."""

from schemas import columns
from schemas.columns import Text, Whole
from schemas.contract import Table

IS_VIEW = True


class InventoryTrace(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    published_table: Text = columns.column("发布表", "published table")
    published_code: Text = columns.column("类别或指标代码", "category or indicator")
    variant: Text = columns.column("口径或气体", "variant or gas")
    path: Text = columns.column("路径", "path")
    parent_kind: Text = columns.column("末端类别", "kind of end", isin=["cell", "factor"])
    parent_id: Text = columns.column("末端编号", "observation or factor")
    file_name: Text = columns.column("文件名", "file name")
    file_sha256: Text = columns.column("交付文件的SHA-256", "SHA-256 of the delivered file")
    sheet: Text = columns.column("工作表", "sheet")
    cell: Text = columns.column("单元格", "cell")
    printed_text: Text = columns.column("原文", "text as printed")
    source_id: Text = columns.column("文献或来源", "source")
    locator: Text = columns.column("文献内位置", "place in the source")
    evidence: Text = columns.evidence(optional=True)

    class Config:
        title = "数字追溯"
        description = "From a published number to cells and factor values"
        unique = [
            "basis_id",
            "region_code",
            "year",
            "published_table",
            "published_code",
            "variant",
            "path",
            "parent_id",
        ]
