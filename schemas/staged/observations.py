"""Observations of one source: printed text as a number with unit, status and address; one shape for all."""

from schemas import columns, vocabulary
from schemas.columns import Count, Exact, Flag, Text
from schemas.contract import Table


class Observations(Table):
    region_code: Text = columns.region_code()
    period: Text = columns.column(
        "数据期", "period: 2024, 2024-03 or 2024-01/03", str_matches=r"^\d{4}(-\d{2})?(/\d{2})?$"
    )
    item_code: Text = columns.item_code(optional=False)
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    facility_code: Text = columns.column("企业（设施）代码", "facility")
    amount: Exact = columns.exact("数值", "amount in the printed unit", scale=12, nullable=True)
    unit_code: Text = columns.unit_code()
    value_status: Text = columns.word("数值状态", "status of the value", vocabulary.VALUE_STATUSES)
    is_total: Flag = columns.column("是否合计", "is a printed total")
    printed_text: Text = columns.column("单元格原文", "text as printed")
    respondents: Count = columns.column("填报单位数", "respondents", nullable=True)
    largest_share_pct: Exact = columns.exact(
        "最大单位占比", "share of the largest respondent", "pct", 9, 4, nullable=True
    )
    source_id: Text = columns.column("来源", "source")
    table_name: Text = columns.column("印刷表", "printed table")
    file_sha256: Text = columns.file_sha256()
    sheet: Text = columns.column("工作表", "sheet")
    cell: Text = columns.column("单元格", "cell", str_matches=r"^[A-Z]{1,3}[0-9]{1,7}$")
    vintage: Text = columns.word("数据版本", "vintage", vocabulary.VINTAGES)
    note: Text = columns.column("备注", "note")

    class Config:
        title = "观测值"
        description = "Observations of one source"
        unique = [
            "region_code",
            "period",
            "item_code",
            "sector_code",
            "fuel_code",
            "facility_code",
            "vintage",
            "file_sha256",
        ]
