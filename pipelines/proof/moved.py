"""Published figures that are no longer those of the current release: figures in force, totals, categories, verdicts.

Whoever revises the past is told what it does, and asked where it moves what was published beyond the bounds of
``rules/recalculation.csv``. Only whole years in the official basis are compared, and nothing that was not published.
It is compared with the current release, of which no table knows: the same deliveries make the same release, always.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import duckdb

from assets.release.numbers import signed, wan
from factors import read_rules
from pipelines.deliveries.changes import FILE_NAME, NOTHING, Change, Printed, list_changes, name_of
from pipelines.deliveries.register import confirmations
from pipelines.lake.releases import DRAFT, POINTER, current_release
from schemas.codes import read_codes
from schemas.problems import Language, Place, Refusal, render_problem

#: Total of a region and year, by basis, region and year.
Totals = Mapping[tuple[str, str, int], Decimal]

CODE = "H-REVISED"

#: How many of each kind a message names, and how many lines are told; the file has all.
NAMED, LISTED = 3, 12

#: What figures of a whole inventory are called; others have titles of their own.
HEADS: dict[str, dict[Language, str]] = {
    "year": {"zh": "资料", "en": "returns"},
    "total": {"zh": "总排放", "en": "total"},
}
#: What a year was and is that was published as a whole and waits again.
WHOLE: dict[Language, tuple[str, str]] = {
    "zh": ("齐全", "未到齐（{}），全年的数不再公布"),
    "en": ("complete", "incomplete ({}), its figures are published no more"),
}

TABLES = (
    "core/bases",
    "core/observations",
    "marts/county_inventory",
    "marts/provincial_summary",
    "marts/target_status",
    "marts/year_progress",
)


class Moved(NamedTuple):
    """A total, a category (tonnes CO2e), the verdict on a target or a whole year that was published otherwise.

    The title of a year is that of the tables that it waits for.
    """

    region_code: str
    kind: str
    year: int
    code: str
    title_zh: str
    title_en: str
    tonnes_before: Decimal | None
    tonnes_after: Decimal | None
    verdict_before: str
    verdict_after: str
    is_beyond: bool

    def told(self, lang: Language) -> str:
        """Which figure, and what it was and is."""
        before, after, change = self.values(lang)
        unit = "" if self.verdict_before else " 10⁴ t" if lang == "en" else "万吨"
        if self.tonnes_after is None:
            before, unit = before + unit, ""
        return f"{self.year} {self.label(lang)} {before} → {after}{unit}{change and f' ({change})'}"

    def label(self, lang: Language) -> str:
        """What it is of, without region and year."""
        if self.kind in HEADS:
            return HEADS[self.kind][lang]
        titles = {"zh": f"{self.code} {self.title_zh}", "en": self.code}
        return titles[lang] if self.kind == "category" else {"zh": self.title_zh, "en": self.title_en}[lang]

    def values(self, lang: Language) -> tuple[str, str, str]:
        """Before and after as they are printed, and the change in percent where there is one."""
        if self.kind == "year":
            before, after = WHOLE[lang]
            return before, after.format(self.title_zh), ""
        if self.tonnes_before is None:
            titles = {row["verdict"]: row[f"title_{lang}"] for row in read_codes("verdicts")}
            return titles[self.verdict_before], titles.get(self.verdict_after, NOTHING[lang]), ""
        if self.tonnes_after is None:
            return wan(self.tonnes_before), NOTHING[lang], ""
        step = self.tonnes_after - self.tonnes_before
        change = f"{signed(100 * step / abs(self.tonnes_before), 1)}%" if self.tonnes_before else ""
        return wan(self.tonnes_before), wan(self.tonnes_after), change


@dataclass(frozen=True)
class Changes:
    """What is no longer as the current release has it."""

    figures: list[Change] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)

    def held(self, confirmed: Collection[str] = ()) -> list[dict[str, str]]:
        """What a person has to answer for, one place a region, as rows of `marts.check_results`.

        The place is confirmed as a whole: by another figure it becomes another place.
        """
        return [row for row in self._places() if row["place_id"] not in confirmed]

    def list_in(self, data_dir: Path) -> None:
        """List everything in a file of a data folder."""
        list_changes(data_dir, self.figures, map(_row, self.moved))

    def _places(self) -> Iterator[dict[str, str]]:
        for region in dict.fromkeys(move.region_code for move in self.moved if move.is_beyond):
            moves = [move for move in self.moved if move.region_code == region and move.is_beyond]
            said = "\n".join(map(repr, (CODE, *(tuple(map(str, move)) for move in moves))))
            sides = (figure.after or figure.before for figure in self.figures if figure.region_code == region)
            files = sorted({side.file for side in sides if side})
            place = Place(files[0] if len(files) == 1 else "")  # of several, no figure says which one moved it
            messages = {f"message_{lang}": _message(region, moves, place, files, lang) for lang in ("zh", "en")}
            yield {
                "outcome": "held",
                "rule_code": CODE,
                "label": f"{name_of(region, 'zh')} 已发布的数",
                "place_id": hashlib.sha256(said.encode()).hexdigest()[:12],
                "file_name": place.file,
                "sheet": "",
                "cell": "",
                **messages,
            }


def _message(region: str, moves: list[Moved], place: Place, files: list[str], lang: Language) -> str:
    named = [move for kind in KINDS for move in _largest(moves, kind)]
    left = len(moves) - len(named)
    more = (f"；另有 {left} 项" if lang == "zh" else f"; {left} more") if left else ""
    details: dict[str, object] = {
        "label": name_of(region, lang),
        "found": ("; " if lang == "en" else "；").join(move.told(lang) for move in named) + more,
        "expected": (", " if lang == "en" else "、").join(files),
        "other": FILE_NAME,
    }
    return render_problem(CODE, place, details, lang)


def _largest(moves: Iterable[Moved], kind: str) -> list[Moved]:
    """Of a kind the years and figures that moved most."""

    def step(move: Moved) -> Decimal:
        return abs((move.tonnes_after or Decimal(0)) - (move.tonnes_before or Decimal(0)))

    return sorted((move for move in moves if move.kind == kind), key=step, reverse=True)[:NAMED]


def published_tables(data_dir: Path, pointer: str = POINTER) -> Path | None:
    """Folder with the tables of the current release, or of the one that another pointer names, if there is one."""
    with suppress(Refusal):
        return tables_of(current_release(data_dir, pointer))
    return None


def tables_of(release: Path) -> Path:
    """Folder with the tables of a release."""
    return release / "restricted" / "parquet"


def compare(before: Path | None, after: Path) -> Changes:
    """What is otherwise in some tables than in those of a release; nothing if it has no such tables, being older.

    Args:
        before: folder with the tables of the release, ``<layer>/<table>.parquet``; none if nothing was published.
        after: folder with the other tables, of the lake or of another release.
    """
    if before is None:
        return Changes()
    with duckdb.connect(":memory:") as connection:
        try:
            for side, folder in (("before", before), ("after", after)):
                connection.execute(f"create schema {side}; set search_path = {side}")
                for table in TABLES:
                    connection.read_parquet(str(folder / f"{table}.parquet")).create_view(table.partition("/")[2])
                connection.execute(f"create table published as {_statement('published')}")
        except (duckdb.IOException, duckdb.BinderException, duckdb.CatalogException):
            return Changes()
        connection.execute("create table limits (figure text, moved_share decimal(9, 6), of_total_share decimal(9, 6))")
        for rule in read_rules("recalculation"):
            connection.execute("insert into limits values ($figure, $moved_share, $of_total_share)", _bounds(rule))
        figures = [
            Change(*row[:6], *(Printed(*side) if side[2] is not None else None for side in (row[6:11], row[11:])))
            for row in connection.execute(_statement("figures")).fetchall()
        ]
        return Changes(figures, [Moved(*row) for row in connection.execute(_statement("beyond")).fetchall()])


def note_changes(data_dir: Path) -> Changes:
    """Compare what was built with the current release, and list it in the data folder before it becomes current."""
    if not (published := published_tables(data_dir)):
        return Changes()
    changes = compare(published, data_dir / "lake")
    changes.list_in(data_dir)
    return changes


def told(changes: Changes, lang: Language) -> Iterator[str]:
    """What is otherwise than published, a line each: what is beyond the bounds first, then the figures behind it."""
    for move in sorted(changes.moved, key=lambda move: not move.is_beyond)[:LISTED]:
        yield f"⚠ {name_of(move.region_code, lang)} {move.told(lang)}"
    for figure in changes.figures[:LISTED]:
        yield f"  Δ {figure.told(lang)}"
    counts = len(changes.moved), len(changes.figures)
    if max(counts) > LISTED:
        zh, en = (
            "已发布的数改变 {} 项，所依据的数改变 {} 个：{} 逐格列出",
            "{} published figures moved, {} figures: see {}",
        )
        yield "  " + (en if lang == "en" else zh).format(*counts, FILE_NAME)


def _statement(name: str) -> str:
    return Path(__file__).with_name(f"moved_{name}.sql").read_text(encoding="utf-8")


def _bounds(rule: Mapping[str, str]) -> dict[str, str]:
    return {name: rule[name] for name in ("figure", "moved_share", "of_total_share")}


def waiting(data_dir: Path) -> list[dict[str, str]]:
    """Where a draft moves published figures beyond the bounds and nobody has confirmed it."""
    draft = published_tables(data_dir, DRAFT)
    return compare(published_tables(data_dir), draft).held(confirmations(data_dir)) if draft else []


def totals(connection: duckdb.DuckDBPyConnection) -> Totals:
    """Totals of whole years in the official basis."""
    rows = connection.execute(
        """
        select basis_id, region_code, year, emissions_tco2e
        from marts.provincial_summary
        inner join core.bases using (basis_id)
        inner join marts.year_progress using (basis_id, region_code, year)
        where line_code = 'total' and is_official and is_headline and emissions_tco2e is not null
        order by all
        """
    ).fetchall()
    return {(basis, region, year): tonnes for basis, region, year, tonnes in rows}


KINDS = {"year": "年度", "total": "总排放", "category": "类别", "verdict": "目标结论"}


def _row(move: Moved) -> tuple[object, ...]:
    unit = "" if move.verdict_before else "万吨CO₂当量"
    before, after, change = move.values("zh")
    beyond = "是" if move.is_beyond else "否"
    region = name_of(move.region_code, "zh")
    return KINDS[move.kind], region, move.year, move.label("zh"), before, after, unit, change, beyond
