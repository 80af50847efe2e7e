"""Makes small OLE containers, and .xls streams (BIFF8) to put in them.

Here: the containers and records of [MS-CFB] and [MS-XLS] that the tests need. Not here: which are refused.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

SECTOR, MINI_SECTOR = 512, 64
CUTOFF = 4096
"""Shorter streams go to the mini stream, a stream of smaller sectors that belongs to the root."""

FREE, END_OF_CHAIN, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5

Tree: TypeAlias = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    right: int = NONE
    child: int = NONE
    start: int = END_OF_CHAIN
    size: int = 0

    def pack(self) -> bytes:
        """Return the 128 bytes of a directory entry."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        head = name.ljust(64, b"\0") + struct.pack("<HBB3L", len(name), self.kind, 1, NONE, self.right, self.child)
        return head + bytes(36) + struct.pack("<LQ", self.start, self.size)


@dataclass
class _Container:
    entries: list[_Entry] = field(default_factory=list)
    sectors: list[bytes] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)
    mini: bytearray = field(default_factory=bytearray)
    mini_chain: list[int] = field(default_factory=list)

    def add_stream(self, content: bytes) -> int:
        """Append a stream and return its first sector, mini sector if it is short."""
        if len(content) >= CUTOFF:
            return self.add_sectors(content)
        start, count = len(self.mini_chain), -(-len(content) // MINI_SECTOR)
        self.mini += content.ljust(count * MINI_SECTOR, b"\0")
        self.mini_chain += [*range(start + 1, start + count), END_OF_CHAIN]
        return start

    def add_sectors(self, content: bytes) -> int:
        """Append a chain of sectors and return its first."""
        if not content:
            return END_OF_CHAIN
        start = len(self.sectors)
        pieces = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        self.sectors += pieces
        self.chain += [*range(start + 1, start + len(pieces)), END_OF_CHAIN]
        return start

    def add(self, tree: Tree) -> int:
        """Append the entries of a storage as one chain of siblings; return the first."""
        first = previous = NONE
        for name in sorted(tree, key=lambda name: (len(name), name.upper())):
            content = tree[name]
            number = len(self.entries)
            entry = _Entry(name, STREAM if isinstance(content, bytes) else STORAGE)
            self.entries.append(entry)
            if isinstance(content, bytes):
                entry.size = len(content)
                entry.start = self.add_stream(content)
            else:
                entry.child = self.add(content)
            if previous == NONE:
                first = number
            else:
                self.entries[previous].right = number
            previous = number
        return first


def ole(tree: Tree) -> bytes:
    """Return a container of streams (bytes) and storages (mappings)."""
    made = _Container([_Entry("Root Entry", ROOT)])
    root = made.entries[0]
    root.child = made.add(tree)
    root.start, root.size = made.add_sectors(bytes(made.mini)), len(made.mini)
    mini_table = made.add_sectors(struct.pack(f"<{len(made.mini_chain)}L", *made.mini_chain))
    n_mini = len(made.sectors) - mini_table if made.mini_chain else 0
    directory = made.add_sectors(b"".join(entry.pack() for entry in made.entries))
    n_fat = 1
    while n_fat * (SECTOR // 4) < len(made.sectors) + n_fat:
        n_fat += 1
    first_fat = len(made.sectors)
    chain = [*made.chain, *[FAT_SECTOR] * n_fat]
    table = struct.pack(f"<{len(chain)}L", *chain)
    table += struct.pack("<L", FREE) * (n_fat * SECTOR // 4 - len(chain))
    difat = [*range(first_fat, first_fat + n_fat), *[FREE] * (109 - n_fat)]
    header = struct.pack(
        "<8s16s5H6x9L",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        n_fat,
        directory,
        0,
        CUTOFF,
        mini_table,
        n_mini,
        END_OF_CHAIN,
        0,
    )
    return header + struct.pack("<109L", *difat) + b"".join(made.sectors) + table


def record(number: int, data: bytes = b"") -> bytes:
    """Return one BIFF record."""
    return struct.pack("<HH", number, len(data)) + data


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """Return a NUMBER record."""
    return record(0x203, struct.pack("<3Hd", row, column, style, value))


def rk(row: int, column: int, packed: int) -> bytes:
    """Return an RK record."""
    return record(0x27E, struct.pack("<3HL", row, column, 0, packed))


def multiple_rk(row: int, first: int, packed: Iterable[int]) -> bytes:
    """Return a MULRK record."""
    values = list(packed)
    body = b"".join(struct.pack("<HL", 0, value) for value in values)
    return record(0xBD, struct.pack("<HH", row, first) + body + struct.pack("<H", first + len(values) - 1))


def label(row: int, column: int, index: int) -> bytes:
    """Return a LABELSST record."""
    return record(0xFD, struct.pack("<3HL", row, column, 0, index))


def merged(areas: Iterable[tuple[int, int, int, int]]) -> bytes:
    """Return a MERGEDCELLS record of areas: first row, first column, last row, last column."""
    packed = [struct.pack("<4H", top, bottom, left, right) for top, left, bottom, right in areas]
    return record(0xE5, struct.pack("<H", len(packed)) + b"".join(packed)) if packed else b""


def error(row: int, column: int, code: int, is_error: bool = True) -> bytes:
    """Return a BOOLERR record."""
    return record(0x205, struct.pack("<3H2B", row, column, 0, code, is_error))


def formula(row: int, column: int, result: bytes) -> bytes:
    """Return a FORMULA record (=1+1) with its stored result."""
    tokens = b"\x1e\1\0\x1e\1\0\3"
    return record(6, struct.pack("<3H8sHLH", row, column, 0, result, 0, 0, len(tokens)) + tokens)


def error_result(code: int) -> bytes:
    """Return the stored result of a formula that ended in an error."""
    return struct.pack("<BxBxxxH", 2, code, 0xFFFF)


def unicode_text(text: str, length_form: str = "<H") -> bytes:
    """Return a text with its length before it."""
    return struct.pack(length_form, len(text)) + b"\1" + text.encode("utf-16-le")


def rich_text(text: str, runs: Iterable[tuple[int, int]]) -> bytes:
    """Return a text of the shared list with runs: where each starts, and its font."""
    packed = b"".join(struct.pack("<HH", start, font) for start, font in runs)
    return struct.pack("<HBH", len(text), 9, len(packed) // 4) + text.encode("utf-16-le") + packed


def font(escapement: int = 0, *, strike: bool = False) -> bytes:
    """Return a FONT record: 1 is raised, 2 is lowered."""
    options = 8 if strike else 0
    return record(
        0x31, struct.pack("<5H4B", 200, options, 8, 400, escapement, 0, 0, 134, 0) + unicode_text("宋体", "<B")
    )


def begin(kind: int, version: int = 0x600) -> bytes:
    """Return a BOF record."""
    return record(0x809, struct.pack("<HHHHLL", version, kind, 0x0DBB, 0x07CC, 0x41, 0x6))


def style(number_format: int, font: int = 0) -> bytes:
    """Return an XF record."""
    return record(0xE0, struct.pack("<HH", font, number_format) + bytes(16))


def biff(
    cells: bytes,
    *,
    texts: Iterable[str | bytes] = (),
    name: str = "表",
    globals_: bytes = b"",
    state: int = 0,
    kind: int = 0,
    styles: Iterable[int] = (0,),
    version: int = 0x600,
    further: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Return a workbook stream of one sheet and further ones, cells by name."""
    texts = list(texts)
    shared = record(0xFC, struct.pack("<LL", len(texts), len(texts)) + b"".join(map(_shared, texts)))
    head = begin(0x05, version) + globals_ + b"".join(style(number_format) for number_format in styles)
    named = {name: cells, **further}
    entries = [struct.pack("<BB", state, kind) + unicode_text(name, "<B") for name in named]
    sheets = [begin(0x10, version) + cells + record(0x0A) for cells in named.values()]
    offset = len(head) + sum(8 + len(entry) for entry in entries) + len(shared) + 4
    offsets = itertools.accumulate(map(len, sheets), initial=offset)
    listed = [record(0x85, struct.pack("<L", at) + entry) for at, entry in zip(offsets, entries, strict=False)]
    return head + b"".join(listed) + shared + record(0x0A) + b"".join(sheets)


def _shared(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else unicode_text(text)


def xls(cells: bytes, *, beside: Tree | None = None, **options: object) -> bytes:
    """Return an .xls of one sheet, with other streams beside it."""
    stream = biff(cells, **options)  # type: ignore[arg-type]
    return ole({"Workbook": stream, **(beside or {})})


def vba_module(source: bytes, size: int = 900) -> bytes:
    """Return a module stream of a VBA project: compiled part, then the source in literal runs."""
    runs = b"".join(b"\0" + source[at : at + 8] for at in range(0, len(source), 8))
    return bytes(size) + b"\1" + struct.pack("<H", 0xB000 | (len(runs) - 1)) + runs
