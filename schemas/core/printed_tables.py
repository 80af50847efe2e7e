"""Printed tables and the levels of region that deliver them."""

from schemas import columns
from schemas.columns import Flag, Text, Whole
from schemas.contract import Table


class PrintedTables(Table):
    table_name: Text = columns.column("印刷表", "printed table")
    region_level: Text = columns.column(
        "逐年交付地区的级别", "level of region that delivers it every year, empty for surveys"
    )
    title_zh: Text = columns.column("表名", "title of the table")
    title_en: Text = columns.column("英文表名", "title in English")
    department_zh: Text = columns.column("责任部门", "department that delivers")
    data_class: Text = columns.data_class()
    is_only_compared: Flag = columns.column("是否只用于核对", "is only compared with others")
    first_year: Whole = columns.column("起始年份，0为不限", "first year that it is printed for, 0 if any")

    class Config:
        title = "印刷表"
        description = "Printed tables"
        unique = ["table_name", "region_level"]
