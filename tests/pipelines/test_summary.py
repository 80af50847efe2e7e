"""What a run prints when it has ended: open categories, not more than a screen holds."""

import json
import re
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from rich.console import Console

from pipelines import summary
from pipelines.commands.terminal import out
from pipelines.deliveries.register import RegistrationReport
from pipelines.lake.releases import CONTENT, POINTER
from pipelines.proof.moved import Changes
from pipelines.summary import (
    LISTED,
    _gaps,
    _indicators,
    _places,
    _print_indented,
    _progress,
    _rollback,
    _state,
    _targets,
    _totals,
    print_summary,
)
from schemas.problems import Notice, Place
from tests.conftest import BuiltRelease


@pytest.fixture
def release() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute(
        f"""
        create schema codes;
        create schema core;
        create schema marts;
        create table codes.indicators as
        select 'co2_per_gdp' as indicator_code, 't CO2/10⁴ CNY' as unit_en, '吨二氧化碳/万元' as unit_zh;
        create table codes.reasons as select 'no_activity_data' as reason_code, 'activity data are missing' as title_en;
        create table core.regions as select '511725' as region_code, '渠县' as name_zh, 'Qu' as name_en;
        create table core.categories as
        select
            concat('E.', i) as category_code, 'A source' as title_en, '县统计局' as department_zh
        from range(1, {LISTED + 4}) as r(i);
        create table marts.county_inventory_official as
        select
            '511725' as region_code, 2024 as year, category_code, '某类' as category_title_zh, 'NE' as notation_key,
            'no_activity_data' as reason_code, '缺少活动水平数据' as reason_zh, true as is_incomplete
        from core.categories;
        """
    )
    return connection


def test_a_long_list_of_gaps_is_cut_and_says_how_much_is_left(release: duckdb.DuckDBPyConnection) -> None:
    table = _gaps(release, 2024, english=False)
    assert (table.row_count, table.caption) == (LISTED, "另有 3 个类别，见报告")
    assert _gaps(release, 2024, english=True).caption == "and 3 more, see the report"


def test_gaps_and_indicators_are_told_in_english_without_a_chinese_word(release: duckdb.DuckDBPyConnection) -> None:
    """But for the department, which has no other name."""
    category, reason, _ = _gaps(release, 2024, english=True).columns
    assert [next(iter(column.cells)) for column in (category, reason)] == [
        "Qu E.1 A source",
        "activity data are missing",
    ]


def test_a_short_list_of_gaps_is_whole(release: duckdb.DuckDBPyConnection) -> None:
    release.execute("delete from marts.county_inventory_official where category_code > 'E.12'")
    table = _gaps(release, 2024, english=False)
    assert 0 < table.row_count <= LISTED
    assert table.caption is None


def test_an_indicator_is_told_in_the_prices_in_force(release: duckdb.DuckDBPyConnection) -> None:
    """The last year of a plan period is a price base itself, of the next one."""
    release.execute(
        """
        create table marts.county_indicators_official as
        select
            '511725' as region_code, 2025 as year, 'co2_per_gdp' as indicator_code, 'fuel_only' as caliber,
            'bottom_up' as method, 0 as grid_factor_year,
            0 as base_year, price_base_year, price_base_year = 2020 as is_price_base_in_force,
            price_base_year || '年价' as title_zh, '' as title_en, 0.668::decimal(24, 9) as value,
            '' as notation_key, '吨二氧化碳/万元' as unit_zh
        from (values (2015), (2020), (2025)) as base(price_base_year)
        """
    )
    (titles, _) = _indicators(release, 2025, english=False).columns
    assert list(titles.cells) == ["2020年价"]
    release.execute("insert into core.regions values ('511724', '大竹县', 'Dazhu')")
    release.execute(
        "insert into marts.county_indicators_official "
        "select * replace ('511724' as region_code) from marts.county_indicators_official"
    )
    (titles, _) = _indicators(release, 2025, english=False).columns
    assert list(titles.cells) == ["大竹县 2020年价", "渠县 2020年价"]


