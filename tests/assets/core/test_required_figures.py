"""Which figures a printed table holds in which years."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from assets.core import required_figures
from assets.raw import load_printed_tables
from factors import read_rules

FLOOR = "institutions__floor_area"


@pytest.mark.parametrize(
    ("years", "spans"),
    [
        ([(2015, None)], {(2015, 9999)}),
        ([(2015, None), (2020, None)], {(2015, 2019), (2020, 9999)}),
        ([(2015, 2017), (2020, None)], {(2015, 2017), (2020, 9999)}),
        ([(2015, None), (2015, None)], {(2015, 9999)}),
        ([(None, 2015), (2016, 2016)], {(0, 2015), (2016, 2016)}),
    ],
    ids=["one", "one that another follows", "one that ended before", "one in the place of another", "one of one year"],
)
def test_of_layouts_that_follow_one_another_each_year_has_one(
    monkeypatch: pytest.MonkeyPatch, years: list[tuple[int | None, int | None]], spans: set[tuple[int, int]]
) -> None:
    spec = load_printed_tables()[FLOOR]
    layouts = [spec.layouts[0].model_copy(update={"first_year": first, "last_year": last}) for first, last in years]
    monkeypatch.setattr(
        required_figures, "load_printed_tables", lambda: {FLOOR: spec.model_copy(update={"layouts": layouts})}
    )
    assert {(row["first_year"], row["last_year"]) for row in required_figures.build()} == spans


@pytest.mark.parametrize("is_returned_whole", [False, True])
def test_a_table_that_is_returned_as_it_is_needs_no_figures(
    monkeypatch: pytest.MonkeyPatch, is_returned_whole: bool
) -> None:
    """And of one that a form can stand for neither what may be left out nor a ratio that is reckoned of two figures."""

    @dataclass(frozen=True)
    class Figure:
        item_code: str
        is_optional: bool = False
        sector_code: str = "urban"
        fuel_code: str = "coke"

    ratio = read_rules("ratio_parts")[0]["item_code"]
    figures = [Figure("floor_area"), Figure("persons", is_optional=True), Figure(ratio)]
    layout = SimpleNamespace(
        first_year=2015, last_year=None, is_returned_whole=is_returned_whole, figures=lambda: figures
    )
    tables = {name: SimpleNamespace(layouts=[layout]) for name in ("one", "other")}
    monkeypatch.setattr(required_figures, "load_printed_tables", lambda: tables)
    figure = {"item_code": "floor_area", "sector_code": "urban", "fuel_code": "coke"}
    span = {"first_year": 2015, "last_year": 9999}
    rows = [] if is_returned_whole else [{"table_name": name} | span | figure for name in tables]
    assert required_figures.build() == rows
