"""Deliveries expected and received for each reported region and year."""

from schemas import columns
from schemas.columns import Flag, Text, Whole
from schemas.contract import Table


class Deliveries(Table):
    table_name: Text = columns.column("印刷表", "printed table")
    title_zh: Text = columns.column("表名", "title of the table")
    department_zh: Text = columns.column("责任部门", "department that delivers")
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    status: Text = columns.column("状态", "status", isin=["delivered", "missing"])
    file_name: Text = columns.column("文件名", "file name")
    file_sha256: Text = columns.column(
        "交付文件的SHA-256", "SHA-256 of the delivered file", str_matches=r"^([0-9a-f]{64})?$"
    )
    is_synthetic: Flag = columns.column("是否示例数据", "holds synthetic sample data")

    class Config:
        title = "交付情况"
        description = "Deliveries expected and received"
        unique = ["table_name", "region_code", "year"]
