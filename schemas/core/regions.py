"""Regions of the run and all others the registry knows."""

from schemas import columns
from schemas.columns import Flag, Text
from schemas.contract import Table


class Regions(Table):
    region_code: Text = columns.region_code()
    name_zh: Text = columns.column("名称", "name in Chinese")
    name_en: Text = columns.column("英文名称", "name in English")
    region_level: Text = columns.column("级别", "level", isin=["country", "province", "prefecture", "county"])
    parent_code: Text = columns.column("上级代码", "parent region")
    is_reported: Flag = columns.column("是否本次编制地区", "is reported in this run")

    class Config:
        title = "行政区划"
        description = "Administrative divisions"
        unique = ["region_code"]
