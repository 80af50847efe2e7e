"""The list of who owes what by when."""

from io import BytesIO

import openpyxl

from assets.requests import Owed, write_owed


def test_each_department_has_a_row_for_what_it_owes() -> None:
    owed = [
        Owed("县公安局", "报送表：民用机动车保有量", 8, "填表", "2026-10-31"),
        Owed("县局", "月报", 0, "原表", "日"),
    ]
    sheet = openpyxl.load_workbook(BytesIO(write_owed("清单", "2 项", owed))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == ["部门", "要交什么", "项数", "怎么交", "期限"]
    assert rows[1] == ["县公安局", "报送表：民用机动车保有量", "8", "填表", "2026-10-31"]
    assert rows[2][2] == "—"
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "A5")
    assert [sheet["A1"].value, sheet["A2"].value] == ["清单", "2 项"]
