"""What delivered files in force hold."""

from schemas import columns
from schemas.columns import Text, Whole
from schemas.contract import Table


class DeliveredHoldings(Table):
    file_sha256: Text = columns.file_sha256()
    table_name: Text = columns.column("印刷表", "printed table")
    region_code: Text = columns.region_code()
    year: Whole = columns.year()

    class Config:
        title = "在用交付文件的内容"
        description = "What delivered files in force hold"
        unique = ["file_sha256", "table_name", "region_code", "year"]