def test_what_a_table_says_is_printed_as_it_is(release: duckdb.DuckDBPyConnection) -> None:
    release.execute("delete from marts.county_inventory_official where category_code > 'E.1'")
    release.execute("update marts.county_inventory_official set reason_zh = '[/x]:smile:' || chr(27) || '[2J'")
    with out.capture() as printed:
        out.print(_gaps(release, 2024, english=False))
    assert "[/x]:smile:\\u001b[2J" in printed.get().replace("\n", "")


HEADS = {
    "held": ("⏸ {} 处存疑待确认", "⏸ {} places to confirm"),
    "assumed": ("≈ {} 个项目按本单位的解答读取（假定）", "≈ {} labels read as answered"),
    "noted": ("⚠ {} 处提示", "⚠ {} notes"),
}
CONFIRM = {"held": ["  属实的逐处确认：qingdan confirm 编号 --by 姓名 --reason 原因；有误的改正后重报"]}


@pytest.mark.parametrize("outcome", HEADS)
@pytest.mark.parametrize(("failed", "left"), [(0, 0), (1, 0), (LISTED, 0), (LISTED + 2, 2)])
def test_what_is_held_or_noted_names_its_places_and_how_many_are_left(
    release: duckdb.DuckDBPyConnection, outcome: str, failed: int, left: int
) -> None:
    """By rule, and what to do once: a place in Chinese and in English as the messages of refusals name it."""
    release.execute(
        f"""
        create table marts.check_results as
        select
            '{outcome}' as outcome, 'hold' as severity, concat('id', i) as place_id,
            'core.observations' as table_name, '畜牧' as label,
            'H-BAND' as rule_code, '比值' as title_zh, '比值' as subject, i as place_number,
            '畜牧.xlsx' as file_name, '' as sheet, concat('E', i) as cell,
            concat('H-BAND 文件《畜牧.xlsx》单元格 E', i, '：比值为 ', i, '。处理：核对。') as message_zh,
            concat('H-BAND file “畜牧.xlsx”, cell E', i, ': the ratio is ', i, '. What to do: Check it.') as message_en
        from range(1, {failed + 1}) as r(i)
        union all by name select 'confirmed' as outcome, 99 as place_number, '' as message_zh
        union all by name select 'passed' as outcome, 0 as place_number, '' as message_zh;
        """
    )
    listed = range(1, min(failed, LISTED) + 1)
    zh, en = HEADS[outcome]
    places = [
        line for number in listed for line in (f"    id{number} 畜牧.xlsx › E{number}", f"      比值为 {number}。")
    ]
    expected = [zh.format(failed), "  H-BAND 比值", *places, "    → 核对。"]
    expected += [f"  还有 {left} 处，见报告"] if left else []
    assert list(_places(release, english=False)) == (expected + CONFIRM.get(outcome, []) if failed else [])
    said = list(_places(release, english=True))
    if failed:
        assert said[:4] == [en.format(failed), "  H-BAND", "    id1 畜牧.xlsx › E1", "      the ratio is 1."]
        assert "    → Check it." in said
        assert (f"  and {left} more, see the report" in said) == bool(left)
    else:
        assert said == []


def test_further_lines_of_a_place_stand_below_its_indent_on_a_terminal_and_in_a_file_it_is_one_line() -> None:
    for is_terminal, printed in ((True, "    一二三\n    四五\n"), (False, "    一二三四五\n")):
        console = Console(width=10, force_terminal=is_terminal, file=StringIO(), color_system=None)
        _print_indented(console, "    一二三四五")
        assert "\n".join(map(str.rstrip, console.file.getvalue().split("\n"))) == printed  # type: ignore[attr-defined]


