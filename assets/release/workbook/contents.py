"""目录: what each sheet of the workbook holds, with a link to it."""

from xlsxwriter.worksheet import Worksheet

from assets.release.workbook.book import Book

NAME = "目录"

#: What a sheet holds, by its name without what follows ``_``; in one line, for people who open the workbook first.
ABOUT = {
    "各地区汇总": "各地区最近一年的总排放",
    "清单汇总表": "最近一年：省级清单汇总表，一行一种排放源，一列一种气体",
    "历年汇总": "各排放源历年排放（二氧化碳当量）",
    "图表": "总量和构成、气体、强度指标、比基年的变化，附作图数据",
    "强度指标": "单位GDP、人均等强度指标，各年",
    "目标": "碳达峰方案每一条目标：要求、现值、差距、判定",
    "底稿": "活动水平 × 排放因子 = 排放量，逐行可复算，注明单元格和因子",
    "因子清单": "最近一年用到的每一个因子：值、单位、出处、依据、支撑的吨数，按吨数排列",
    "各年汇总表": "每一年的省级清单汇总表，一年一页",
    "部门与气体": "各年分部门、分气体的排放",
    "气体构成": "各年二氧化碳、甲烷、氧化亚氮、含氟气体的数额和比重",
    "部门内构成": "各排放源占本部门的比重，各年",
    "增温潜势": "采用的全球增温潜势和其他各套",
    "不确定性": "各部门的不确定性（尚未计算）",
    "三项主要指标": "省级清单报告的三项指标，不含和含土地利用变化和林业",
    "IPCC分类": "最近一年按IPCC 2006分类",
    "GPC": "最近一年按城市清单（GPC）分类、范围和数据质量",
    "考核二氧化碳": "考核口径二氧化碳的各种算法，各年",
    "指标一览": "全部指标的全部口径，可筛选",
    "电网因子": "各年电网因子；缺年的可选值各会算出多少",
    "视角差异": "各种视角的总量为什么不同，各年",
    "视角差异明细": "同上，最近一年分类别、分气体",
    "能源平衡表(实物量)": "最近一年能源平衡表，实物量，合计为公式",
    "能源平衡表(标准量)": "最近一年能源平衡表，标准量，合计为公式",
    "能源平衡表(简易)": "最近一年能源平衡表，简易表式，合计为公式",
    "完整性": "没有完整核算的类别、原因、责任部门，没有交来的资料",
    "说明": "核算口径、标记符号、不是当年的因子、因子出处",
    "核查提示": "各项核查发现的每一处，待确认的在前",
}

#: The rows of a sheet's title, where links go.
TOP = "A1"


def open_contents(book: Book) -> Worksheet:
    """Add the sheet in front; what stands in it is known when all others are there."""
    return book.sheet(NAME, "温室气体清单表格", "点击表名可到该表", [34, 74], is_portrait=True)


def fill_contents(book: Book, sheet: Worksheet) -> None:
    """List every other sheet, with a link."""
    book.head(sheet, 3, 0, "工作表")
    book.head(sheet, 3, 1, "内容")
    link = book.look(border=1, font_color="#1D4ED8", underline=1)
    for at, name in enumerate((name for name in book.sheets if name != NAME), 4):
        quoted = name.replace("'", "''")
        sheet.write_url(at, 0, f"internal:'{quoted}'!{TOP}", link, string=name)
        book.text(sheet, at, 1, about(name), border=1)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)


def about(name: str) -> str:
    """What a sheet holds; sheets of one kind, and those of several regions, are told by what precedes their ``_``."""
    base = name.partition("_")[0]
    return ABOUT[base]
