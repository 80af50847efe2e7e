"""The regions of the country: the list in itself, and against the codes from which it was made."""

import csv
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from schemas.codes import FOLDER, read_codes
from schemas.codes.regions import current_regions, english_name, region_line, region_name
from schemas.specs.labels import canonical_title

SOURCE = Path(FOLDER).parents[2] / "shared" / "reference-data" / "area_codes_1981_2025.csv"
ROWS = read_codes("regions")
LEVELS = ["country", "province", "prefecture", "county"]
SOURCE_LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county"}
LAST = 9999

Years = tuple[int, int]


def years_of(row: dict[str, str]) -> Years:
    return int(row["valid_from"]), int(row["valid_to"] or LAST)


def years_by_code() -> dict[str, list[tuple[Years, dict[str, str]]]]:
    found: dict[str, list[tuple[Years, dict[str, str]]]] = {}
    for row in ROWS:
        found.setdefault(row["region_code"], []).append((years_of(row), row))
    return found


BY_CODE = years_by_code()


def covers(code: str, year: int) -> bool:
    return any(first <= year <= last for (first, last), _ in BY_CODE[code])


def covers_row(row: dict[str, str], year: int) -> bool:
    first, last = years_of(row)
    return first <= year <= last


def successors() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in ROWS:
        for code in row["predecessor_codes"].split("|"):
            found.setdefault(code, []).append(row)
    return found


SUCCESSORS = successors()


# -- the list in itself


def test_rows_stand_by_code_and_year_and_no_year_of_a_code_has_two() -> None:
    keys = [(row["region_code"], row["valid_from"]) for row in ROWS]
    assert keys == sorted(set(keys))
    for rows in BY_CODE.values():
        for ((first, last), _), ((begun, _), _) in pairwise(rows):
            assert first <= last < begun
        assert rows[-1][0][0] <= rows[-1][0][1]


def test_a_row_of_the_same_name_goes_on() -> None:
    """Two rows of one code tell something: another name, level or parent, or years without it."""
    for rows in BY_CODE.values():
        for ((_, last), row), ((begun, _), later) in pairwise(rows):
            told = ("name_zh", "region_level", "parent_code")
            assert last + 1 < begun or [row[name] for name in told] != [later[name] for name in told], row


def test_what_ended_went_on_as_something() -> None:
    """No region vanishes: after its last year comes the first of a successor, or it came to another one."""
    for row in (row for row in ROWS if row["valid_to"]):
        rows = [
            other for other in SUCCESSORS.get(row["region_code"], ()) if covers_row(other, int(row["valid_to"]) + 1)
        ]
        assert rows, row


@pytest.mark.parametrize("level", LEVELS[1:])
def test_a_region_lies_in_one_of_a_higher_level_in_all_its_years(level: str) -> None:
    for row in (row for row in ROWS if row["region_level"] == level):
        parents = BY_CODE[row["parent_code"]]
        assert {LEVELS.index(parent["region_level"]) for _, parent in parents} <= set(range(LEVELS.index(level))), row
        first, last = years_of(row)
        assert all(covers(row["parent_code"], year) for year in range(first, min(last, 2026) + 1)), row


def test_a_predecessor_is_a_region_of_the_years_before() -> None:
    """It ended in these years, or gave a part to the region when that was founded; renamed ones have their own code."""
    for row in ROWS:
        first, last = years_of(row)
        for code in filter(None, row["predecessor_codes"].split("|")):
            ended = {until + 1 for (_, until), _ in BY_CODE[code]}
            assert any(first <= year <= last for year in ended) or covers(code, first - 1), row
        assert row["predecessor_codes"] == "|".join(sorted(set(row["predecessor_codes"].split("|")))), row


def test_names_are_written_as_a_printed_one_is_read() -> None:
    for row in ROWS:
        for name in (row["name_zh"], row["short_name_zh"]):
            assert len(name) > 1, row
            assert name == canonical_title(name), row


