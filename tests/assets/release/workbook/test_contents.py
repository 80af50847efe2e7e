"""目录: every sheet, in its place, with a link and one line of what it holds."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from assets.release import workbook as tables
from tests.assets.release.conftest import Engine, insert
from tests.conftest import BuiltRelease


def listed(book: Any) -> list[tuple[str, str, str]]:
    """Name, address of the link and words of every row."""
    rows = book["目录"].iter_rows(min_row=5)
    return [(row[0].value, row[0].hyperlink.location, row[1].value) for row in rows]


def test_every_other_sheet_is_listed_in_order_with_a_link_to_it(any_release: Any) -> None:
    book = load_workbook(BytesIO(tables.render(any_release)))
    assert book.sheetnames[0] == "目录"
    assert [(name, link) for name, link, _ in listed(book)] == [(n, f"'{n}'!A1") for n in book.sheetnames[1:]]
    assert all(5 < len(text) < 50 for _, _, text in listed(book))


def test_the_full_set_of_the_sample_is_told(sample: BuiltRelease) -> None:
    book = load_workbook(sample.folder / "restricted" / "tables.xlsx")
    assert [name for name, _, _ in listed(book)] == book.sheetnames[1:]
    assert len(book.sheetnames) > 30


def test_sheets_of_several_regions_are_told_by_what_they_hold(full: Engine) -> None:
    region = {"region_code": "511724", "name_zh": "大竹县", "name_en": "Dazhu", "region_level": "county"}
    insert(full, "core.regions", [region | {"is_reported": True}])
    full.execute(
        "insert into marts.year_progress select * replace ('511724' as region_code) from marts.year_progress;"
        "insert into marts.provincial_summary select * replace ('511724' as region_code) from marts.provincial_summary;"
        "insert into marts.sector_summary select * replace ('511724' as region_code) from marts.sector_summary;"
        "insert into marts.gas_shares select * replace ('511724' as region_code) from marts.gas_shares"
    )
    texts = {name: text for name, _, text in listed(load_workbook(BytesIO(tables.render(full))))}
    assert texts["清单汇总表_511724"] == texts["清单汇总表_511725"]
    assert texts["各地区汇总"]
