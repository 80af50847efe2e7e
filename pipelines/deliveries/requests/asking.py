"""Forms for all departments and the list of who owes what by when, written into a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assets.release.numbers import wan
from assets.requests import FIRST_ROW, Form, Line, Owed, write_form, write_owed
from pipelines.deliveries.requests.known import Known, Release, known_of
from pipelines.deliveries.requests.lines import Wanted, parts_of_ratios, printed_unit, wanted
from pipelines.deliveries.requests.sent import Sent, keep_sent, seal_of
from pipelines.lake.files import write_bytes
from pipelines.reading.seal import Seal
from pipelines.reading.units import units
from pipelines.settings import OWED
from schemas import vocabulary
from schemas.codes import read_codes
from schemas.codes.departments import department_name
from schemas.codes.regions import current_regions, region_name
from schemas.problems import Place, Refusal
from schemas.specs.printed_table import Figure, PrintedTable

#: Targets that are named of those that a figure decides.
NAMED = 2


@dataclass(frozen=True)
class Asked:
    """What was written, and what each department owes."""

    folder: Path
    files: tuple[str, ...]
    owed: tuple[Owed, ...]


def ask(data_dir: Path, region: str, year: int, due: str, folder: Path) -> Asked:
    """Write the forms of a year; the caller holds the lock of the data folder.

    Raises:
        Refusal: E-DISK-FULL, the folder cannot be written to.
    """
    release = known_of(data_dir, region, year - 1)
    level = current_regions()[region]["region_level"]
    asked = wanted(level, year, release.tables, {key for key, known in release.figures.items() if known.amount})
    forms: list[Form] = []
    owed: list[Owed] = []
    for department in (row["department_code"] for row in read_codes("departments")):
        if department in asked:
            name = department_name(department)
            lines = tuple(_lines(region, year, name, asked[department], release))
            if lines:
                forms.append(Form(region_name(region), region, year, name, due, lines))
            owed += _owed(name, year, due, forms[-1] if lines else None, asked[department])
    contents = {_file_name(form): write_form(form) for form in forms}
    title = f"{region_name(region)}{year}年温室气体清单催报清单"
    contents[OWED] = write_owed(title, f"{len(owed)} 项，{len(asked)} 个部门", owed)
    try:
        for name, content in contents.items():
            write_bytes(folder / name, content)
    except OSError as error:  # whatever somebody typed for a folder
        raise Refusal("E-DISK-FULL", Place(str(folder)), found=error.strerror) from error
    keep_sent(data_dir, map(_sent, forms))
    return Asked(folder, tuple(contents), tuple(owed))


def _file_name(form: Form) -> str:
    return f"{form.region}温室气体清单报送表_{form.department}_{form.year}.xlsx"


def _sent(form: Form) -> Sent:
    seal = seal_of(line.seal for line in form.lines)
    return Sent(form.region_code, str(form.year), form.department, str(len(form.lines)), form.due, seal)


def _owed(name: str, year: int, due: str, form: Form | None, wanted: Wanted) -> Iterator[Owed]:
    if form:
        tables = dict.fromkeys(spec.title_zh for spec, _ in wanted.figures)
        yield Owed(name, f"报送表：{'、'.join(tables)}", len(form.lines), f"填《{_file_name(form)}》，或交原表", due)
    for spec in wanted.tables:
        yield Owed(name, f"{spec.title_zh}（{spec.document}）", 0, f"按原表报{year}年逐月数，不填报送表", due)


def _lines(region: str, year: int, department: str, wanted: Wanted, release: Release) -> Iterator[Line]:
    last_row = FIRST_ROW + len(wanted.figures)
    for row, (spec, figure) in enumerate(wanted.figures, start=FIRST_ROW + 1):
        known = release.figures.get(figure.key)
        unit = _unit(spec, figure, known, year)
        amount = known.amount if known and known.year == year - 1 else None
        seal = Seal(region, str(year), department, str(row), str(last_row), figure.label, unit, figure.code)
        yield Line(
            table=spec.title_zh,
            label=figure.label,
            meaning=_meaning(figure),
            unit=unit,
            last=amount,
            last_reason="" if amount is not None else _reason(known, year, release),
            why=_why(figure, known),
            code=figure.code,
            seal=seal.text,
        )


def _unit(spec: PrintedTable, figure: Figure, known: Known | None, year: int) -> str:
    """As the figure was printed last, else as the table says, else the base unit of what is measured."""
    if known:
        return units()[known.unit_code].title
    if unit := printed_unit(spec, year):
        return unit
    dimension = _fact("items", figure.item_code, "dimension")
    if dimension == "by_fuel":
        dimension = _fact("fuels", figure.fuel_code, "dimension")
    base = next(row for row in read_codes("units") if row["dimension"] == dimension and row["is_base"] == "true")
    return base["title_zh"]


def _fact(name: str, code: str, column: str) -> str:
    return next(row[column] for row in read_codes(name) if code in row.values())


def _meaning(figure: Figure) -> str:
    lists = (("items", figure.item_code), ("sectors", figure.sector_code), ("fuels", figure.fuel_code))
    return "·".join(_fact(name, code, "title_zh") for name, code in lists if code)


def _reason(known: Known | None, year: int, release: Release) -> str:
    if not release.is_there:
        return "尚无发布"
    if known is None:
        return "从未报过"
    if known.year < year - 1:
        return f"{year - 1}年未报"
    return "无" if known.value_status == "zero_or_none" else vocabulary.VALUE_STATUSES[known.value_status][0]


def _why(figure: Figure, known: Known | None) -> str:
    """What rests on a figure: categories with their tonnes, targets, the ratio that it is a part of."""
    said: list[str] = []
    if known and known.categories:
        tonnes = f"，上年 {_size(known.tonnes)}" if known.tonnes else ""
        said.append(f"清单：{'、'.join(known.categories)}{tonnes}")
    if ratio := parts_of_ratios().get(figure.item_code):
        said.append(ratio)
    if known and known.targets:
        more = f" 等 {len(known.targets)} 项" if len(known.targets) > NAMED else ""
        said.append(f"目标：{'、'.join(known.targets[:NAMED])}{more}")
    return "；".join(said) or "核对其他数"


def _size(tonnes: float) -> str:
    """Tonnes CO2e for people."""
    return f"{wan(Decimal(tonnes))} 万吨" if tonnes >= 10_000 else f"{tonnes:,.0f} 吨"
