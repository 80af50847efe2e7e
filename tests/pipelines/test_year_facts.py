"""What the page of a year says, against small data folders of which every figure was put there by hand."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from assets.raw import load_printed_tables
from pipelines import year_facts
from pipelines.deliveries.intake import take_in
from pipelines.deliveries.journal import append_events, read_journal
from pipelines.deliveries.register.rows import confirmation_event, read_register, state_event
from pipelines.deliveries.trial import withdraw
from pipelines.lake.releases import publish_folder
from pipelines.last_runs import CHINA
from pipelines.settings import OWED, Settings, in_block
from pipelines.year_facts import Change, Facts, Published, find_facts
from schemas.vocabulary import VERDICTS
from tests.deliveries import BALANCE, GAS, INDUSTRY, INDUSTRY_2023
from tests.pipelines.test_blocks import gas_of

NOW = datetime(2026, 3, 1, tzinfo=CHINA)
DEPARTMENT = "县统计局工业能源统计"
HELD = "7d07720fa955"
QUXIAN, DAZHU = "511725", "511724"


def facts_of(folder: Path) -> Facts:
    return find_facts(folder, NOW)


def department(facts: Facts, name: str = DEPARTMENT) -> dict[str, Any]:
    (row,) = [row for row in facts.departments if row["department_zh"] == name]
    return row


def register(folder: Path, *files: Path) -> None:
    take_in(Settings(data_dir=folder), files)


# -- a release made by hand

TABLES = {
    "core.bases": "basis_id varchar, is_official boolean",
    "core.observations": "observation_id varchar, region_code varchar, year integer, table_name varchar",
    "marts.provincial_summary": "basis_id varchar, region_code varchar, year integer, line_code varchar, "
    "emissions_tco2e decimal(24, 6)",
    "marts.year_progress": "basis_id varchar, region_code varchar, year integer, is_headline boolean",
    "marts.target_status": "region_code varchar, target_id varchar, title_zh varchar, line_number integer, "
    "year integer, role varchar, is_headline boolean, verdict varchar",
    "marts.county_inventory": "region_code varchar, year integer, category_code varchar, is_in_total boolean, "
    "emissions_tco2e decimal(24, 6)",
    "marts.category_sources": "region_code varchar, year integer, category_code varchar, end_table varchar, "
    "end_id varchar, is_used boolean",
    "marts.check_results": "table_name varchar, rule_code varchar, subject varchar, place_number integer, "
    "title_zh varchar, severity varchar, outcome varchar, place_id varchar, label varchar, file_name varchar, "
    "sheet varchar, cell varchar, value_text varchar, message_zh varchar",
}


def publish(
    folder: Path,
    *,
    years: Sequence[int] = (2023, 2024),
    totals: Mapping[int, int] = {},
    headline: int = 2024,
    verdicts: Mapping[str, str] = {},
    categories: Iterable[tuple[str, int, Sequence[str]]] = (),
    unused: Iterable[tuple[str, str]] = (),
    held: Sequence[tuple[Any, ...]] = (),
    files: Mapping[str, str] = {},
    assumed: Sequence[Mapping[str, str]] = (),
) -> str:
    """Publish a release; of 2023 the categories, each with its tonnes and the tables on which it rests.

    A table that says of a category that there is nothing of it is unused.
    """
    staging = folder / "releases" / ".staging-1"
    (staging / "restricted").mkdir(parents=True)
    rows: dict[str, list[tuple[Any, ...]]] = {
        "core.bases": [("b", True)],
        "core.observations": [],
        "marts.provincial_summary": [("b", QUXIAN, year, "total", tonnes) for year, tonnes in totals.items()],
        "marts.year_progress": [("b", QUXIAN, year, year <= headline) for year in years],
        "marts.target_status": [
            (QUXIAN, code, f"目标{code}", 1, headline, "goal", True, verdict) for code, verdict in verdicts.items()
        ],
        "marts.county_inventory": [],
        "marts.category_sources": [],
        "marts.check_results": [*held],
    }
    for code, tonnes, tables in categories:
        rows["marts.county_inventory"].append((QUXIAN, 2023, code, True, tonnes))
        for table in tables:
            rows["core.observations"].append((f"{code}/{table}", QUXIAN, 2023, table))
            rows["marts.category_sources"].append((QUXIAN, 2023, code, "core.observations", f"{code}/{table}", True))
    for code, table in unused:
        rows["core.observations"].append((f"{code}/{table}", QUXIAN, 2023, table))
        rows["marts.category_sources"].append((QUXIAN, 2023, code, "core.observations", f"{code}/{table}", False))
    with duckdb.connect(str(staging / "restricted" / "qingdan.duckdb")) as connection:
        connection.execute("create schema core; create schema marts")
        for table, columns in TABLES.items():
            connection.execute(f"create table {table} ({columns})")
            connection.execute(f"create view {table}_official as select * from {table}")
            for row in rows[table]:
                connection.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)
    current = folder / "CURRENT"
    before = current.read_text().strip() if current.exists() else ""
    for digest in files:
        (folder / "delivered").mkdir(exist_ok=True)
        (folder / "delivered" / digest).write_bytes(CONTENTS[digest])
    content = {
        "status": "draft" if held else "current",
        "scope": {"years": [*years], "regions": [QUXIAN]},
        "inputs": [{"sha256": digest, "file_name": name} for digest, name in files.items()],
        "assumed_places": [*assumed],
    }
    return publish_folder(folder, staging, content, {"previous_release": before})


CONTENTS = {hashlib.sha256(text).hexdigest(): text for text in (b"first", b"second", b"third")}
FIRST, SECOND, THIRD = CONTENTS


def held_row(place: str, file: str = "能源.xlsx") -> tuple[Any, ...]:
    said = f"H-STEP 文件《{file}》表“一”单元格 B4：比上年多 6 倍。处理：核对。"
    return ("t", "H-STEP", "", 1, "突变", "hold", "held", place, "柴油", file, "一", "B4", "6", said)


# -- which year


def test_before_anything_came_it_is_the_year_that_ended_last_and_everything_is_missing(tmp_path: Path) -> None:
    facts = facts_of(tmp_path)
    asked = {name: spec for name, spec in load_printed_tables().items() if "county" in spec.region_levels}
    due = [spec for spec in asked.values() if (spec.layouts[0].first_year or 0) <= 2025]
    assert (facts.year, facts.come_count, facts.due_count) == (2025, 0, len(due))
    assert {row["department_zh"] for row in facts.departments} == {spec.department for spec in due}
    assert (facts.asked, facts.is_run, facts.change, facts.official, facts.overdue) == ([], False, None, "", None)


@pytest.mark.parametrize(("asked", "year"), [((), 2024), (("2025",), 2025), (("2023", "草稿", "20255"), 2024)], ids=str)
def test_it_is_the_last_year_that_a_delivery_or_a_request_is_about(
    asked: tuple[str, ...], year: int, tmp_path: Path
) -> None:
    register(tmp_path, INDUSTRY)
    for name in asked:
        (tmp_path / "requests" / name).mkdir(parents=True)
    assert facts_of(tmp_path).year == year


def test_it_is_the_year_that_a_release_reports_though_nothing_came_of_it(tmp_path: Path) -> None:
    register(tmp_path, INDUSTRY)
    publish(tmp_path, years=(2024, 2025))
    facts = facts_of(tmp_path)
    assert (facts.year, facts.come_count, facts.is_run) == (2025, 0, True)


def test_after_the_yearly_date_a_run_is_overdue_for_whoever_asked_or_has_a_delivery(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = datetime(2025, 11, 15, 9, tzinfo=CHINA)
    monkeypatch.setattr(year_facts, "overdue_since", lambda data_dir, now: passed)
    assert facts_of(tmp_path).overdue is None
    (tmp_path / "requests" / "2025").mkdir(parents=True)
    assert facts_of(tmp_path).overdue is None
    (tmp_path / "requests" / "2025" / "县商务局.xlsx").touch()
    assert facts_of(tmp_path).overdue == passed
    register(tmp_path / "other", GAS)
    assert facts_of(tmp_path / "other").overdue == passed


def test_a_month_and_what_was_set_aside_are_of_their_year(tmp_path: Path) -> None:
    register(tmp_path, INDUSTRY_2023, INDUSTRY)
    files = read_register(tmp_path)
    assert year_facts.year_of([files[0]], tmp_path, [], NOW) == 2023
    monthly = files[0].holdings[0]._replace(periods=("2024-11", "2024-12"))
    assert year_facts.year_of([replace(files[0], holdings=(monthly,))], tmp_path, [], NOW) == 2024
    (last,) = [file for file in files if file.file_name == INDUSTRY.name]
    append_events(tmp_path, read_journal(tmp_path), [state_event("set aside", [last], reason="合计不符")])
    assert facts_of(tmp_path).year == 2024


# -- asked, received, refused


def test_of_a_county_nothing_is_due_that_its_province_delivers(tmp_path: Path) -> None:
    register(tmp_path, GAS)
    before = facts_of(tmp_path).departments
    register(tmp_path, BALANCE)
    assert facts_of(tmp_path).departments == before


def test_where_several_counties_report_what_is_missing_names_those_it_is_missing_of(tmp_path: Path) -> None:
    data = tmp_path / "blocks" / "51"
    take_in(in_block(Settings(tmp_path, block="51")), [gas_of(QUXIAN, tmp_path), gas_of(DAZHU, tmp_path)])
    facts = facts_of(data)
    assert (facts.place, facts.is_synthetic) == ("四川省及所辖市县", True)
    assert department(facts, "县天然气公司")["missing"] == []
    assert department(facts)["missing"][0]["places"] == ["大竹县", "渠县"]
    withdraw(data, "大竹县供气量.xlsx", "王敏", "报错")
    facts = facts_of(data)
    assert {len(missing["places"]) for missing in department(facts)["missing"]} == {0}, "of one county it goes unsaid"


def test_departments_are_asked_by_a_form_each(tmp_path: Path) -> None:
    folder = tmp_path / "requests" / "2025"
    folder.mkdir(parents=True)
    for name in ("县商务局.xlsx", "县公安局.xlsx", "~$县商务局.xlsx", "清单.csv", ".县商务局.xlsx", OWED):
        (folder / name).touch()
    assert facts_of(tmp_path).asked == ["县公安局.xlsx", "县商务局.xlsx"]


def test_a_department_that_delivered_two_of_its_three_tables_owes_the_third(tmp_path: Path) -> None:
    register(tmp_path, INDUSTRY_2023, INDUSTRY)
    row = department(facts_of(tmp_path))
    assert (row["come"], row["due"]) == (2, 3)
    assert {missing["places"] == [] for missing in row["missing"]} == {True}
    assert [missing["title"] for missing in row["missing"]] == ["规模以上工业分行业能源消费量"]
    (last,) = [file for file in read_register(tmp_path) if file.file_name == INDUSTRY.name]
    assert row["files"] == [{"number": last.delivery_sequence, "name": INDUSTRY.name, "is_on_trial": True}]


def test_what_was_withdrawn_is_missing_again(tmp_path: Path) -> None:
    register(tmp_path, GAS, INDUSTRY)
    withdraw(tmp_path, INDUSTRY.name, "王敏", "报错")
    facts = facts_of(tmp_path)
    assert (department(facts)["come"], department(facts)["files"]) == (0, [])
    assert facts.on_trial == [GAS.name]


def test_files_that_were_set_aside_stand_below_their_reason(tmp_path: Path) -> None:
    register(tmp_path, GAS, INDUSTRY, INDUSTRY_2023)
    *others, gas = sorted(read_register(tmp_path), key=lambda file: file.file_name == GAS.name)
    events = [state_event("set aside", others, reason="合计不符"), state_event("set aside", [gas], reason="单位不符")]
    append_events(tmp_path, read_journal(tmp_path), events)
    told = {row["reason"]: (sorted(row["files"]), row["departments"]) for row in facts_of(tmp_path).set_aside}
    assert told == {
        "合计不符": (sorted([INDUSTRY.name, INDUSTRY_2023.name]), [DEPARTMENT]),
        "单位不符": ([GAS.name], ["县天然气公司"]),
    }


def test_a_damaged_register_is_told_and_the_page_still_made(tmp_path: Path) -> None:
    register(tmp_path, GAS)
    (tmp_path / "register.csv").write_bytes(b"?")
    facts = facts_of(tmp_path)
    assert facts.damage[0].startswith("E-REGISTER ")
    assert facts.come_count == 0


# -- held


def test_a_held_place_waits_until_it_is_confirmed(tmp_path: Path) -> None:
    other = "a" * 12
    publish(tmp_path, held=[held_row(HELD), held_row(other, "甲 乙's.xlsx")])
    facts = facts_of(tmp_path)
    assert facts.is_draft
    assert {place["place_id"]: place["file_typed"] for place in facts.held} == {
        HELD: "'能源.xlsx'",
        other: "'甲 乙'\"'\"'s.xlsx'",
    }
    assert {place["said"] for place in facts.held} == {"比上年多 6 倍。"}
    append_events(tmp_path, read_journal(tmp_path), [confirmation_event(HELD, "", "王敏", "属实")])
    assert [place["place_id"] for place in facts_of(tmp_path).held] == [other]


def test_published_figures_that_a_draft_moves_wait_after_the_places_that_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = "H-REVISED 文件《甲 表.csv》：总排放已发布的数改变超过限值。处理：核对。"
    row = {"place_id": "b" * 12, "rule_code": "H-REVISED", "file_name": "甲 表.csv", "message_zh": message}
    monkeypatch.setattr(year_facts, "waiting_moves", lambda data_dir: [row])
    publish(tmp_path)
    assert facts_of(tmp_path).held == [], "of what is current nothing waits"
    publish(tmp_path, held=[held_row(HELD)])
    first, second = facts_of(tmp_path).held
    assert first["place_id"] == HELD
    assert second == row | {"said": "总排放已发布的数改变超过限值。", "file_typed": "'甲 表.csv'"}


def test_what_is_read_as_somebody_answered_is_told_with_who_and_why(tmp_path: Path) -> None:
    message = "H-ANSWERED “供气总计”按“供气总量”读取。处理：核实。"
    said = {"rule_code": "H-ANSWERED", "message_zh": message, "signed_by": "王敏", "reason": "改名"}
    publish(tmp_path, assumed=[said, said | {"signed_by": "李强"}])
    facts = facts_of(tmp_path)
    assert [row["signed_by"] for row in facts.assumed] == ["王敏", "李强"]
    assert {row["said"] for row in facts.assumed} == {"“供气总计”按“供气总量”读取。"}


def test_what_is_current_waits_for_nobody(tmp_path: Path) -> None:
    publish(tmp_path)
    facts = facts_of(tmp_path)
    assert (facts.is_draft, facts.held) == (False, [])


def test_a_draft_that_is_gone_leaves_what_is_current_to_tell_of(tmp_path: Path) -> None:
    current = publish(tmp_path, years=(2023, 2024))
    draft = publish(tmp_path, years=(2024, 2025), held=[held_row(HELD)])
    assert (facts_of(tmp_path).year, facts_of(tmp_path).is_run) == (2025, True)
    (tmp_path / "DRAFT").write_text("0" * 64)
    assert year_facts._latest(tmp_path) == tmp_path / "releases" / current != tmp_path / "releases" / draft


# -- coverage in tonnes of last year


def test_coverage_counts_a_category_once_all_tables_behind_it_have_come(tmp_path: Path) -> None:
    register(tmp_path, INDUSTRY)
    use, branches, gas = "industry__energy_consumption", "industry__energy_by_branch", "gas__supply"
    publish(
        tmp_path,
        categories=[
            ("E.1", 100, [use]),
            ("E.2", 50, [use, branches]),
            ("E.3", 7, [gas]),
            ("L.1", -20, []),  # a survey: nobody is asked for it this year; removals count by their size
            ("W.1", 3, ["survey__once"]),
        ],
    )
    facts = facts_of(tmp_path)
    assert facts.year == 2024
    assert {name: Decimal(facts.coverage[name]) for name in ("total", "covered", "begun")} == {
        "total": 180,
        "covered": 123,
        "begun": 50,
    }
    assert facts.coverage["covered_pct"] == Decimal("68.3333")
    (missing,) = department(facts)["missing"]
    assert missing["tonnes"] == 50
    assert department(facts, "县天然气公司")["missing"][0]["tonnes"] == 7
    assert facts.departments[0]["department_zh"] == DEPARTMENT, "first who owes what most rests on"


def test_departments_stand_by_what_rests_on_what_they_owe_and_not_on_what_they_brought(tmp_path: Path) -> None:
    register(tmp_path, INDUSTRY)
    use, branches, gas = "industry__energy_consumption", "industry__energy_by_branch", "gas__supply"
    publish(tmp_path, categories=[("E.1", 1000, [use]), ("E.2", 5, [branches]), ("E.3", 7, [gas])])
    first, second, *_ = (row["department_zh"] for row in facts_of(tmp_path).departments)
    assert (first, second) == ("县天然气公司", DEPARTMENT)


def test_a_category_does_not_wait_for_a_table_that_printed_nothing_of_it(tmp_path: Path) -> None:
    register(tmp_path, INDUSTRY)
    publish(tmp_path, categories=[("E.1", 100, ["industry__energy_consumption"])], unused=[("E.1", "gas__supply")])
    facts = facts_of(tmp_path)
    assert facts.coverage["covered"] == 100
    assert department(facts, "县天然气公司")["missing"][0]["tonnes"] == 0


def test_a_category_is_begun_by_what_came_and_not_by_what_is_asked_of_nobody(tmp_path: Path) -> None:
    register(tmp_path, INDUSTRY)
    use, gas, survey = "industry__energy_consumption", "gas__supply", "survey__once"
    publish(tmp_path, categories=[("E.1", 100, [gas, survey]), ("E.2", 50, [gas, survey, use])])
    coverage = facts_of(tmp_path).coverage
    assert [coverage[name] for name in ("total", "covered", "begun")] == [150, 0, 50]


def test_without_an_inventory_of_last_year_nothing_is_compared(tmp_path: Path) -> None:
    register(tmp_path, INDUSTRY)
    assert facts_of(tmp_path).coverage["total"] == 0


# -- what the last run changed


def test_the_last_release_is_compared_with_the_one_before(tmp_path: Path) -> None:
    first = publish(
        tmp_path,
        totals={2023: 900, 2024: 1000},
        verdicts={"a": "on_track", "b": "met"},
        files={FIRST: "能源.xlsx", SECOND: "农业.xlsx"},
    )
    second = publish(
        tmp_path,
        totals={2023: 900, 2024: 1010},
        verdicts={"a": "off_track", "b": "met", "c": "met"},
        files={SECOND: "农业.xlsx", THIRD: "能源.xlsx"},
    )
    facts = facts_of(tmp_path)
    change = facts.change
    assert change
    assert (change.before, change.came, change.gone) == (first, ["能源.xlsx"], []), "a revision is one file that came"
    assert [(row["year"], row["before"], row["after"]) for row in change.totals] == [(2024, 1000, 1010)]
    assert [(row["title_zh"], row["before"]["verdict_zh"], row["after"]["verdict_zh"]) for row in change.verdicts] == [
        ("目标a", "进度符合", "偏离")
    ]
    assert facts.releases == [second, first]


def test_what_moved_stands_by_year_the_last_first_and_a_goal_with_the_years_it_is_judged_in(tmp_path: Path) -> None:
    earlier = publish(
        tmp_path,
        years=(2022, 2023, 2024),
        totals={2022: 800, 2023: 900, 2024: 1000},
        verdicts={"a": "on_track", "b": "met"},
        files={FIRST: "能源.xlsx", SECOND: "农业.xlsx"},
    )
    goal = {"region_code": QUXIAN, "title_zh": "甲", "year": 2025, "verdict": "met"}
    now = Published(
        "f" * 64,
        {THIRD: "能源.xlsx"},
        {
            **{("b", QUXIAN, year): Decimal(tonnes) for year, tonnes in ((2023, 905), (2024, 1000), (2025, 7))},
            ("b", DAZHU, 2023): Decimal(5),
        },
        {(QUXIAN, "a"): goal, (QUXIAN, "b"): goal, (QUXIAN, "c"): goal, (DAZHU, "a"): goal},
    )
    change = year_facts._change(tmp_path, now, earlier)
    assert change == Change(
        earlier,
        ["能源.xlsx"],
        ["农业.xlsx"],
        [
            {"region_zh": region, "year": year, "before": was, "after": is_now}
            for region, year, was, is_now in (
                ("渠县", 2025, None, 7),
                ("大竹县", 2023, None, 5),
                ("渠县", 2023, 900, 905),
                ("渠县", 2022, 800, None),
            )
        ],
        [
            {
                "title_zh": "甲",
                "before": {"year": 2024, "verdict_zh": "进度符合"},
                "after": {"year": 2025, "verdict_zh": VERDICTS["met"][0]},
            }
        ],
    )
    assert year_facts._change(tmp_path, now, "") == year_facts._change(tmp_path, now, "e" * 64) == Change("")


def test_releases_stand_in_a_line_as_far_as_they_still_lie(tmp_path: Path) -> None:
    first, second, third = (
        publish(tmp_path, totals={2024: tonnes}, files={digest: f"{tonnes}.xlsx"})
        for tonnes, digest in enumerate(CONTENTS, start=1)
    )
    assert facts_of(tmp_path).releases == [third, second, first]
    (tmp_path / "releases" / first).rename(tmp_path / "gone")
    assert facts_of(tmp_path).releases == [third, second]
    assert facts_of(tmp_path).change == Change(
        second, ["3.xlsx"], ["2.xlsx"], [{"region_zh": "渠县", "year": 2024, "before": 2, "after": 3}], []
    )


def test_releases_that_name_each_other_stand_in_a_line_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was published again is before and after another one."""
    before = {FIRST: SECOND, SECOND: FIRST}
    for name in before:
        (tmp_path / "releases" / name).mkdir(parents=True)
    monkeypatch.setattr(year_facts, "read_list", lambda release, _: {"previous_release": before[release.name]})
    assert year_facts._chain(tmp_path, tmp_path / "releases" / FIRST) == [FIRST, SECOND]


