"""What is asked of whom follows from what printed tables deliver."""

from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest

from assets.raw import load_printed_tables
from factors import load_targets, read_rules
from pipelines.deliveries.requests import lines
from pipelines.deliveries.requests.lines import wanted
from schemas.codes import read_codes
from schemas.codes.departments import departments_of
from schemas.specs.printed_table import PrintedTable

TABLES = load_printed_tables()
ALL = wanted("county", 2025, TABLES.keys(), set())
ASKED = [figure for asked in ALL.values() for _, figure in asked.figures]


def test_no_figure_is_asked_for_twice() -> None:
    keys = [figure.key for figure in ASKED]
    assert len(keys) == len(set(keys))


def test_every_figure_of_a_yearly_table_is_asked_for_unless_it_need_not_be_printed() -> None:
    ratios = {row["item_code"] for row in read_rules("ratio_parts")}
    printed = {
        figure.key
        for spec in TABLES.values()
        if "county" in spec.region_levels
        for figure in spec.layouts[-1].figures()
        if not figure.is_monthly and not figure.is_optional
    }
    assert printed - {figure.key for figure in ASKED} <= {(ratio, "", "") for ratio in ratios}


def test_a_figure_that_need_not_be_printed_is_asked_for_if_it_was_there() -> None:
    key = ("energy_survey_use", "urban", "gasoline")
    assert key not in {figure.key for figure in ASKED}
    again = wanted("county", 2025, (), {key})
    assert key in {figure.key for _, figure in again["statistics"].figures}


def test_a_row_or_column_that_another_department_holds_is_asked_of_that_one() -> None:
    by_item = {figure.item_code: name for name, asked in ALL.items() for _, figure in asked.figures}
    assert by_item["power_capacity_hydro"] == "water"
    assert by_item["power_capacity_thermal"] == "development_reform"
    assert by_item["park_value_added"] == "development_zone"


def test_months_and_plants_are_asked_for_as_they_are() -> None:
    assert [spec.name for spec in ALL["grid"].tables] == ["grid__electricity_by_sector"]
    assert {spec.name for spec in ALL["ecology_environment"].tables} == {
        "cement_plant__monthly_form",
        "power_plant__monthly_form",
    }


def test_a_text_is_asked_for_as_it_is_and_by_no_line_of_a_form() -> None:
    assert "bulletin__annual" in {spec.name for spec in ALL["statistics"].tables}
    assert not {figure.item_code for figure in ASKED if figure.item_code.startswith("bulletin_")}


def test_a_survey_is_asked_for_again_only_in_the_year_after_it_came() -> None:
    def surveyed(*delivered: str) -> set[str]:
        asked = wanted("county", 2025, delivered, set()).values()
        return {spec.name for spec, _ in chain(*(asked.figures for asked in asked))} & {"straw__use", "land__use"}

    assert surveyed() == set()
    assert surveyed("straw__use", "land__use") == {"straw__use", "land__use"}


def test_a_province_is_asked_for_its_balance_and_no_returns() -> None:
    assert set(wanted("province", 2007, (), set())) == {"national_energy_statistics"}


def test_a_table_is_not_asked_for_before_it_is_printed() -> None:
    assert "public_institutions" in ALL
    asked = wanted("county", 2010, (), set())["public_institutions"]
    assert "institutions__floor_area" not in {spec.name for spec, _ in asked.figures}


def test_what_a_goal_divides_is_asked_for_as_numerator_and_denominator() -> None:
    """Of the figures on which ratios of goals rest none is a ratio itself."""
    indicators = {target.indicator for _, target in load_targets().targets()}
    items = {row["item_code"] for row in read_rules("department_terms") if row["indicator_code"] in indicators}
    parts = {row["item_code"]: row for row in read_rules("ratio_parts")}
    asked = {figure.item_code for figure in ASKED}
    assert "forest_cover" in items
    for row in parts.values():
        assert row["item_code"] not in asked
        assert {row["numerator_item_code"], row["denominator_item_code"]} <= asked


def test_whoever_delivers_a_table_is_asked_or_named() -> None:
    owing = set(ALL)
    for name, spec in TABLES.items():
        if "county" in spec.region_levels:
            assert departments_of(spec.department)[0] in owing, name


def test_no_goal_rests_on_a_printed_ratio_that_is_asked_for() -> None:
    dimension = {row["item_code"]: row["dimension"] for row in read_codes("items")}
    indicators = {target.indicator for _, target in load_targets().targets()}
    items = {row["item_code"] for row in read_rules("department_terms") if row["indicator_code"] in indicators}
    assert not {item for item in items & {figure.item_code for figure in ASKED} if dimension[item] == "ratio"}


@pytest.mark.parametrize(("year", "unit"), [(2015, "吨"), (2019, "吨"), (2020, "万吨"), (2025, "万吨")])
def test_of_the_layouts_of_a_table_the_last_one_counts_that_covers_the_year(year: int, unit: str) -> None:
    old = SimpleNamespace(covers=lambda year: True, unit="吨")
    new = SimpleNamespace(covers=lambda year: year >= 2020, unit="万吨")
    spec = PrintedTable.model_construct(layouts=[old, new])
    assert lines.printed_unit(spec, year) == unit
    new.unit = None
    assert lines.printed_unit(spec, 2025) == ""


def test_a_table_is_asked_for_if_any_layout_covers_the_year_and_surveys_after_what_comes_each_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def spec(levels: tuple[str, ...], *covered: bool) -> Any:
        layouts = [SimpleNamespace(covers=lambda year, is_covered=each: is_covered) for each in covered]
        return PrintedTable.model_construct(region_levels=levels, layouts=layouts)

    tables = {
        "a_survey": spec((), True),
        "b_survey_that_never_came": spec((), True),
        "c_yearly": spec(("county",), True, False),
        "d_ended": spec(("county",), False, False),
        "e_of_provinces": spec(("province",), True),
        "f_yearly": spec(("county", "province"), False, True),
    }
    monkeypatch.setattr(lines, "load_printed_tables", lambda: tables)
    delivered = tables.keys() - {"b_survey_that_never_came"}
    assert list(lines._asked_tables("county", 2025, delivered)) == [
        tables[name] for name in ("c_yearly", "f_yearly", "a_survey")
    ]
