"""What a run prints when it has ended: open categories, not more than a screen holds."""

import duckdb
import pytest

from pipelines.cli import out
from pipelines.summary import LISTED, SHOWN, _gaps, _totals, told
from schemas.check_result import check_result
from tests.conftest import BuiltRelease


@pytest.fixture
def release() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute(
        f"""
        create schema core;
        create schema marts;
        create table core.regions as select '511725' as region_code, '渠县' as name_zh, 'Qu' as name_en;
        create table core.categories as
        select concat('E.', i) as category_code, '县统计局' as department_zh from range(1, {LISTED + 4}) as r(i);
        create table marts.county_inventory_official as
        select
            '511725' as region_code, 2024 as year, category_code, '某类' as category_title_zh, 'NE' as notation_key,
            '缺少活动水平数据' as reason_zh, true as is_incomplete
        from core.categories;
        """
    )
    return connection


def test_a_long_list_of_gaps_is_cut_and_says_how_much_is_left(release: duckdb.DuckDBPyConnection) -> None:
    table = _gaps(release, 2024, english=False)
    assert (table.row_count, table.caption) == (LISTED, "另有 3 个类别，见报告")
    assert _gaps(release, 2024, english=True).caption == "and 3 more, see the report"


def test_a_short_list_of_gaps_is_whole(release: duckdb.DuckDBPyConnection) -> None:
    release.execute("delete from marts.county_inventory_official where category_code > 'E.12'")
    table = _gaps(release, 2024, english=False)
    assert 0 < table.row_count <= LISTED
    assert table.caption is None


def test_what_a_table_says_is_printed_as_it_is(release: duckdb.DuckDBPyConnection) -> None:
    release.execute("delete from marts.county_inventory_official where category_code > 'E.1'")
    release.execute("update marts.county_inventory_official set reason_zh = '[/x]:smile:' || chr(27) || '[2J'")
    with out.capture() as printed:
        out.print(_gaps(release, 2024, english=False))
    assert "[/x]:smile:\\u001b[2J" in printed.get().replace("\n", "")


@pytest.mark.parametrize(("failed", "left"), [(1, 0), (SHOWN, 0), (SHOWN + 2, 2)])
def test_a_warning_names_its_places_and_how_many_are_left(failed: int, left: int) -> None:
    places = [f"文件《年鉴.xlsx》表“4-5”单元格 E{number}" for number in range(failed)]
    check = check_result("core.observations", "H-BAND", "数值在常见范围内", "warning", 90, failed, places[:SHOWN])
    lines = list(told(check, english=False))
    assert lines[0] == f"⚠ H-BAND 数值在常见范围内：{failed} / 90"
    assert lines[1 : 1 + min(failed, SHOWN)] == [f"  {place}" for place in places[:SHOWN]]
    assert lines[1 + min(failed, SHOWN) :] == ([f"  还有 {left} 处，见报告"] if left else [])


def test_a_figure_stands_under_its_basis(sample: BuiltRelease) -> None:
    """The IPCC asks for no electricity: where one basis has a key, the figures of the others keep their columns."""
    table = _totals(sample.connection, 2024, english=False)
    bases = [str(column.header) for column in table.columns[1:]]
    cells = {str(title).strip(): row for title, *row in zip(*(column.cells for column in table.columns), strict=True)}
    printed = dict(zip(bases, cells["渠县 调入（出）电力间接排放"], strict=True))
    marts = sample.rows(
        "select basis_id, emissions_tco2e, emissions_key from marts.provincial_summary "
        "where line_code = 'memo.electricity' and year = 2024"
    )
    assert {row["emissions_key"] for row in marts} == {"", "NA"}
    for row in marts:
        shown = str(printed[row["basis_id"]]).replace("−", "-").strip(" *")
        assert shown == (row["emissions_key"] or f"{row['emissions_tco2e'] / 10_000:.2f}")
