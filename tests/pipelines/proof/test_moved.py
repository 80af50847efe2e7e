"""What was published otherwise: told, listed, and held beyond the bounds, whatever else is in the tables."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from factors import read_rules
from pipelines.deliveries.changes import Change, Printed
from pipelines.proof import moved
from pipelines.proof.moved import CODE, Changes, Moved, compare, published_tables, told
from tests.conftest import BuiltRelease
from tests.world import OFFICIAL, QUXIAN, SECOND, World

LIMITS = {row["figure"]: row for row in read_rules("recalculation")}
TOTAL, CATEGORY = 4_000_000, 400_000

Row = dict[str, Any]


class Tables:
    """Tables of a county as small as they can be compared: a total, a category, a verdict, a figure."""

    def __init__(self, **changed: object) -> None:
        said = {"total": TOTAL, "category": CATEGORY, "verdict": "on_track", "figure": 10, "year": 2023} | changed
        year, basis = said["year"], said.get("basis", OFFICIAL)
        key: Row = {"basis_id": basis, "region_code": QUXIAN, "year": year}
        line: Row = {"line_code": "total", "emissions_tco2e": said["total"]}
        line |= {"emissions_key": "" if said["total"] else "NE"}
        cell: Row = {"category_code": "E.1.1", "category_title_zh": "电力", "gas": "CO2", "is_in_total": True}
        cell |= {"emissions_tco2e": said["category"], "notation_key": "" if said["category"] is not None else "NE"}
        target: Row = {"target_id": "t", "reading_id": "r", "title_zh": "非化石", "title_en": "non-fossil"}
        target |= {"verdict": said["verdict"], "is_headline": said.get("is_told_first", True)}
        printed: Row = {"item_code": "gas_supply", "amount_base": said["figure"], "year": year, "period": str(year)}
        printed |= {"region_code": QUXIAN, "printed_text": str(said["figure"]), "is_preferred": True, "cell": "B2"}
        self.rows: Mapping[str, Row] = {
            "core/bases": {"basis_id": basis, "is_official": basis == OFFICIAL},
            "marts/year_progress": key | {"is_headline": said.get("is_whole", True), "key_missing_zh": "甲表"},
            "marts/provincial_summary": key | line,
            "marts/county_inventory": key | cell,
            "marts/target_status": key | target,
            "core/observations": printed,
        }

    def write(self, folder: Path) -> Path:
        with_tables = World()
        for asset, row in self.rows.items():
            with_tables.put(asset, [row], is_judged=False)
            (folder / asset).parent.mkdir(parents=True, exist_ok=True)
            with_tables.engine.sql(f"from {asset.replace('/', '.')}").write_parquet(str(folder / f"{asset}.parquet"))
        with_tables.close()
        return folder


@pytest.fixture
def compared(tmp_path: Path) -> Any:
    def changes(before: Tables, after: Tables) -> Changes:
        return compare(before.write(tmp_path / "before"), after.write(tmp_path / "after"))

    return changes


def kinds(changes: Changes) -> list[tuple[str, bool]]:
    return [(move.kind, move.is_beyond) for move in changes.moved]


def test_what_is_as_it_was_is_no_change(compared: Any) -> None:
    changes = compared(Tables(), Tables())
    assert (changes, changes.held()) == (Changes(), [])


@pytest.mark.parametrize("sign", [1, -1])
def test_a_total_is_held_beyond_five_percent_and_told_below(compared: Any, sign: int) -> None:
    bound = TOTAL * Decimal(LIMITS["total"]["moved_share"])
    at, beyond = (compared(Tables(), Tables(total=TOTAL + sign * step)) for step in (bound, bound + 1))
    assert (kinds(at), at.held()) == ([("total", False)], [])
    assert kinds(beyond) == [("total", True)]
    (held,) = beyond.held()
    assert held["rule_code"] == CODE
    assert held["outcome"] == "held"


@pytest.mark.parametrize("name", ["moved_share", "of_total_share"])
def test_a_category_is_held_beyond_both_its_own_bound_and_that_of_the_total(compared: Any, name: str) -> None:
    """The category is so large that one bound lies above the other."""
    category = TOTAL if name == "moved_share" else CATEGORY // 4
    bound = Decimal(LIMITS["category"][name]) * (category if name == "moved_share" else TOTAL)
    at, beyond = (compared(Tables(category=category), Tables(category=category + step)) for step in (bound, bound + 1))
    assert kinds(at) == [("category", False)]
    assert kinds(beyond) == [("category", True)]


def test_another_verdict_is_held_and_says_both(compared: Any) -> None:
    (held,) = compared(Tables(), Tables(verdict="missed")).held()
    assert "2023 非化石 进度符合 → 未完成" in held["message_zh"]
    assert "2023 non-fossil on track → missed" in held["message_en"]
    assert compared(Tables(is_told_first=False), Tables(is_told_first=False, verdict="missed")).held() == []
    assert compared(Tables(), Tables(is_told_first=False)).moved == [], "it is said of the last year, which is another"


@pytest.mark.parametrize("gone", [{"total": None}, {"category": None}])
def test_a_number_that_is_gone_has_moved(compared: Any, gone: Mapping[str, object]) -> None:
    changes = compared(Tables(), Tables(**gone))
    assert changes.held()
    assert "→ 无" in next(told(changes, "zh"))


def test_a_year_that_waits_again_is_told_once_and_held(compared: Any) -> None:
    changes = compared(Tables(), Tables(is_whole=False, category=1))
    (held,) = changes.held()
    assert "2023 资料 齐全 → 未到齐（甲表），全年的数不再公布。" in held["message_zh"]
    assert [move.kind for move in changes.moved] == ["year"]


@pytest.mark.parametrize("other", [{"year": 2024}, {"basis": SECOND}])
def test_other_years_and_bases_are_not_compared(compared: Any, other: Mapping[str, object]) -> None:
    """What is asked for no more, and what was not published, is no revision."""
    assert compared(Tables(), Tables(total=1, category=1, verdict="missed", **other)).moved == []


def test_what_is_confirmed_is_held_no_more_until_it_is_another_figure(compared: Any) -> None:
    (held,) = compared(Tables(), Tables(total=TOTAL * 2)).held()
    again = compared(Tables(), Tables(total=TOTAL * 2))
    assert again.held({held["place_id"]}) == []
    assert compared(Tables(), Tables(total=TOTAL * 2 + 1)).held({held["place_id"]})


def test_a_figure_is_told_with_old_and_new_value_and_cell(compared: Any) -> None:
    changes = compared(Tables(), Tables(figure=11))
    (line,) = told(changes, "zh")
    assert line.startswith("  Δ 渠县 2023 ")
    assert line.endswith(" (book.xlsx › 1 › B2)")
    assert line.index("10 ") < line.index("→ 11 ")


def test_many_changes_are_counted_and_all_listed_in_a_file_that_runs_nothing(tmp_path: Path, compared: Any) -> None:
    changes = compared(Tables(), Tables(total=TOTAL * 2, figure=11))
    (figure,) = changes.figures
    assert figure.after
    many = [figure._replace(after=figure.after._replace(sheet="=cmd|x", text="-5")) for _ in range(30)]
    lines = list(told(Changes(many, changes.moved), "zh"))
    assert lines[-1].endswith("所依据的数改变 30 个：changes.csv 逐格列出")
    Changes(many, changes.moved).list_in(tmp_path)
    content = (tmp_path / "changes.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(content.splitlines()))
    assert len(rows) == 31
    assert [rows[0][name] for name in ("种类", "原数", "现数", "是否超限")] == ["总排放", "400.00", "800.00", "是"]
    assert [rows[1][name] for name in ("原数", "现数", "现表", "现单元格")] == ["10", "-5", "'=cmd|x", "B2"]


def test_a_file_is_named_as_the_cause_only_if_it_is_the_only_one_that_changed_a_figure(compared: Any) -> None:
    changes = compared(Tables(), Tables(total=TOTAL * 2, figure=11))
    (alone,) = changes.held()
    assert alone["file_name"] == "book.xlsx"
    (figure,) = changes.figures
    other = figure._replace(after=figure.after._replace(file="gas.xlsx"))
    gone = figure._replace(before=figure.before._replace(file="gone.xlsx"), after=None)
    (several,) = Changes([figure, other, gone], changes.moved).held()
    assert (several["file_name"], several["place_id"]) == ("", alone["place_id"])
    assert "改动的数在book.xlsx、gas.xlsx、gone.xlsx。" in several["message_zh"]


def test_a_release_without_such_tables_or_none_is_not_compared(tmp_path: Path) -> None:
    after = Tables().write(tmp_path / "after")
    assert compare(None, after) == Changes()
    assert compare(tmp_path / "older", after) == Changes()
    assert published_tables(tmp_path) is None


def test_a_release_is_as_the_lake_that_it_was_made_from(sample: BuiltRelease) -> None:
    published = published_tables(sample.data_dir)
    assert published
    assert compare(published, sample.data_dir / "lake") == Changes()


# -- what is compared with what, by the statements alone


def found(statement: str, **tables: Iterable[Row]) -> list[tuple[Any, ...]]:
    """Rows of a statement over tables, named ``schema__table``; blanks are ''."""
    with duckdb.connect() as connection:
        for name, rows in tables.items():
            schema, _, table = name.rpartition("__")
            connection.execute(f"create schema if not exists {schema or 'main'}")
            connection.register("given", pa.Table.from_pylist(list(rows)))
            connection.execute(f"create table {schema or 'main'}.{table} as from given")
        return connection.execute(moved._statement(statement)).fetchall()


def said(kind: str, code: str, tonnes: int | None, verdict: str = "", **about: object) -> Row:
    key: Row = {"kind": kind, "basis_id": "b", "region_code": QUXIAN, "year": 2023, "code": code}
    amount = None if tonnes is None else Decimal(tonnes)
    return key | {"title_zh": "", "title_en": "", "tonnes": amount, "verdict": verdict} | about


BOUNDS = [
    {"figure": "total", "moved_share": Decimal("0.05"), "of_total_share": Decimal(0)},
    {"figure": "category", "moved_share": Decimal("0.05"), "of_total_share": Decimal("0.01")},
    {"figure": "verdict", "moved_share": Decimal(0), "of_total_share": Decimal(0)},
    {"figure": "year", "moved_share": Decimal(0), "of_total_share": Decimal(0)},
]
#: Whose figures stand beside those of the county and year: none of them may be mistaken for those.
BESIDE: list[Row] = [{"year": 2022}, {"region_code": "511724"}, {"basis_id": "c"}]


def beyond(before: list[Row], after: list[Row], waiting: Iterable[Row] = ()) -> list[tuple[Any, ...]]:
    """Region, kind, year, code, both figures or verdicts, and whether it is beyond the bounds."""
    still = [{name: row[name] for name in ("basis_id", "region_code", "year")} for row in after]
    progress = [{"key_missing_zh": "", "is_headline": True} | row for row in [*still, *waiting]]
    rows = found(
        "beyond",
        before__published=before,
        after__published=after,
        after__county_inventory=[*still, *waiting],
        after__year_progress=progress,
        limits=BOUNDS,
    )
    return [(*row[:4], *(row[6:8] if row[6] is not None or row[7] is not None else row[8:10]), row[10]) for row in rows]


def test_each_figure_is_compared_with_itself_whatever_stands_beside_it() -> None:
    before = [said("total", "", 1000), said("category", "E.1", 100), said("category", "E.2", 300)]
    before += [said("verdict", "t/r", None, "met"), said("verdict", "u/r", None, "met")]
    other = [row | {"tonnes": row["tonnes"] and row["tonnes"] * 7} | about for about in BESIDE for row in before]
    after = [said("total", "", 1060), said("category", "E.1", 111), said("category", "E.2", 300)]
    after += [said("verdict", "t/r", None, "missed"), said("verdict", "u/r", None, "met")]
    assert beyond(before + other, after + other) == [
        (QUXIAN, "total", 2023, "", 1000, 1060, True),
        (QUXIAN, "category", 2023, "E.1", 100, 111, True),
        (QUXIAN, "verdict", 2023, "t/r", "met", "missed", True),
    ]


@pytest.mark.parametrize(
    ("was", "now", "total", "is_beyond"),
    [
        (-100, -111, 1000, True),  # 11 are more than 5 and more than 10
        (-100, -90, 1000, False),  # 10 are no more than a hundredth of the total
        (-300, -315, 1000, False),  # 15 are no more than a twentieth of what was
        (-300, -284, 1000, True),
        (100, 109, -1000, False),  # a county that takes up more than it emits
        (100, 111, -1000, True),
        (100, None, 1000, True),
        (11, None, 1000, True),
        (10, None, 1000, False),  # what is gone has moved by what it was
        (0, 11, 1000, True),
        (0, 10, 1000, False),
    ],
)
def test_what_moves_is_measured_by_its_size_whatever_the_signs(
    was: int, now: int | None, total: int, is_beyond: bool
) -> None:
    whole = said("total", "", total)
    after = [whole] + ([said("category", "E.1", now)] if now is not None else [])
    assert beyond([whole, said("category", "E.1", was)], after) == [
        (QUXIAN, "category", 2023, "E.1", was, now, is_beyond)
    ]


def test_a_year_that_is_whole_no_more_waits_and_none_of_its_numbers_has_moved() -> None:
    figures = [said("total", "", 1000), said("category", "E.1", 100), said("verdict", "t/r", None, "met")]
    whole = said("year", "", None, "whole")
    others = [row | about for about in BESIDE for row in (whole, figures[0])]
    waits: Row = {"basis_id": "b", "region_code": QUXIAN, "year": 2023, "key_missing_zh": "甲表", "is_headline": False}
    moved_others = [row | {"tonnes": row["tonnes"] and Decimal(2000)} for row in others]
    assert beyond([whole, *figures, *others], moved_others, [waits]) == [
        ("511724", "total", 2023, "", 1000, 2000, True),
        (QUXIAN, "year", 2023, "", "whole", "", True),
        (QUXIAN, "total", 2022, "", 1000, 2000, True),
        (QUXIAN, "total", 2023, "", 1000, 2000, True),  # in the other basis
    ]
    assert beyond([whole, *figures], [whole, *figures]) == []
    assert beyond([whole, *figures, *others], others) == []  # of which nothing is reported any more


def test_without_a_total_its_own_bound_decides_and_a_year_that_is_reported_no_more_has_not_moved() -> None:
    before = [said("category", "E.1", 100), said("verdict", "t/r", None, "met")]
    for now, is_beyond in ((105, False), (106, True)):
        after = [said("category", "E.1", now)]
        assert beyond(before, after) == [(QUXIAN, "category", 2023, "E.1", 100, now, is_beyond)]
    assert beyond([said("total", "", 1000)], [said("total", "", 1000, year=2024)]) == []


def observed(amount: int, cell: str, **about: object) -> Row:
    key: Row = {"region_code": QUXIAN, "year": 2023, "period": "2023", "item_code": "gas", "sector_code": "industry"}
    key |= {"fuel_code": "natural_gas", "facility_code": "works", "is_preferred": True, "value_status": "reported"}
    printed = {"printed_text": str(amount), "unit_code": "m3", "file_name": "f", "sheet": "1", "cell": cell}
    return key | printed | {"amount_base": Decimal(amount)} | about


def test_figures_are_compared_by_all_that_tells_them_apart() -> None:
    names = ("region_code", "period", "item_code", "sector_code", "fuel_code", "facility_code")
    apart: list[Row] = [{name: "other"} for name in names] + [{"year": 2022, "period": "2022"}, {"year": 2022}]
    same = [observed(number, f"C{number}", **about) for number, about in enumerate(apart)]
    before = [*same, observed(10, "A1"), observed(5, "A2", item_code="gone"), observed(6, "A3", item_code="status")]
    before += [observed(99, "A9", is_preferred=False), observed(1, "A4", region_code="511724")]
    after = [*same, observed(11, "B1"), observed(7, "B2", item_code="new"), observed(7, "B9", year=2024, period="2024")]
    after += [observed(6, "B3", item_code="status", value_status="estimated"), observed(98, "B8", is_preferred=False)]
    after += [observed(1, "B4", region_code="511724")]
    rows = found("figures", before__observations=before, after__observations=after)
    assert [(row[2], row[6], row[10], row[11], row[15]) for row in rows] == [
        ("gas", "10", "A1", "11", "B1"),
        ("gone", "5", "A2", None, None),
        ("new", None, None, "7", "B2"),
        ("status", "6", "A3", "6", "B3"),
    ]


def test_published_are_totals_categories_and_first_readings_of_whole_years_of_the_official_basis() -> None:
    here: Row = {"basis_id": "b", "region_code": QUXIAN, "year": 2023}
    elsewhere: list[Row] = [{"basis_id": "c"}, {"year": 2024}]  # another basis, a year that is not whole
    places = [here, *(here | about for about in elsewhere)]
    more = [here | {"region_code": "511724"}, here | {"year": 2022}]
    progress = [row | {"is_headline": row["year"] != 2024} for row in [*places, *more]]
    summary = [
        row | {"line_code": line, "emissions_tco2e": tonnes}
        for row in places
        for line, tonnes in (("total", Decimal(1000)), ("energy", Decimal(700)))
    ]
    summary += [row | {"line_code": "total", "emissions_tco2e": None} for row in more]
    cell: Row = {"category_title_zh": "电力", "is_in_total": True}
    cells = [
        row | cell | {"category_code": code, "is_in_total": is_in_total, "emissions_tco2e": tonnes}
        for row in places
        for code, is_in_total, tonnes in (
            ("E.1", True, Decimal(60)),
            ("E.1", True, Decimal(40)),
            ("E.2", True, None),
            ("S2.1", False, Decimal(5)),
        )
    ]
    cells += [row | cell | {"category_code": "E.1", "emissions_tco2e": Decimal(3)} for row in more]
    target: Row = {"target_id": "t", "reading_id": "r", "title_zh": "煤", "title_en": "coal", "verdict": "met"}
    targets = [row | target | {"is_headline": True} for row in places]
    targets += [here | target | {"reading_id": "s", "is_headline": False}]
    rows = found(
        "published",
        bases=[{"basis_id": "b", "is_official": True}, {"basis_id": "c", "is_official": False}],
        year_progress=progress,
        provincial_summary=summary,
        county_inventory=cells,
        target_status=targets,
    )
    assert sorted((*row[:5], row[7], row[8]) for row in rows) == [
        ("category", "b", "511724", 2023, "E.1", 3, ""),
        ("category", "b", QUXIAN, 2022, "E.1", 3, ""),
        ("category", "b", QUXIAN, 2023, "E.1", 100, ""),
        ("total", "b", QUXIAN, 2023, "", 1000, ""),
        ("verdict", "b", QUXIAN, 2023, "t/r", None, "met"),
        ("year", "b", "511724", 2023, "", None, "whole"),
        ("year", "b", QUXIAN, 2022, "", None, "whole"),
        ("year", "b", QUXIAN, 2023, "", None, "whole"),
    ]


def move(kind: str, code: str, before: int | None, after: int | None, **about: Any) -> Moved:
    amounts = [None if tonnes is None else Decimal(tonnes) for tonnes in (before, after)]
    titles = (f"{code}甲", f"{code} title")
    return Moved(QUXIAN, kind, 2023, code, *titles, *amounts, "", "", True)._replace(**about)


@pytest.mark.parametrize(
    ("moved_figure", "zh", "en"),
    [
        (
            move("total", "", 4_000_000, 4_200_000),
            "2023 总排放 400.00 → 420.00万吨 (+5.0%)",
            "2023 total 400.00 → 420.00 10⁴ t (+5.0%)",
        ),
        (
            move("category", "L.1", -200_000, -150_000),
            "2023 L.1 L.1甲 −20.00 → −15.00万吨 (+25.0%)",
            "2023 L.1 −20.00 → −15.00 10⁴ t (+25.0%)",
        ),
        (move("category", "E.1", 0, 10_000), "2023 E.1 E.1甲 0.00 → 1.00万吨", "2023 E.1 0.00 → 1.00 10⁴ t"),
        (move("category", "E.1", 10_000, None), "2023 E.1 E.1甲 1.00万吨 → 无", "2023 E.1 1.00 10⁴ t → none"),
        (
            move("verdict", "t", None, None, verdict_before="met", verdict_after="missed"),
            "2023 t甲 完成 → 未完成",
            "2023 t title met → missed",
        ),
        (
            move("year", "", None, None, verdict_before="whole", title_zh="甲表、乙表"),
            "2023 资料 齐全 → 未到齐（甲表、乙表），全年的数不再公布",
            "2023 returns complete → incomplete (甲表、乙表), its figures are published no more",
        ),
    ],
)
def test_a_move_is_told_with_its_change_in_percent_of_the_size_that_it_had(
    moved_figure: Moved, zh: str, en: str
) -> None:
    assert (moved_figure.told("zh"), moved_figure.told("en")) == (zh, en)


def test_of_each_kind_the_three_that_moved_most_are_named_and_the_others_counted() -> None:
    steps = {"E.1": 3, "E.2": -9, "E.3": 5, "E.4": 1, "E.5": -7}
    moves = [move("category", code, 1000, 1000 + step) for code, step in steps.items()]
    moves += [move("category", "E.6", None, 2), move("category", "E.7", 1_000_000, 1, is_beyond=False)]
    moves += [move("category", "E.8", 1000, 1, region_code="511724"), move("total", "", 1000, 1001)]
    held, other = Changes([], moves).held()
    places = [held["message_zh"].index(text) for text in ("总排放", "E.2 ", "E.5 ", "E.3 ", "；另有 3 项")]
    assert places == sorted(places)
    assert not any(f"{code} " in held["message_zh"] for code in ("E.1", "E.4", "E.6", "E.7", "E.8"))
    assert "; 3 more" in held["message_en"]
    assert "E.8 " in other["message_zh"]
    assert "另有" not in other["message_zh"]
    assert [len(place["place_id"]) for place in (held, other)] == [12, 12]


def test_a_file_of_another_county_is_no_cause_and_a_figure_that_is_gone_has_one() -> None:
    def figure(region: str, before: str, after: str) -> Change:
        sides = [Printed("1", "m3", file, "1", "B2") if file else None for file in (before, after)]
        return Change(region, "2023", "gas_supply", "", "", "", *sides)

    moves = [move("total", "", 1000, 1100)]
    (held,) = Changes([figure("511724", "", "theirs.xlsx"), figure(QUXIAN, "ours.xlsx", "")], moves).held()
    assert held["file_name"] == "ours.xlsx"
    assert "theirs.xlsx" not in held["message_zh"]


def test_what_is_listed_has_its_unit_and_says_whether_it_is_beyond() -> None:
    rows = [
        moved._row(move("category", "E.1", 10_000, 20_000, is_beyond=False)),
        moved._row(move("verdict", "t", None, None, verdict_before="met", verdict_after="")),
    ]
    assert rows == [
        ("类别", "渠县", 2023, "E.1 E.1甲", "1.00", "2.00", "万吨CO₂当量", "+100.0%", "否"),
        ("目标结论", "渠县", 2023, "t甲", "完成", "无", "", "", "是"),
    ]


def test_what_is_beyond_is_told_first_and_no_more_than_twelve_of_each() -> None:
    moves = [move("category", f"E.{n}", 1000, 1001, is_beyond=n > 13) for n in range(1, 15)]
    lines = list(told(Changes([], moves), "zh"))
    assert [line.split()[3] for line in lines[:3]] == ["E.14", "E.1", "E.2"]
    assert len(lines) == 13
    assert lines[-1] == "  已发布的数改变 14 项，所依据的数改变 0 个：changes.csv 逐格列出"
    assert list(told(Changes([], moves), "en"))[-1] == "  14 published figures moved, 0 figures: see changes.csv"
    assert len(list(told(Changes([], moves[:12]), "zh"))) == 12