def ended(*notices: Notice) -> Any:
    """A run that built nothing and tells of deliveries."""
    report = RegistrationReport(notices=list(notices))
    return SimpleNamespace(executed=[], report=report, changes=Changes())


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "撤回后来的文件（qingdan withdraw）"), ("en", "withdraw the later file")]
)
def test_a_file_in_the_inbox_that_a_later_one_replaced_is_told_and_a_known_one_is_not(
    sample: BuiltRelease, lang: str, said: str
) -> None:
    names = {"I-SUPERSEDED": "旧.xlsx", "I-WITHDRAWN": "撤回的.xlsx", "I-SAME-FILE": "已有的.xlsx"}
    notices = [Notice(code, Place(name), {"other": "甲.xlsx", "found": "误报"}) for code, name in names.items()]
    with out.capture() as printed:
        print_summary(sample.data_dir, ended(*notices), out, lang)
    text = printed.get()
    assert said in text
    assert [name in text for name in names.values()] == [True, True, False]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", (" 份交付缺失", "✗ 2024 县统计局01：天然气分类供气量、成品油零售量", "另有 3 个部门，见报告")),
        (
            "en",
            (
                " deliveries missing",
                "✗ 2024 县统计局01: Natural gas supplied, by kind of user",
                "and 3 more departments, see the report",
            ),
        ),
    ],
)
def test_of_many_missing_deliveries_the_first_are_named_and_all_are_counted(
    sample: BuiltRelease, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: tuple[str, str, str]
) -> None:
    """By their titles, a line a department."""
    missing = [
        {"year": 2024, "table_name": table, "department_zh": f"县统计局{number:02}"}
        for number in range(LISTED + 3)
        for table in ("gas__supply", "commerce__oil_sales")
    ]
    content = json.dumps({"missing_deliveries": missing, "held_places": []})
    (tmp_path / CONTENT).write_text(content, encoding="utf-8")
    (tmp_path / "restricted").symlink_to(sample.folder / "restricted")
    monkeypatch.setattr(summary, "latest_release", lambda data_dir: tmp_path)
    with out.capture() as printed:
        assert print_summary(sample.data_dir, None, out, lang), "nothing is held"
    text = printed.get()
    counted, first, more = said
    assert (text.count("✗"), f"{2 * (LISTED + 3)}{counted}" in text) == (LISTED, True)
    assert first in text
    assert more in text


def test_a_preliminary_year_is_told_with_the_tables_that_say_so(sample: BuiltRelease) -> None:
    """The yearbook of the sample calls the GDP of its last year preliminary."""
    assert _progress(sample.connection, english=False) == (
        2024,
        ["≈ 2024年渠县为初步数（地区生产总值），正式数公布后须重报"],
    )
    (said,) = _progress(sample.connection, english=True)[1]
    assert said == "≈ 2024 Qu County: preliminary figures (Gross domestic product), to be revised"


def test_only_after_the_last_whole_year_is_it_told_what_has_come(release: duckdb.DuckDBPyConnection) -> None:
    release.execute(
        """
        create table marts.year_progress_official as
        select
            '511725' as region_code, year, year = 2023 as is_headline, 3 as key_delivered, 5 as key_tables,
            '《供气量》' as key_missing_zh, '' as preliminary_zh, '' as preliminary_en
        from range(2022, 2025) as years(year)
        """
    )
    assert _progress(release, english=False) == (
        2023,
        ["… 2024年渠县关键交付已到 3/5，到齐之前以2023年为要点；未到：《供气量》"],
    )
    assert _progress(release, english=True) == (
        2023,
        ["… 2024 Qu: 3 of 5 key deliveries have come; 2023 leads until they have"],
    )


def test_goals_are_counted_by_verdict_and_the_missed_ones_are_named(sample_2025: BuiltRelease) -> None:
    counts, missed = _targets(sample_2025.connection, 2025, english=False)
    found = sample_2025.rows(
        """select title_zh, verdict from marts.target_status_official
        where year = 2025 and role = 'goal' and is_headline"""
    )
    said = dict(re.findall(r"(\S+) (\d+)(?:  |$)", counts.removeprefix("渠县2025年方案目标：")))
    assert sum(map(int, said.values())) == len(found) == 60
    assert int(said["未完成"]) == len([row for row in found if row["verdict"] == "missed"]) > 0
    told = missed.removeprefix("  未完成：").split("；")
    assert sorted(told) == sorted(row["title_zh"] for row in found if row["verdict"] == "missed")
    assert next(_targets(sample_2025.connection, 2025, english=True)).startswith(
        "Qu County goals of the plan, 2025: met"
    )


