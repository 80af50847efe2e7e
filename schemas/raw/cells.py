"""Cells of one printed table, one row a cell, as printed: nothing is renamed, nothing is calculated."""

from schemas import columns, vocabulary
from schemas.columns import Text
from schemas.contract import Table


class Cells(Table):
    file_sha256: Text = columns.file_sha256()
    file_name: Text = columns.column("文件名", "file name")
    sheet: Text = columns.column("工作表", "sheet")
    cell: Text = columns.column("单元格", "cell", str_matches=r"^[A-Z]{1,3}[0-9]{1,7}$")
    title_text: Text = columns.column("表题", "title as printed")
    region_text: Text = columns.column("地区（原文）", "region as printed")
    period: Text = columns.column("数据期", "data period", str_matches=r"^\d{4}(-\d{2})?(/\d{2})?$")
    row_path: Text = columns.column("行标题路径", "row header path")
    column_path: Text = columns.column("列标题路径", "column header path")
    unit_text: Text = columns.column("计量单位（原文）", "unit as printed")
    vintage_text: Text = columns.column("称此年为初步数的话（原文）", "what calls the year preliminary, as printed")
    printed_text: Text = columns.column("单元格原文", "text as printed")
    cell_kind: Text = columns.word("单元格类型", "kind of cell", vocabulary.CELL_KINDS)

    class Config:
        title = "印刷表单元格"
        description = "Cells of a printed table, as printed"
        unique = ["file_sha256", "sheet", "cell"]
