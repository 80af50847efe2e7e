"""Which figures are asked for a year, and of which department: those that its printed tables deliver.

A table by months, by plant or in words is asked for as it is: a form by years would lose what it says. A ratio on which
a goal rests is not asked for; its numerator and denominator are (`factors/rules/ratio_parts.csv`).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from assets.raw import load_printed_tables
from factors import read_rules
from schemas.codes.departments import departments_of
from schemas.specs.printed_table import Figure, PrintedTable

#: Item, sector and fuel.
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Wanted:
    """What a department is asked for."""

    figures: tuple[tuple[PrintedTable, Figure], ...]
    """For the form, in the order of the tables."""
    tables: tuple[PrintedTable, ...]
    """As they are."""


def wanted(level: str, year: int, delivered: Collection[str], known: Collection[Key]) -> dict[str, Wanted]:
    """By department, in the order of the list.

    Args:
        level: that of the region.
        year: the year that is asked for.
        delivered: tables that came for the year before; a survey or a plant's form is asked for again only then.
        known: figures that there were; one that a table need not print is asked for only then.
    """
    figures: dict[str, list[tuple[PrintedTable, Figure]]] = {}
    tables: dict[str, list[PrintedTable]] = {}
    # a ratio is asked for by its parts, and what a survey holds too by the table that delivers it every year
    passed = {(row["item_code"], "", "") for row in read_rules("ratio_parts")}
    for spec in _asked_tables(level, year, delivered):
        layout = spec.layout_in(year)
        assert layout is not None  # such tables are not asked
        if layout.is_returned_whole:
            tables.setdefault(departments_of(spec.department)[0], []).append(spec)
            continue
        for figure in layout.figures():
            if figure.key not in passed and (not figure.is_optional or figure.key in known):
                passed.add(figure.key)
                (department, *_) = departments_of(figure.department or spec.department)
                figures.setdefault(department, []).append((spec, figure))
    names = dict.fromkeys([*figures, *tables])
    return {name: Wanted(tuple(figures.get(name, ())), tuple(tables.get(name, ()))) for name in names}


def _asked_tables(level: str, year: int, delivered: Collection[str]) -> Iterator[PrintedTable]:
    for name, spec in sorted(load_printed_tables().items(), key=lambda item: not item[1].region_levels):
        is_asked = level in spec.region_levels or (not spec.region_levels and name in delivered)
        if is_asked and spec.layout_in(year):
            yield spec


def printed_unit(spec: PrintedTable, year: int) -> str:
    """The unit that a table declares for itself; '' if it prints one."""
    layout = spec.layout_in(year)
    return (layout and layout.unit) or ""


def parts_of_ratios() -> Mapping[str, str]:
    """Items that are asked as a part of a ratio, with what is said of it."""
    said: dict[str, str] = {}
    for row in read_rules("ratio_parts"):
        said[row["numerator_item_code"]] = f"{row['title_zh']}的分子"
        said[row["denominator_item_code"]] = f"{row['title_zh']}的分母"
    return said