def test_a_draft_is_compared_with_what_is_current(tmp_path: Path) -> None:
    current = publish(tmp_path, totals={2024: 1000})
    publish(tmp_path, totals={2024: 2000}, held=[held_row(HELD)])
    facts = facts_of(tmp_path)
    assert facts.change
    assert (facts.change.before, facts.change.totals[0]["after"]) == (current, 2000)
    assert facts.releases == [current], "a draft is no release in force"


def test_a_first_release_is_compared_with_nothing(tmp_path: Path) -> None:
    publish(tmp_path)
    change = facts_of(tmp_path).change
    assert change
    assert change.before == ""


def test_a_release_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    digest = publish(tmp_path)
    (tmp_path / "releases" / digest / "restricted" / "qingdan.duckdb").write_bytes(b"?")
    facts = facts_of(tmp_path)
    assert (len(facts.damage), facts.is_run, facts.damage[0].count("\n")) == (1, False, 0)
    assert "qingdan.duckdb" in facts.damage[0]


def test_a_release_of_an_older_program_is_told_in_a_line(tmp_path: Path) -> None:
    digest = publish(tmp_path)
    database = tmp_path / "releases" / digest / "restricted" / "qingdan.duckdb"
    database.unlink()
    duckdb.connect(str(database)).close()
    (damage,) = facts_of(tmp_path).damage
    assert damage.startswith("Catalog Error: ")
    assert "\n" not in damage


