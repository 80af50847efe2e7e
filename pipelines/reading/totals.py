"""Printed totals against their printed parts, by the relations a declaration names.

Parts printed with d decimals may differ from their total by 0.5·10^-d for each of the n parts and the total
itself; a flat percentage would hide small errors in large tables and invent some in small ones. Parts in
another unit are converted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.reading.parse import Amount, kept
from pipelines.reading.records import PATH, CheckRow, RawCell
from pipelines.reading.units import Unit
from schemas.problems import Place, Refusal
from schemas.specs.labels import is_of_which
from schemas.specs.printed_table import Layout, Total

UNREAD = Amount(None, "refused", 0, "")
"""Stands for a cell that could not be read."""

_UNKNOWN = {"not_available", "not_applicable", "confidential", UNREAD.status}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A cell that was read, and where in the declaration it belongs."""

    raw: RawCell
    keys: tuple[str, ...]
    row: str
    column: str
    value: Amount
    unit: Unit

    @property
    def base(self) -> Decimal:
        """Amount in the base unit; a missing mark counts nothing."""
        return (self.value.amount or Decimal(0)) * self.unit.numerator / self.unit.denominator

    @property
    def half_step(self) -> Decimal:
        """Half of the last printed decimal, in the base unit."""
        return Decimal("0.5").scaleb(-self.value.decimals) * self.unit.numerator / self.unit.denominator


Line = tuple[str, str, tuple[str, ...], str, str]
"""What the cells of one sum share: sheet, region, key values, and their row (or column) path and period."""


def check_totals(layout: Layout, figures: Sequence[Figure]) -> Iterator[CheckRow]:
    """Yield one row for each declared relation and each row or column in which it is printed.

    Raises:
        Refusal: E-SPEC if a part of a sum is printed as one among others (`#`, `其中`).
    """
    for axis in ("row", "column"):
        relations = [total for total in layout.totals if total.axis == axis]
        if relations:
            for line in _lines(figures, axis).values():
                for relation in relations:
                    yield from _check(relation, line, axis)


def _lines(figures: Sequence[Figure], axis: str) -> dict[Line, dict[str, Figure]]:
    """Figures that can be added along an axis, by their name on it."""
    lines: dict[Line, dict[str, Figure]] = {}
    for figure in figures:
        raw = figure.raw
        other_path = raw.column_path if axis == "row" else raw.row_path
        line = (raw.sheet, raw.region_text, figure.keys, other_path, raw.period)
        lines.setdefault(line, {})[figure.row if axis == "row" else figure.column] = figure
    return lines


def _check(relation: Total, line: Mapping[str, Figure], axis: str) -> Iterator[CheckRow]:
    total = line.get(relation.total)
    parts = [line[name] for name in (*relation.parts, *relation.minus) if name in line]
    if total is None or not parts:
        return
    other_name = total.column if axis == "row" else total.row
    if other_name in relation.exceptions:
        return
    if relation.kind == "of_which":
        for part in parts:
            yield _check_of_which(relation, total, part)
    else:
        _refuse_of_which(axis, parts)
        yield _check_sum(relation, total, parts)


def _refuse_of_which(axis: str, parts: Sequence[Figure]) -> None:
    for raw in (part.raw for part in parts):
        path = raw.row_path if axis == "row" else raw.column_path
        if any(map(is_of_which, path.split(PATH))):
            place = Place(raw.file_name, raw.sheet, raw.cell)
            raise Refusal("E-SPEC", place, found=f"“{path}”是其中项，不能作为合计的分项（totals 应为 of_which）")


def _check_sum(relation: Total, total: Figure, parts: Sequence[Figure]) -> CheckRow:
    minus = set(relation.minus)
    scale = Decimal(total.unit.denominator) / total.unit.numerator
    names = [part.row if relation.axis == "row" else part.column for part in parts]
    amounts = [-part.base if name in minus else part.base for name, part in zip(names, parts, strict=True)]
    expected = sum(amounts, Decimal(0)) * scale
    decimals = max(figure.value.decimals for figure in (total, *parts))
    if all(part.unit == total.unit for part in parts):
        limit = Decimal("0.5").scaleb(-decimals) * (len(parts) + 1)
    else:
        limit = sum((figure.half_step for figure in (total, *parts)), Decimal(0)) * scale
    found = total.value.amount or Decimal(0)
    difference = abs(expected - found)
    return _row(relation, total, parts, found=found, expected=expected, difference=difference, limit=limit)


def _check_of_which(relation: Total, total: Figure, part: Figure) -> CheckRow:
    """A part among others is at most the total: rounded to the same step it stays so, to another one by half of it."""
    scale = Decimal(total.unit.denominator) / total.unit.numerator
    found, expected = total.value.amount or Decimal(0), part.base * scale
    excess = max(Decimal(0), abs(expected) - abs(found))
    halves = total.half_step, part.half_step
    if part.unit == total.unit:
        limit = Decimal(0) if halves[0] == halves[1] else max(halves) * scale
    else:
        limit = sum(halves) * scale
    return _row(relation, total, [part], found=found, expected=expected, difference=excess, limit=limit)


def _row(
    relation: Total,
    total: Figure,
    parts: Sequence[Figure],
    *,
    found: Decimal,
    expected: Decimal,
    difference: Decimal,
    limit: Decimal,
) -> CheckRow:
    # 亩 are no decimal part of 公顷: what is converted has a tail that nobody printed
    expected, difference, limit = (kept(amount) for amount in (expected, difference, limit))
    is_known = not any(figure.value.status in _UNKNOWN for figure in (total, *parts))
    outcome = "not_checked" if not is_known else "passed" if difference <= limit else "failed"
    raw = total.raw
    across = raw.column_path if relation.axis == "row" else raw.row_path
    return CheckRow(
        rule=relation.rule,
        severity=relation.severity,
        outcome=outcome,
        file_sha256=raw.file_sha256,
        file_name=raw.file_name,
        sheet=raw.sheet,
        cell=raw.cell,
        other_cells=tuple(part.raw.cell for part in parts),
        subject=f"{across}：{relation.total}",
        period=raw.period,
        found=found,
        expected=expected,
        difference=difference,
        limit=limit,
        reason=relation.reason or "",
    )