def test_a_figure_stands_under_its_basis(sample: BuiltRelease) -> None:
    """The IPCC asks for no electricity: where one basis has a key, the figures of the others keep their columns."""
    table = _totals(sample.connection, 2024, english=False)
    assert [_totals(sample.connection, 2024, english).title for english in (False, True)] == [
        "渠县 2024  万吨 CO₂e",
        "Qu County 2024  10⁴ t CO₂e",
    ]
    bases = [str(column.header).replace("\n", "") for column in table.columns[1:]]
    cells = {str(title).strip(): row for title, *row in zip(*(column.cells for column in table.columns), strict=True)}
    printed = dict(zip(bases, cells["调入（出）电力间接排放"], strict=True))
    marts = sample.rows(
        "select basis_id, emissions_tco2e, emissions_key from marts.provincial_summary "
        "where line_code = 'memo.electricity' and year = 2024"
    )
    assert {row["emissions_key"] for row in marts} == {"", "NA"}
    for row in marts:
        shown = str(printed[row["basis_id"]]).replace("−", "-").strip(" *")
        assert shown == (row["emissions_key"] or f"{row['emissions_tco2e'] / 10_000:.2f}")


@pytest.mark.parametrize(
    ("held", "missing", "is_published", "zh", "en"),
    [
        (0, 0, True, "当前", "current"),
        (0, 2, False, "当前；2 份交付缺失", "current; 2 deliveries missing"),
        (
            3,
            0,
            False,
            "草稿；3 处存疑待确认，确认或改正后重新运行",
            "draft; 3 places to correct or to confirm, then run again",
        ),
        (
            3,
            1,
            True,
            "草稿；3 处存疑待确认，确认或改正后重新运行；当前发布不变；1 份交付缺失",
            "draft; 3 places to correct or to confirm, then run again; the current release is as before; "
            "1 deliveries missing",
        ),
    ],
)
def test_the_state_says_what_waits_what_stays_and_what_is_missing(
    held: int, missing: int, is_published: bool, zh: str, en: str, tmp_path: Path
) -> None:
    if is_published:
        (tmp_path / POINTER).touch()
    assert (_state(tmp_path, held, missing, False), _state(tmp_path, held, missing, True)) == (zh, en)


WENT_BACK = SimpleNamespace(release="b" * 64, signed_by="李强", reason="热值有误")
LEFT, NEW = "a" * 64, "c" * 64


@pytest.mark.parametrize(
    ("standing", "release", "code"),
    [
        (SimpleNamespace(rollback=WENT_BACK, left=[LEFT], ended=None), WENT_BACK.release, "I-ROLLED-BACK"),
        (SimpleNamespace(rollback=WENT_BACK, left=[LEFT], ended=None), NEW, ""),
        (SimpleNamespace(rollback=WENT_BACK, left=[WENT_BACK.release], ended=None), WENT_BACK.release, ""),
        (SimpleNamespace(rollback=None, left=[], ended=(WENT_BACK, SimpleNamespace(release=NEW))), NEW, "I-WENT-ON"),
        (SimpleNamespace(rollback=None, left=[], ended=(WENT_BACK, SimpleNamespace(release=NEW))), LEFT, ""),
        (SimpleNamespace(rollback=None, left=[], ended=None), NEW, ""),
    ],
)
def test_a_rollback_is_told_of_the_release_that_it_is_about(
    standing: Any, release: str, code: str, tmp_path: Path
) -> None:
    told = list(_rollback(standing, tmp_path / release))
    assert [notice.code for notice in told] == [code] * bool(code)
    assert all(notice.details["by"] == "李强" and notice.details["expected"] == "b" * 16 for notice in told)
    assert all(notice.details.get("other", "a" * 16) == "a" * 16 for notice in told)
