"""Observations of all sources in base units; which vintage and source wins is decided here, the loser is kept."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class CoreObservations(Table):
    observation_id: Text = columns.column("观测值编号", "observation")
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    period: Text = columns.column("数据期", "period")
    item_code: Text = columns.item_code(optional=False)
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    facility_code: Text = columns.column("企业（设施）代码", "facility")
    source_id: Text = columns.column("来源", "source")
    table_name: Text = columns.column("印刷表", "printed table")
    vintage: Text = columns.word("数据版本", "vintage", vocabulary.VINTAGES)
    amount: Exact = columns.exact("数值", "amount in the printed unit", scale=12, nullable=True)
    unit_code: Text = columns.unit_code()
    amount_base: Exact = columns.exact("折基本单位数值", "amount in the base unit", nullable=True)
    base_unit_code: Text = columns.unit_code()
    value_status: Text = columns.word("数值状态", "status of the value", vocabulary.VALUE_STATUSES)
    is_total: Flag = columns.column("是否合计", "is a printed total")
    is_whole_year: Flag = columns.column("全年数据是否齐全", "an annual figure, or one of twelve months")
    is_preferred: Flag = columns.column("是否采用", "is the one in force")
    printed_text: Text = columns.column("单元格原文", "text as printed")
    file_name: Text = columns.column("文件名", "file name")
    file_sha256: Text = columns.file_sha256()
    sheet: Text = columns.column("工作表", "sheet")
    cell: Text = columns.column("单元格", "cell", str_matches=r"^[A-Z]{1,3}[0-9]{1,7}$")
    note: Text = columns.column("备注", "note")

    class Config:
        title = "全部观测值"
        description = "Observations of all sources"
        unique = ["observation_id"]
