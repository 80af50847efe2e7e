"""From raw cells to observations: each printed figure with its codes, unit and status; and totals checked.

Needs nothing but the raw cells and the declaration. Converting units and choosing between sources belong to
`core`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from assets.staged import load_corrections
from pipelines.reading.commas import find_decimal_commas, find_grouping_points
from pipelines.reading.corrections import apply_corrections
from pipelines.reading.form_totals import check_form_totals
from pipelines.reading.frames import staged_frame
from pipelines.reading.judge_rows import judge_rows
from pipelines.reading.names import NO_ANSWERS, Answer, Answers, Axis, LayoutNames, Subject, layouts_of, meanings
from pipelines.reading.parse import Amount, CellProblem, parse_amount
from pipelines.reading.questions import OPEN, command, listed
from pipelines.reading.records import PATH, CheckRow, Observation, RawCell
from pipelines.reading.regions import Expected, find_region
from pipelines.reading.sentences import in_figures
from pipelines.reading.series import find_scale_errors
from pipelines.reading.totals import UNREAD, Figure, check_totals
from pipelines.reading.units import Unit, UnitProblem
from schemas.problems import Place, Refusal, Refusals
from schemas.specs.corrections import Correction
from schemas.specs.printed_table import PrintedTable


@dataclass(frozen=True, slots=True)
class _Crossing:
    """What is common to all cells of the same row, column and printed unit."""

    keys: tuple[str, ...]
    row: str
    column: str
    subject: Subject
    unit: Unit
    note: str
    """By which answers its labels are read."""


def read_observations(
    spec: PrintedTable,
    raw_cells: Sequence[RawCell],
    corrections: Sequence[Correction] | None = None,
    expected: Mapping[str, Expected] | None = None,
    answers: Answers = NO_ANSWERS,
) -> tuple[pd.DataFrame, list[CheckRow]]:
    """Read the figures of a table out of its raw cells, of one or several files.

    Args:
        spec: declaration of the table.
        raw_cells: raw cells, those of a file together.
        corrections: declared misprints; those of `assets/staged/corrections.yaml` by default.
        expected: of each file, by digest, the regions of which one is meant where several have the printed name.
        answers: what labels mean that the declaration does not know.

    Returns:
        The observations as a frame that keeps the contract of a staged table, ordered by period and cell, and one
        row for every check of printed figures against each other.

    Raises:
        Refusals: every cell that cannot be read with certainty or whose row breaks the contract, and every total
            that differs from its parts.
    """
    if not raw_cells:
        return staged_frame([]), []
    declared = load_corrections() if corrections is None else corrections
    observations: list[Observation] = []
    checks: list[CheckRow] = []
    refusals: list[Refusal] = []
    series: dict[tuple[str, ...], list[Figure]] = {}
    layouts = layouts_of(spec, answers)
    for cells in _by_sheet(raw_cells):
        known = (expected or {}).get(cells[0].file_sha256, ())
        reader = _SheetReader(spec, _layout_of(layouts, cells), cells, known)
        observations += reader.read(declared)
        checks += reader.checks
        refusals += reader.refusals
        for key, figures in reader.series.items():
            series.setdefault(key, []).extend(figures)
    refusals += _refuse_scale_errors(series)
    rows = staged_frame(observations)
    refusals += judge_rows(f"staged.{spec.name}", rows, {cell.file_sha256: cell.file_name for cell in raw_cells})
    if refusals:
        raise Refusals(refusals)
    return rows, checks


def answered_cells(
    spec: PrintedTable, raw_cells: Sequence[RawCell], answers: Answers
) -> Iterator[tuple[Answer, RawCell]]:
    """Every raw cell of which a label is read by an answer, with that answer; those that are not counted, too."""
    layouts = layouts_of(spec, answers)
    for cells in _by_sheet(raw_cells) if answers.get(spec.name) else ():
        names = _layout_of(layouts, cells)
        for cell in cells:
            for answer in names.answered_at(cell.row_path, cell.column_path):
                yield answer, cell


def _by_sheet(cells: Iterable[RawCell]) -> Collection[Sequence[RawCell]]:
    """Cells of each sheet of each file; the lake keeps them by year."""
    sheets: dict[tuple[str, str], list[RawCell]] = {}
    for cell in cells:
        sheets.setdefault((cell.file_sha256, cell.sheet), []).append(cell)
    return sheets.values()


def _layout_of(layouts: Sequence[LayoutNames], cells: Sequence[RawCell]) -> LayoutNames:
    """The layout of a printed table: the latest of the year in its title that knows all its labels.

    The latest year of the cells would not do: only some years of a table may be at hand.
    """
    if len(layouts) == 1:
        return layouts[0]
    years = {names: names.title_year(cells[0].title_text) for names in reversed(layouts)}
    fitting = [names for names, year in years.items() if not year or names.layout.covers(year)]
    knowing = (n for n in fitting if all(n.find_row(c.row_path) and n.find_column(c.column_path) for c in cells))
    return next(knowing, None) or next((names for names in fitting if years[names]), layouts[-1])


class _SheetReader:
    """Reads the cells of the table in one sheet."""

    def __init__(self, spec: PrintedTable, names: LayoutNames, cells: Sequence[RawCell], expected: Expected) -> None:
        self.spec, self.names, self.cells, self.expected = spec, names, cells, expected
        self.year = max(int(cell.period[:4]) for cell in cells)
        self.refusals: list[Refusal] = []
        self.unread: list[Figure] = []
        """Cells that were refused: a sum with one of them is not checked, lest it be refused for the same fault."""
        self.checks: list[CheckRow] = []
        self.series: dict[tuple[str, ...], list[Figure]] = {}
        self._crossings: dict[tuple[str, str, str], _Crossing | None] = {}

    def read(self, corrections: Sequence[Correction]) -> list[Observation]:
        """Read all figures, correct what is declared wrong, check totals."""
        read: list[tuple[Observation, Figure]] = []
        skipped = 0
        for raw in self.cells:
            crossing = self._crossing(raw)
            if crossing is None:
                skipped += 1
                continue
            try:
                value = self._value(raw, crossing)
            except CellProblem as problem:
                self._refuse(raw, problem)
                self.unread.append(_figure(raw, crossing, UNREAD))
                continue
            read.append((self._observation(raw, crossing, value), _figure(raw, crossing, value)))
        figures = [figure for _, figure in read]
        self.refusals += (_refuse_mark("E-NUM-COMMA", *found) for found in find_decimal_commas(figures))
        self.refusals += (_refuse_mark("E-NUM-POINT", *found) for found in find_grouping_points(figures))
        count = self._count([observation for observation, _ in read], skipped)
        corrected = self._correct(read, corrections)
        self._check(corrected)
        self.checks.append(count)
        return [observation for observation, _ in corrected]

    def _crossing(self, raw: RawCell) -> _Crossing | None:
        key = (raw.row_path, raw.column_path, raw.unit_text)
        if key not in self._crossings:
            self._crossings[key] = self._find_crossing(raw)
        return self._crossings[key]

    def _find_crossing(self, raw: RawCell) -> _Crossing | None:
        """None if row, column or key is declared as not read."""
        row, column = self.names.find_row(raw.row_path), self.names.find_column(raw.column_path)
        if row is None or column is None:
            axis: Axis = "column" if row else "row"
            label = raw.column_path if row else raw.row_path
            asked = command(self.spec.title_zh, axis, label, OPEN, self.year)
            known = listed(label, meanings(self.names.layout, axis))
            self.refusals.append(Refusal("E-LABEL-UNKNOWN", _place(raw), label=label, asked=asked, known=known))
            return None
        keys, found = row
        subject = self.names.subject(keys, found.name, column.name)
        if subject.skip:
            return None
        try:
            unit = self.names.agree(column.name, tuple(raw.unit_text.split(PATH)) if raw.unit_text else ())
        except UnitProblem as problem:
            details = {"found": problem.found or "未印单位", "expected": problem.expected, "other": "raw"}
            self.refusals.append(Refusal(problem.code, _place(raw), **details))
            return None
        note = "；".join(
            f"“{answer.label}”按本单位的解答读作“{answer.said}”"
            for answer in self.names.answered_at(raw.row_path, raw.column_path)
        )
        return _Crossing(keys=keys, row=found.name, column=column.name, subject=subject, unit=unit, note=note)

    def _value(self, raw: RawCell, crossing: _Crossing) -> Amount:
        text = in_figures(raw.printed_text) if self.names.layout.is_text else raw.printed_text
        value = parse_amount(text, raw.cell_kind, self.names.layout.missing)
        if value.amount is not None and value.amount < 0 and not crossing.subject.is_signed:
            raise CellProblem("E-NEG", raw.printed_text)
        return value

    def _refuse(self, raw: RawCell, problem: CellProblem) -> None:
        label = " › ".join(filter(None, (raw.row_path, raw.column_path)))
        details = {"found": problem.found or "空白", "expected": problem.expected, "label": label}
        self.refusals.append(Refusal(problem.code, _place(raw), **details))

    def _observation(self, raw: RawCell, crossing: _Crossing, value: Amount) -> Observation:
        return Observation(
            region_code=find_region(raw.region_text, self.year, self.expected) or "",
            period=raw.period,
            item_code=crossing.subject.item_code,
            sector_code=crossing.subject.sector_code,
            fuel_code=crossing.subject.fuel_code,
            amount=value.amount,
            unit_code=crossing.unit.code,
            value_status=value.status,
            is_total=crossing.subject.is_total,
            printed_text=raw.printed_text,
            source_id=self.spec.source_id,
            table_name=self.spec.name,
            file_sha256=raw.file_sha256,
            sheet=raw.sheet,
            cell=raw.cell,
            vintage="preliminary" if raw.vintage_text else self.spec.vintage,
            note="；".join(filter(None, (value.note, crossing.note))),
        )

    def _correct(
        self, read: list[tuple[Observation, Figure]], corrections: Sequence[Correction]
    ) -> list[tuple[Observation, Figure]]:
        """Apply the declared corrections; figures follow their observations."""
        try:
            corrected = apply_corrections(self.spec.name, [observation for observation, _ in read], corrections)
        except Refusals as refusals:
            self.refusals += refusals.refusals
            return read
        figures = {(figure.raw.sheet, figure.raw.cell): figure for _, figure in read}
        return [(o, _with_amount(figures[o.sheet, o.cell], o)) for o in corrected]

    def _check(self, read: Sequence[tuple[Observation, Figure]]) -> None:
        for o, figure in read:
            key = (o.region_code, o.item_code, o.sector_code, o.fuel_code, o.facility_code)
            self.series.setdefault(key, []).append(figure)
        try:
            figures = [figure for _, figure in read] + self.unread
            checks = list(check_totals(self.names.layout, figures))
            if self.names.layout.is_by_codes:
                checks += check_form_totals(figures, self.year)
        except Refusal as refusal:
            self.refusals.append(refusal)
            return
        self.checks += checks
        self.refusals += [_refuse_sum(c) for c in checks if c.outcome == "failed" and c.severity == "block"]

    def _count(self, read: Sequence[Observation], skipped: int) -> CheckRow:
        """Nothing vanishes: a cell of the range is a number, a missing mark, or skipped for a reason."""
        first, missing, refused = self.cells[0], sum(o.amount is None for o in read), len(self.unread)
        is_whole = len(read) + skipped + refused == len(self.cells)
        return CheckRow(
            rule="STR-06",
            severity="block",
            outcome="passed" if is_whole and not refused else "failed",
            file_sha256=first.file_sha256,
            file_name=first.file_name,
            sheet=first.sheet,
            cell="",
            subject=f"reported {len(read) - missing}，missing {missing}，skipped {skipped}，refused {refused}",
            period=str(self.year),
        )


def _figure(raw: RawCell, crossing: _Crossing, value: Amount) -> Figure:
    return Figure(
        raw=raw, keys=crossing.keys, row=crossing.row, column=crossing.column, value=value, unit=crossing.unit
    )


def _with_amount(figure: Figure, observation: Observation) -> Figure:
    value = figure.value._replace(amount=observation.amount, status=observation.value_status)
    return replace(figure, value=value)


def _refuse_mark(code: str, figure: Figure, alike: Figure) -> Refusal:
    other = f"{alike.raw.cell} {alike.raw.printed_text}"
    return Refusal(code, _place(figure.raw), found=figure.raw.printed_text, other=other)


def _refuse_sum(check: CheckRow) -> Refusal:
    return Refusal(
        "E-SUM",
        Place(check.file_name, check.sheet, check.cell),
        found=check.found,
        expected=check.expected,
        difference=check.difference,
        limit=check.limit,
        other="、".join(check.other_cells),
    )


def _refuse_scale_errors(series: dict[tuple[str, ...], list[Figure]]) -> Iterator[Refusal]:
    for figures in series.values():
        for figure, earlier, power in find_scale_errors(sorted(figures, key=lambda f: f.raw.period)):
            yield Refusal(
                "E-UNIT-SCALE",
                _place(figure.raw),
                label=f"{figure.raw.row_path}（{figure.raw.column_path}）",
                found=figure.raw.printed_text,
                expected=f"《{earlier.raw.file_name}》{earlier.raw.cell} {earlier.raw.printed_text}",
                power=power,
                other=figure.raw.unit_text or figure.unit.title,
            )


def _place(raw: RawCell) -> Place:
    return Place(raw.file_name, raw.sheet, raw.cell)