# -- signed


@pytest.mark.parametrize(("years", "is_signed"), [((2023, 2024), True), ((2023,), False)], ids=str)
def test_a_year_is_signed_when_the_official_release_reports_it(
    years: Sequence[int], is_signed: bool, tmp_path: Path
) -> None:
    register(tmp_path, INDUSTRY)
    digest = publish(tmp_path, years=years)
    assert facts_of(tmp_path).official == ""
    (tmp_path / "OFFICIAL").write_text(f"{digest}\n")
    facts = facts_of(tmp_path)
    assert (facts.official, facts.is_signed) == (digest, is_signed)


def test_a_pointer_to_nothing_signs_nothing(tmp_path: Path) -> None:
    publish(tmp_path)
    (tmp_path / "OFFICIAL").write_text("0" * 64)
    assert facts_of(tmp_path).official == ""


# -- what the page asks, by the statements alone


def answer(statement: str, **tables: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows of a statement over tables, named ``schema__table``."""
    with duckdb.connect() as connection:
        for name, rows in tables.items():
            schema, _, table = name.partition("__")
            connection.execute(f"create schema if not exists {schema}")
            connection.register("given", pa.Table.from_pylist(list(rows)))
            connection.execute(f"create table {schema}.{table} as from given")
        return connection.execute(year_facts._statement(f"year_page/{statement}")).fetchall()


Row = dict[str, Any]
HERE: Row = {"region_code": QUXIAN, "year": 2023}
THERE, BEFORE = HERE | {"region_code": "511724"}, HERE | {"year": 2022}


def test_behind_a_category_are_the_tables_of_its_year_and_region_that_it_uses() -> None:
    def emitted(code: str, *tonnes: int, **about: object) -> list[Row]:
        cell = HERE | {"category_code": code, "is_in_total": True} | about
        return [cell | {"emissions_tco2e": Decimal(amount)} for amount in tonnes]

    inventory = [*emitted("E.1", 60, 40), *emitted("L.1", -30, 10), *emitted("E.2", 0), *emitted("A.1", 5)]
    inventory += emitted("S2.1", 9, is_in_total=False) + emitted("E.1", 7, **BEFORE) + emitted("E.1", 8, **THERE)
    observations = [
        place | {"observation_id": name, "table_name": table}
        for place, name, table in (
            *((HERE, "a", "coal"), (HERE, "b", "coal"), (HERE, "c", "gas"), (HERE, "d", "unused")),
            *((BEFORE, "e", "coal of before"), (THERE, "f", "coal of them")),
        )
    ]
    ends = [
        place | {"category_code": "E.1", "end_table": "core.observations", "end_id": name, "is_used": name != "d"}
        for place, name in ((HERE, "a"), (HERE, "b"), (HERE, "c"), (HERE, "d"), (BEFORE, "e"), (THERE, "f"))
    ]
    ends += [HERE | {"category_code": "A.1", "end_table": "core.factor_values", "end_id": "a", "is_used": True}]
    rows = answer(
        "behind",
        marts__county_inventory_official=inventory,
        marts__category_sources_official=ends,
        core__observations=observations,
    )
    assert [row[1:] for row in rows if row[0] == QUXIAN] == [
        (2022, "E.1", "coal of before", "7"),
        (2023, "A.1", "", "5"),
        (2023, "E.1", "coal", "100"),
        (2023, "E.1", "gas", "100"),
        (2023, "L.1", "", "40"),
    ]
    assert [row[1:] for row in rows if row[0] != QUXIAN] == [(2023, "E.1", "coal of them", "8")]


def behind(*rows: tuple[str, str, str, int]) -> list[Row]:
    return [
        {"region_code": region, "category_code": code, "table_name": table, "tonnes": Decimal(tonnes)}
        for region, code, table, tonnes in rows
    ]


def due(region: str, table: str, status: str, **about: object) -> Row:
    usual: Row = {"department_zh": "甲局", "title_zh": f"{table}表", "file_name": "", "file_sha256": ""}
    return usual | {"region_code": region, "table_name": table, "status": status} | about


def test_coverage_is_of_each_region_by_its_own_deliveries() -> None:
    tables = behind(
        *((QUXIAN, "E.1", "coal", 500), (QUXIAN, "E.1", "gas", 500), (QUXIAN, "E.2", "coal", 250)),
        *((QUXIAN, "E.3", "gas", 125), (QUXIAN, "L.1", "", 25), ("511724", "E.2", "coal", 100)),
    )
    deliveries = [due(QUXIAN, "coal", "delivered"), due(QUXIAN, "gas", "missing"), due("511724", "coal", "missing")]
    assert answer("coverage", page__behind=tables, core__deliveries=deliveries) == [
        (1000, 275, 500, Decimal("27.5"), Decimal("50")),
    ]
    assert answer("coverage", page__behind=tables[:1], core__deliveries=deliveries)[0][3:] == (100, 0)
    third = behind((QUXIAN, "E.1", "coal", 1), (QUXIAN, "E.3", "gas", 2))
    assert answer("coverage", page__behind=third, core__deliveries=deliveries)[0][3:] == (Decimal("33.3333"), 0)


def test_who_owes_what_most_rests_on_stands_first_and_what_it_owes_by_its_tonnes() -> None:
    tables = behind(
        *((QUXIAN, "E.1", "coal", 10), (QUXIAN, "E.2", "coal", 5), (QUXIAN, "E.1", "oil", 40)),
        *(("511724", "E.1", "coal", 7), (QUXIAN, "E.3", "straw", 50)),
        *((QUXIAN, "E.4", "glue", 500),),
    )
    files = [{"file_sha256": f"{n}", "number": n, "is_on_trial": n == 2} for n in (1, 2)]
    deliveries = [
        *(due(region, "coal", "missing") for region in (QUXIAN, "511724")),
        due(QUXIAN, "oil", "missing"),
        due(QUXIAN, "steel", "missing"),
        due(QUXIAN, "salt", "missing"),
        due(QUXIAN, "came", "delivered", file_sha256="2", file_name="二.xlsx"),
        due(QUXIAN, "came too", "delivered", file_sha256="1", file_name="一.xlsx"),
        due("511724", "came too", "delivered", file_sha256="1", file_name="一.xlsx"),
        due(QUXIAN, "straw", "missing", department_zh="乙局"),
        due(QUXIAN, "paper", "missing", department_zh="丙局"),
        due(QUXIAN, "glue", "delivered", department_zh="丙局", file_sha256="2", file_name="二.xlsx"),
        due(QUXIAN, "glass", "delivered", department_zh="丁局", file_sha256="3", file_name="三.xlsx"),
    ]
    found = answer("departments", page__behind=tables, core__deliveries=deliveries, page__files=files)
    assert [row[:3] for row in found] == [("甲局", 8, 3), ("乙局", 1, 0), ("丙局", 2, 1), ("丁局", 1, 1)]
    assert found[0][3] == [
        {"number": 1, "name": "一.xlsx", "is_on_trial": False},
        {"number": 2, "name": "二.xlsx", "is_on_trial": True},
    ]
    assert [(each["title"], each["tonnes"], each["regions"]) for each in found[0][4]] == [
        ("oil表", 40, [QUXIAN]),
        ("coal表", 22, ["511724", QUXIAN]),
        ("salt表", 0, [QUXIAN]),
        ("steel表", 0, [QUXIAN]),
    ]
    assert found[1][3:] == ([], [{"title": "straw表", "tonnes": 50, "regions": [QUXIAN]}])
    assert found[2][4] == [{"title": "paper表", "tonnes": 0, "regions": [QUXIAN]}]
    assert found[3][3:] == ([{"number": None, "name": "三.xlsx", "is_on_trial": False}], [])


def test_verdicts_are_of_goals_in_their_first_reading_after_the_last_whole_year_of_their_region() -> None:
    progress = [
        {"region_code": region, "year": year, "is_headline": year <= last}
        for region, last in ((QUXIAN, 2023), ("511724", 2022))
        for year in (2022, 2023, 2024)
    ]
    target: Row = {"region_code": QUXIAN, "title_zh": "", "role": "goal", "is_headline": True, "verdict": "met"}
    rows = [
        target | {"region_code": region, "target_id": name, "line_number": line, "year": year}
        for region in (QUXIAN, "511724")
        for name, line in (("b", 1), ("a", 1), ("c", 0))
        for year in (2022, 2023, 2024)
    ]
    rows += [
        target | {"target_id": "x", "line_number": 0, "year": 2023} | about
        for about in ({"role": "control"}, {"is_headline": False})
    ]
    found = answer("verdicts", marts__year_progress_official=progress, marts__target_status_official=rows)
    assert [(row[0], row[1], row[3]) for row in found] == [
        *(("511724", name, 2022) for name in ("c", "a", "b")),
        *((QUXIAN, name, 2023) for name in ("c", "a", "b")),
    ]
