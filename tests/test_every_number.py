"""Every number that the report prints or draws is a value of some mart, in its unit or in 万: pages only format.

The report is rendered from the sample's release while what passes through its formatters, charts and templates is
recorded. Which row a number stands for is not asked here; the tests of each page do that. In a workbook a number is a
cell: `test_every_unit` reads it back.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from decimal import Decimal
from typing import Any

import pytest

from assets.release import figures, numbers, report, template
from assets.release.report import charts, flows
from schemas.contract import FOLDER, load_contract
from tests.conftest import BuiltRelease

#: A trace holds every cell and factor that a figure comes from: it would vouch for any of them.
MARTS = sorted(path.stem for path in (FOLDER / "marts").glob("[!_]*.py") if path.stem != "inventory_trace")

#: A form prints the warming potentials themselves, which no mart repeats.
TABLES = [*(("marts", mart) for mart in MARTS), ("core", "gwps")]

#: Printed in the unit of the mart, in 万 of it (万吨), or in 10⁵ (MWh as 亿千瓦时).
UNITS = (Decimal(1), numbers.TONNES_A_WAN, Decimal(100_000))

#: Rows that templates count in print (``|count``), each with the reason why the count stands in no mart.
COUNTS = {
    "absent": "lines of the form on the same page that are not estimated",
    '" 等" ~ row.objects': "activities of one gap, of which the first are named beside it",
    "content.missing_deliveries": "deliveries of the list in the report",
    "c.recalled": "rows of marts.recalled_factors",
    'c.recalled|selectattr("is_waived")|list': "rows of marts.recalled_factors that are signed for",
    "row.of": "rows of marts.category_sources: the factors of one document",
    "goals": "rows of the tables of targets below it",
    "found": "rows of these tables with the verdict that is counted",
    "list.rows": "rows of the list below it",
    "lists": "lists of the dictionary below it",
    "examples": "questions of the dictionary below it",
    "layer.tables": "tables of the dictionary below it",
    "layer.shared": "columns of the dictionary below it",
    "s.counted": "categories of the table below it",
    "(s.not_estimated + s.partial)": "categories of the list below it",
    "s.absent": "categories of the list below it",
    "s.outside": "categories of the list below it",
    "chapters": "chapters of the page",
    "rules": "rules of marts.check_results",
}


class Count(int):
    """How many rows there are."""


def numbers_in(thing: object) -> Iterator[Decimal]:
    """Decimals in arguments, however deep."""
    if isinstance(thing, Decimal):
        yield thing
    elif is_dataclass(thing):
        yield from numbers_in(list(vars(thing).values()))
    elif isinstance(thing, list | tuple):
        for part in thing:
            yield from numbers_in(part)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What was printed, drawn or written since the test began."""
    found: list[Any] = []

    def recording(function: Any) -> Any:
        def record(*things: object, **named: object) -> Any:
            found.extend(numbers_in([*things, *named.values()]))
            return function(*things, **named)

        return record

    def finalize(value: object) -> object:
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool | Count):
            found.append(value)
        return value

    grouped = numbers.grouped
    for module in [module for name, module in sys.modules.items() if name.startswith("assets.release")]:
        if vars(module).get("grouped") is grouped:
            monkeypatch.setattr(module, "grouped", recording(grouped))
    for chart in ("stacked_columns", "bars", "waterfall", "changes", "line"):
        monkeypatch.setattr(charts, chart, recording(getattr(charts, chart)))
    monkeypatch.setattr(flows, "sankey", recording(flows.sankey))
    template.environment.cache_clear()
    environment = template.environment()
    environment.finalize = finalize
    environment.filters["count"] = lambda rows: Count(len(rows))
    yield found
    template.environment.cache_clear()


@pytest.fixture(scope="module")
def published(sample: BuiltRelease) -> dict[type, set[Any]]:
    """Exact amounts, and whole numbers, of all marts."""
    found: dict[type, set[Any]] = {Decimal: set(), int: set()}
    for layer, table in TABLES:
        for column in load_contract(layer, table).columns:
            kind = Decimal if column.sql_type.startswith("DECIMAL") else int
            if kind is Decimal or column.sql_type in ("INTEGER", "BIGINT"):
                rows = sample.rows(f"select distinct {column.name} as value from {layer}.{table}")
                found[kind] |= {row["value"] for row in rows}
    return found


def strangers(printed: list[Any], published: dict[type, set[Any]]) -> list[Any]:
    """Numbers that no mart holds."""
    return [value for value in printed if not any(value * unit in published.get(type(value), ()) for unit in UNITS)]


def test_every_number_of_the_report_is_a_value_of_a_mart(
    sample: BuiltRelease, printed: list[Any], published: dict[type, set[Any]]
) -> None:
    report.render(sample.connection)
    assert len(printed) > 500
    assert strangers(printed, published) == []


#: A reading function, one of its columns, and what a page might wrongly make of it.
CALCULATIONS = {
    "an amount": ("yearly_changes", "change_tco2e", lambda tonnes: tonnes + 1),
    "a percentage": ("largest_shares", "share_pct", lambda share: share / 2),
    "a drawn amount": ("bridges", "by_year", lambda by_year: {year: tonnes * 2 for year, tonnes in by_year.items()}),
}


@pytest.mark.parametrize("calculation", CALCULATIONS)
def test_a_number_that_a_page_calculates_is_found(
    calculation: str,
    sample: BuiltRelease,
    printed: list[Any],
    published: dict[type, set[Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name, column, calculate = CALCULATIONS[calculation]
    read = getattr(figures, name)
    monkeypatch.setattr(figures, name, lambda *a: [row | {column: calculate(row[column])} for row in read(*a)])
    report.render(sample.connection)
    assert strangers(printed, published) != []


def test_a_number_that_a_template_calculates_is_found(printed: list[Any], published: dict[type, set[Any]]) -> None:
    environment = template.environment()
    environment.from_string("{{ (tonnes * 3)|wan }}{{ 1 + people }}{{ rows|count }}").render(
        tonnes=Decimal("1.23"), people=8_765_432, rows=[1, 2]
    )
    assert strangers(printed, published) == [Decimal("0.000369"), 8_765_433]


def test_only_rows_that_a_reader_can_see_are_counted_by_a_template() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(template.FOLDER.rglob("*.html")))
    assert set(re.findall(r"{{ ([^}]*)\|count\b", text)) == set(COUNTS)
    assert not re.search(r"{{ [^ }]+\|length }}", text)
