"""A journal: what happened, a line each in a CSV file, in order; nothing is ever rewritten.

Each line carries the digest of the line before. Beside the file stands its head, how many lines there are and the
digest of the last one, so that a line that was changed, taken out, put in or cut off is found. Here belongs the form;
what a line says belongs to whoever writes it.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from pipelines.lake.files import write_bytes
from pipelines.lake.format import require_format
from schemas.problems import Place, Refusal

NOTHING = "0" * 64
"""What the first line carries."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; every field is text, as it stands there: its number first, what it carries of the line before last."""

    columns: ClassVar[tuple[str, ...]]

    number: str = ""
    previous: str = ""

    def __init_subclass__(cls) -> None:
        cls.columns = ("number", *cls.__annotations__, "previous")

    @property
    def line(self) -> str:
        """The line as it stands in the journal."""
        return _csv([[getattr(self, name) for name in self.columns]])

    @property
    def sha256(self) -> str:
        """What the next line carries."""
        return hashlib.sha256(self.line.encode()).hexdigest()


def head_of(lines: Sequence[Line]) -> str:
    """How many lines there are and the digest of the last one, as releases quote it."""
    return f"{len(lines)} {lines[-1].sha256 if lines else NOTHING}"


def count_of(head: str) -> int:
    """How many lines a head says that there are; none if it says nothing."""
    number = head.partition(" ")[0]
    return int(number) if number.isdecimal() else 0


def shown_head(head: str) -> str:
    """A head as a person reads it: how many lines, and the beginning of the digest."""
    number, _, digest = head.partition(" ")
    return f"{number or 0} 行 {digest[:12]}"


L = TypeVar("L", bound=Line)


@dataclass(frozen=True)
class Journal(Generic[L]):
    """A journal of a data folder.

    Attributes:
        file_name: its file.
        head_name: the file of its head.
        form: what a line is.
        code: of the refusal of a line that is not what was written.
    """

    file_name: str
    head_name: str
    form: type[L]
    code: str

    def read(self, data_dir: Path) -> list[L]:
        """Return all lines; none when nothing was written yet.

        Raises:
            Refusal: of the journal's code, naming the first line that is not what was written; E-FORMAT, as
                `require_format`.
        """
        require_format(data_dir)
        lines = list(self.parse(self.content(data_dir)))
        heads, end = self.heads(data_dir), head_of(lines)
        if end not in heads:
            counts = [count_of(head) for head in heads]
            # as many as there were, and the last is another one; or what follows those that there were, or are left
            at = len(lines) + 1 if len(lines) in counts else min(len(lines), max(counts, default=0)) + 2
            raise self.damaged(at, shown_head(end), " / ".join(map(shown_head, heads)))
        return lines

    def append(self, data_dir: Path, known: Sequence[L], new: Iterable[L]) -> list[L]:
        """Add lines to the end; whole or not at all, whatever happens on the way.

        The head first names both ends, the one before and the one to come: a kill leaves one of them.
        """
        lines = list(known)
        for line in new:
            previous = lines[-1].sha256 if lines else NOTHING
            lines.append(replace(line, number=str(len(lines) + 1), previous=previous))
        before, after = head_of(known), head_of(lines)
        write_bytes(data_dir / self.head_name, f"{before}\n{after}\n".encode())
        write_bytes(data_dir / self.file_name, self._written(lines))
        write_bytes(data_dir / self.head_name, f"{after}\n".encode())
        return lines

    def settle(self, data_dir: Path) -> None:
        """Let the head name one end again where somebody was killed while adding lines; the caller holds the lock."""
        if len(self.heads(data_dir)) > 1:
            write_bytes(data_dir / self.head_name, f"{head_of(self.read(data_dir))}\n".encode())

    def parse(self, content: bytes) -> tuple[L, ...]:
        """Lines that follow one another, each as it was written.

        Raises:
            Refusal: of the journal's code, naming the first line that is not.
        """
        return tuple(_parsed(self, content))

    def salvage(self, data_dir: Path) -> dict[int, L]:
        """Lines of a damaged journal that are as they were written, by number: what follows carries their digest."""
        text = self.content(data_dir).decode("utf-8-sig", errors="replace").replace("\0", "")
        lines = []
        for typed in text.splitlines():
            with suppress(csv.Error):
                (row,) = list(csv.reader([typed])) or [[]]
                if len(row) == len(self.form.columns) and row[0].isdecimal():
                    lines.append(self._line(row))
        vouched = {line.previous for line in lines} | {head.partition(" ")[2] for head in self.heads(data_dir)}
        return {int(line.number): line for line in lines if line.sha256 in vouched}

    def damaged(self, line: int, found: str, expected: str = "") -> Refusal:
        """The refusal of a journal that is not what was written."""
        return Refusal(self.code, Place(self.file_name, line=line), found=found, expected=expected)

    def content(self, data_dir: Path) -> bytes:
        """Bytes of the journal's file; none if there is none."""
        path = data_dir / self.file_name
        return path.read_bytes() if path.exists() else b""

    def heads(self, data_dir: Path) -> list[str]:
        """The ends that the journal may have: one, or two if somebody was killed while adding lines."""
        path = data_dir / self.head_name
        return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else [head_of([])]

    def _line(self, row: Sequence[str]) -> L:
        return self.form(**dict(zip(self.form.columns, row, strict=True)))

    def _written(self, lines: Iterable[L]) -> bytes:
        return (_csv([self.form.columns]) + "".join(line.line for line in lines)).encode("utf-8-sig")


@lru_cache(maxsize=4)  # by what is written there: every table of a run asks
def _parsed(journal: Journal[Any], content: bytes) -> Sequence[Any]:
    if not content:
        return ()
    lines: list[Line] = []
    for number, row in enumerate(_rows(journal, content), start=2):
        if len(row) != len(journal.form.columns):
            raise journal.damaged(number, f"{len(row)} 列 | columns", str(len(journal.form.columns)))
        line, previous = journal._line(row), lines[-1].sha256 if lines else NOTHING
        if (line.number, line.previous) != (str(number - 1), previous):
            # the line before may be the changed one: what follows it no longer fits
            at = number if line.number != str(number - 1) else max(number - 1, 2)
            raise journal.damaged(at, line.previous[:12], previous[:12])
        lines.append(line)
    if content != journal._written(lines):
        raise journal.damaged(1, "写法已改变 | written otherwise")
    return tuple(lines)


def _rows(journal: Journal[Any], content: bytes) -> list[list[str]]:
    """The rows below the heading, which must be that of the journal."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise journal.damaged(content[: error.start].count(b"\n") + 1, str(error)) from error
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        rows = list(reader)
    except csv.Error as error:
        raise journal.damaged(reader.line_num, str(error)) from error
    if not rows or tuple(rows[0]) != journal.form.columns:
        raise journal.damaged(1, "、".join(rows[0]) if rows else "", "、".join(journal.form.columns))
    return rows[1:]


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