def test_a_county_has_one_full_name_in_its_prefecture_in_a_year() -> None:
    """At home a full name is never two regions; in 1,300 of the years before 1984 districts were not listed yet."""
    named: dict[tuple[str, str], list[Years]] = {}
    for row in ROWS:
        named.setdefault((row["parent_code"], row["name_zh"]), []).append(years_of(row))
    for place, spans in named.items():
        spans.sort()
        assert all(one[1] < two[0] for one, two in pairwise(spans)), place


def test_what_was_known_before_the_country_was_listed_is_kept() -> None:
    quxian, sichuan = current_regions()["511725"], current_regions()["510000"]
    assert (quxian["name_en"], quxian["short_name_zh"], quxian["predecessor_codes"]) == ("Qu County", "渠县", "513030")
    assert (sichuan["name_en"], sichuan["short_name_zh"], sichuan["valid_from"]) == ("Sichuan", "四川", "1949")
    assert all(row["name_en"] for row in ROWS if row["region_level"] in ("country", "province"))


def test_the_region_of_a_code_is_what_it_was_last() -> None:
    assert region_name("513000") == "达川地区"
    assert region_line("513030") == ["513030", "513000", "510000", "100000"]
    assert region_line("419001") == ["419001", "410000", "100000"]  # 济源市 lies in no prefecture
    assert (english_name("511700"), english_name("350102")) == ("Dazhou", "鼓楼区")
    assert (region_name("999999"), region_line("")) == ("999999", [])


def test_what_needs_no_region_does_not_read_the_list() -> None:
    """To read it takes 12 ms: --help, query and verify have no use for it."""
    watch = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import assets, factors, pipelines.cli, pipelines.deliveries.intake, pipelines.plan, pipelines.query
assert not [name for name in opened if name.endswith("codes/regions.csv")]
"""
    subprocess.run([sys.executable, "-c", watch], cwd=FOLDER.parents[1], check=True)


# -- against the source


@pytest.fixture(scope="module")
def source() -> list[list[str]]:
    if not SOURCE.exists():
        pytest.skip(f"{SOURCE.name} (CC0, github.com/yescallop/areacodes) is not at hand")
    with SOURCE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def test_as_many_regions_are_in_use_as_the_source_has(source: list[list[str]]) -> None:
    in_use = Counter(row["region_level"] for row in ROWS if not row["valid_to"])
    assert in_use == {"country": 1, "province": 34, "prefecture": 333, "county": 2846}
    theirs = Counter(SOURCE_LEVELS[level] for _, _, _, _, level, _, _, until, _ in source if not until)
    assert theirs == in_use - Counter(country=1)


def test_every_year_of_every_code_has_the_name_and_the_prefecture_of_the_source(source: list[list[str]]) -> None:
    """The year of a change is the first of what came: there no code of the source has two rows in a year, or none."""
    for code, province, prefecture, name, level, _, begun, until, _ in source:
        for year in range(int(begun), int(until) if until else 2026):
            (row,) = (row for (first, last), row in BY_CODE[code] if first <= year <= last)
            assert (row["name_zh"], row["region_level"]) == (name, SOURCE_LEVELS[level])
            above = {
                parent["name_zh"] for (first, last), parent in BY_CODE[row["parent_code"]] if first <= year <= last
            }
            expected = {"省级": "中国", "地级": province}.get(level, province if prefecture == "直辖" else prefecture)
            assert above == {expected}, (code, year)


def test_no_year_is_listed_that_the_source_does_not_have(source: list[list[str]]) -> None:
    theirs = {(row[0], year) for row in source for year in range(int(row[6]), int(row[7]) if row[7] else 2026)}
    ours = {
        (code, year)
        for code, rows in BY_CODE.items()
        for (first, last), _ in rows
        for year in range(max(first, 1981), min(last, 2025) + 1)
    }
    assert ours - theirs == {("100000", year) for year in range(1981, 2026)}


def test_what_became_of_a_code_is_listed_as_its_successor(source: list[list[str]]) -> None:
    for code, _, _, _, _, _, _, until, successors in source:
        for successor in successors.split(";") if successors else ():
            if "[" not in successor and successor != code:
                (row,) = (row for (first, last), row in BY_CODE[successor] if first <= int(until) <= last)
                assert code in row["predecessor_codes"].split("|"), (code, successor)
