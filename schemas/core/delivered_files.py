"""Delivered files that are in force."""

from schemas import columns
from schemas.columns import Flag, Text, Whole
from schemas.contract import Table


class DeliveredFiles(Table):
    file_sha256: Text = columns.file_sha256()
    file_name: Text = columns.column("文件名", "file name")
    delivery_sequence: Whole = columns.column("交付次序", "order of delivery", ge=1)
    last_period: Text = columns.column("最后数据期，用以区分年鉴的各期", "last period: by it editions are known")
    is_synthetic: Flag = columns.column("是否示例数据", "holds synthetic sample data")

    class Config:
        title = "在用交付文件"
        description = "Delivered files in force"
        unique = ["file_sha256"]
