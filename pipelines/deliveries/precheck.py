"""Judge without taking in: a delivered file a supplier wants to try, or all hand-written files of the project."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import factors
from assets import load_assets
from assets.raw import load_printed_tables
from assets.staged import load_corrections
from pipelines.deliveries.judgement import Judged, judge, unread
from pipelines.deliveries.marking import mark_copy
from pipelines.deliveries.readers import Sheet, read_files
from pipelines.deliveries.register.names import accept_name
from pipelines.deliveries.remarks import Remark
from pipelines.reading import NO_ANSWERS, Answers, CheckRow
from pipelines.reading.regions import Expected
from schemas.problems import Language, Notice, Refusal, Refusals


@dataclass
class Checked:
    """A file that was judged by itself: what it holds, and what is to be said of it."""

    path: Path
    sheets: Sequence[Sheet] = ()
    is_looked_through: bool = False
    """Whether the reader has come to the cells: then the container is what it seems."""
    tables: Mapping[str, Judged] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def warned(self) -> list[CheckRow]:
        """Printed figures that are not what others printed beside them make them."""
        return [check for table in self.tables.values() for check in table.checks if check.outcome == "failed"]

    def remarks(self, lang: Language) -> list[Remark]:
        """What is to be said of the file, all of it."""
        problems: list[Refusal | Notice] = [*self.refusals, *self.notices]
        told = [Remark.of(problem, lang) for problem in problems]
        return told + [Remark.of_sum(check, lang) for check in self.warned]

    def marked(self, remarks: Sequence[Remark], lang: Language) -> bytes:
        """A copy of the file, as a workbook, with some remarks at their cells."""
        is_workbook = self.is_looked_through and self.path.suffix.lower() == ".xlsx"
        book = self.path.read_bytes() if is_workbook else None
        return mark_copy(self.path.name, book, self.sheets, remarks, lang)


def check_files(files: Sequence[Path], expected: Expected = (), answers: Answers = NO_ANSWERS) -> list[Checked]:
    """Judge files without taking them in. `expected` and `answers` are as in `judge`."""
    read = read_files([(path, path.name) for path in files])
    return [_checked(path, sheets, expected, answers) for path, sheets in zip(files, read, strict=True)]


def _checked(path: Path, sheets: list[Sheet] | Refusal, expected: Expected, answers: Answers) -> Checked:
    checked = Checked(path)
    try:
        accept_name(path.name)
        if isinstance(sheets, Refusal):
            checked.is_looked_through = bool(sheets.place.cell)
            raise sheets
        checked.sheets, checked.is_looked_through = sheets, True
        checked.tables = judge(sheets, path.name, expected, answers)
        checked.notices = unread(sheets, checked.tables, path.name)
    except Refusal as refusal:
        checked.refusals.append(refusal)
    except Refusals as several:
        checked.refusals += several.refusals
    return checked


def told(checked: Checked, lang: Language) -> Iterator[str]:
    """What a file holds, a line a printed table; below it the printed totals that are not the sum of their parts."""
    for table, judged in checked.tables.items():
        yield from _told(checked.path.name, table, judged, lang)
    for notice in checked.notices:
        yield notice.render(lang)


def _told(file_name: str, table: str, judged: Judged, lang: Language) -> Iterator[str]:
    """What one printed table of a file holds, and which of its printed totals are not the sum of their parts."""
    spec = load_printed_tables()[table]
    warned = [check for check in judged.checks if check.outcome == "failed"]
    counts = len(judged.observations), len(judged.checks), len(warned)
    if lang == "en":
        yield f"✓ “{file_name}” {spec.title_en}: {counts[0]} observations, {counts[1]} checks, {counts[2]} warnings"
    else:
        yield f"✓ 《{file_name}》 {spec.title_zh}：{counts[0]} 个观测值，{counts[1]} 项核对，{counts[2]} 项提醒"
    for check in warned:
        place = " › ".join(filter(None, (check.file_name, check.sheet, check.cell)))
        yield f"  ⚠ {place} {check.told(lang)}"


def check_declarations(lang: Language = "zh") -> list[str]:
    """Load every hand-written file; returns how many of each there are.

    Raises:
        Refusal: a declaration is wrong.
    """
    counts = {
        ("印刷表声明", "printed tables"): load_printed_tables(),
        ("更正", "corrections"): load_corrections(),
        ("文献", "sources"): factors.load_sources(),
        ("因子值", "factor values"): factors.load_factor_values(),
        ("增温潜势", "GWPs"): factors.load_gwps(),
        ("口径", "bases"): factors.load_bases(),
        ("价格基年", "price bases"): factors.load_price_bases(),
        ("类别卡", "category cards"): factors.load_categories(),
        ("目标", "targets"): list(factors.load_targets().targets()),
        ("资产", "assets"): load_assets(),
    }
    return [f"✓ {en}: {len(found)}" if lang == "en" else f"✓ {zh}：{len(found)}" for (zh, en), found in counts.items()]
