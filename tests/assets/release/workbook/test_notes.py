"""完整性 and 说明: what is missing and who has it, on which bases the figures stand, and what the signs mean."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from assets.release.figures import Region, reported_regions
from assets.release.workbook import notes
from tests.assets.release.conftest import OFFICIAL, Engine, Row, insert
from tests.assets.release.workbook.spreadsheet import written

HERE: Row = {"basis_id": OFFICIAL, "region_code": "511725"}


def shown(write: Any) -> tuple[Any, list[list[Any]]]:
    """The sheet, and what stands in its rows below the heading, empty cells left out."""
    sheet: Any = load_workbook(BytesIO(written(write))).worksheets[0]
    return sheet, [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows(min_row=4)]


def test_what_is_missing_is_told_by_department_with_years_gases_and_objects(full: Engine) -> None:
    full.execute("delete from marts.completeness")
    gap: Row = HERE | {"department_zh": "县农业农村局", "category_code": "A.6", "category_title_zh": "秸秆"}
    gap |= {"reason_code": "no_activity_data", "notation_key": "NE"}
    rows = [gap | {"year": year, "gas": gas} for year in (2021, 2022, 2024) for gas in ("N2O", "CH4")]
    rows += [gap | {"year": 2024, "gas": "CO2", "category_code": "A.7", "reason_code": "partial", "notation_key": ""}]
    rows = [row | {"item_code": "livestock_stock_cattle"} if row["category_code"] == "A.7" else row for row in rows]
    insert(full, "marts.completeness", rows)
    full.execute(
        "delete from marts.provincial_summary "
        "where emissions_key = 'NE' and not regexp_matches(line_title_zh, '废水|竹林')"
    )
    full.execute("update marts.provincial_summary set emissions_key = 'NE' where line_code = 'agriculture.rice'")
    (region,) = reported_regions(full)
    sheet, said = shown(lambda book: notes.write_gaps(book, full, region, "_甲"))
    assert (sheet.title, sheet["A1"].value, sheet.freeze_panes) == ("完整性_甲", "渠县清单完整性", "A5")
    heads = ["责任部门", "类别", "年份", "标记", "原因", "气体", "缺口"]
    gaps = [
        heads,
        ["县农业农村局", "A.6 秸秆", "2021—2022、2024", "NE", "缺少活动水平数据", "CH4、N2O", "整个类别"],
        ["县农业农村局", "A.7 秸秆", "2024", "部分", "部分活动水平缺少排放因子，未计入", "CO2", "牛年末存栏"],
        ["—", "森林和其他木质生物质碳储量变化·竹林", "2005—2024", "NE", "本系统尚未核算该类别", "—", "整行"],
        ["—", "废水", "2005—2024", "NE", "本系统尚未核算该类别", "—", "整行"],
    ]  # of rice, which has a category, only what its category lacks
    assert said == [
        *gaps,
        [],
        ["责任部门", "应交未交的资料", "年份"],
        ["县住建局", "分类供气量", "2005—2006、2010"],
    ]
    full.execute("delete from core.deliveries")
    _, said = shown(lambda book: notes.write_gaps(book, full, region, ""))
    assert said == [*gaps, [], ["应交的资料已全部收到。"]]


def test_bases_preliminary_years_signs_borrowed_years_and_sources_are_told(full: Engine) -> None:
    """Of 2024: 504.88635万吨 in the official basis, 501.2491 in the one beside it."""
    full.execute("update marts.county_inventory set factor_years = '2022' where category_code = 'A.1' and year > 2022")
    full.execute(
        "update marts.county_inventory set factor_years = '2019/2021' where category_code = 'A.2' and year = 2020"
    )
    region = Region("511725", "渠县", (2022, 2023, 2024), {2023: "人口", 2024: "人口、供气量"})
    sheet, said = shown(lambda book: notes.write_notes(book, full, region, "_甲"))
    assert (sheet.title, sheet["A1"].value, sheet.freeze_panes) == ("说明_甲", "渠县清单编制说明", "A4")
    told = ["省级平均因子；净调出电力按电网因子计为负值", "没有当年的因子时，按卡片内插或沿用，并标明"]
    others = "电力折标用当量值；垃圾发电计入废弃物处理"
    assert said == [
        ["正式口径", "2025年版指南，AR5（provincial_2025-ar5）"],
        [
            "指南版本",
            "省级温室气体清单编制指南（2025年版）；缺少的因子借用：省级温室气体清单编制指南（试行）2011",
        ],
        ["增温潜势", "IPCC 第五次评估报告"],
        ["电网因子", told[0]],
        ["缺年的因子", told[1]],
        ["其他", others],
        ["2024年（初步）总量（万吨二氧化碳当量）", 504.88635],
        [],
        ["对照口径", "2011年指南，SAR（provincial_2011-sar）"],
        ["指南版本", "省级温室气体清单编制指南（试行）2011；缺少的因子借用：无"],
        ["增温潜势", "IPCC 第二次评估报告"],
        ["电网因子", told[0]],
        ["缺年的因子", told[1]],
        ["其他", others],
        ["2024年（初步）总量（万吨二氧化碳当量）", 501.2491],
        [],
        ["初步数的年份", "印为初步数的表"],
        ["2023年", "人口"],
        ["2024年", "人口、供气量"],
        [],
        ["标记符号", "含义"],
        ["NE", "未估算：存在但缺少数据或系数"],
        ["C", "保密"],
        ["IE", "包含在别处"],
        ["NO", "不发生"],
        ["NA", "不适用"],
        ["*", "不完整：有下级类别未估算，或部分活动水平没有计入"],
        ["负号", "吸收，或净调出电力"],
        [],
        ["因子不是当年的类别（数据等级 D）", "因子", "用于年份"],
        ["A.1 稻田", "沿用2022年", "2023—2024"],
        ["A.2 农用地", "2019年与2021年之间内插", "2020"],
        [],
        ["因子出处", "用于", "依据", "因子数"],
        ["待核对原文的水稻因子", "稻田", "待核对原文", "1"],
        ["省级温室气体清单编制指南", "火电热力", "读过原文", "1"],
    ]
