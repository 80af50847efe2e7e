"""From every published row to the printed cells, factor values and rules at the end of the ways down from it.

A row made of other published rows ends in those, which are traced in their turn: ``end_id`` is their ``published_id``.
"""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table

IS_VIEW = True

LINEAGE = None  # it is the lineage of the others


class InventoryTrace(Table):
    published_table: Text = columns.column("发布表", "published table")
    published_id: Text = columns.column("发布的行（主键各列以“/”相连）", "published row: its key, joined by '/'")
    basis_id: Text = columns.column("核算口径，与口径无关的为空", "basis, empty where none matters")
    region_code: Text = columns.region_code()
    year: Whole = columns.column("年，与年无关的为0", "year, 0 where none matters", ge=0, le=2100)
    way_table: Text = columns.column("途径：下一级的行所在的表", "table of the row below")
    way: Text = columns.column("途径：下一级的行", "the row below through which the way leads")
    way_value: Exact = columns.exact(
        "下一级的行所提供的数额", "what the row below contributes", None, 38, 12, nullable=True, key="way_key"
    )
    way_key: Text = columns.notation_key()
    end_table: Text = columns.column("末端所在的表", "table of the end")
    end_id: Text = columns.column(
        "末端编号：观测值、因子、规则，或另一个发布的行", "observation, factor, rule or another published row"
    )
    file_name: Text = columns.column("文件名", "file name")
    file_sha256: Text = columns.column("交付文件的SHA-256", "SHA-256 of the delivered file")
    sheet: Text = columns.column("工作表", "sheet")
    cell: Text = columns.column("单元格", "cell")
    printed_text: Text = columns.column("原文", "text as printed")
    source_id: Text = columns.column("文献或来源", "source")
    source_title: Text = columns.column("文献名称", "title of the document")
    locator: Text = columns.column("文献内位置", "place in the source")
    evidence: Text = columns.evidence(optional=True)

    class Config:
        title = "数字追溯"
        description = "From a published number to cells and factor values"
        unique = ["published_table", "published_id", "way_table", "way", "end_table", "end_id"]
