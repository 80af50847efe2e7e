"""What was published otherwise: told, listed, and held beyond the bounds, whatever else is in the tables."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factors import read_rules
from pipelines.proof.moved import CODE, Changes, compare, published_tables, told
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
            "marts/year_progress": key | {"is_headline": said.get("is_whole", True)},
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


@pytest.mark.parametrize("gone", [{"total": None}, {"category": None}, {"is_whole": False}])
def test_a_number_that_is_gone_has_moved(compared: Any, gone: Mapping[str, object]) -> None:
    changes = compared(Tables(), Tables(**gone))
    assert changes.held()
    assert "→ 无" in next(told(changes, "zh"))


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
