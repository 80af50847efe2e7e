"""The trees of a page as a program reads them: what stands below each number that opens."""

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from pipelines.proof.labels import Cell, Factor, Row
from pipelines.proof.trace import Node
from schemas import vocabulary

#: How many words a row of each kind has, and which of them stand with it.
KINDS = ((Row, (1, 3)), (Cell, (2, 5)), (Factor, (0, 1)))

EVIDENCE = {titles[0]: word for word, titles in vocabulary.EVIDENCE.items()}


class Numbers(HTMLParser):
    """Texts of the numbers that open, by number, in the order of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: dict[int, list[str]] = {}
        self.inside: int | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if told.get("class") == "opens":
            self.inside = int(told["data-number"] or "")
            self.texts.setdefault(self.inside, []).append("")

    def handle_data(self, data: str) -> None:
        if self.inside is not None:
            self.texts[self.inside][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = None


@dataclass(frozen=True)
class Opening:
    """A number that opens: how it is printed, each time; the row that it is of; where its tree stands."""

    texts: tuple[str, ...]
    table: str
    id: str
    year: int
    place: int


class Trees:
    """What a page says of its numbers."""

    def __init__(self, page: bytes) -> None:
        text = page.decode()
        (written,) = re.findall(r'<script type="application/json" id="trees">(.*?)</script>', text)
        self.data: dict[str, Any] = json.loads(written)
        texts = Numbers(text.replace(written, "")).texts
        assert sorted(texts) == list(range(len(self.data["numbers"])))
        self.numbers = [
            Opening(tuple(texts[number]), *address.split("/", 1), year, place)
            for number, (place, address, year) in enumerate(self.data["numbers"])
        ]

    def read(self, place: int) -> tuple[Row | Cell | Factor, list[tuple[str, int]], int]:
        """A row: its label, its inputs with how they count, and how many of them are parts."""
        kind, *rest = self.data["rows"][place]
        label, own = KINDS[kind]
        count = len(label._fields)
        words = [word if at in own else self.data["words"][word] for at, word in enumerate(rest[:count])]
        if label is Factor:
            words[-1] = EVIDENCE[words[-1]]
        below = iter(rest[count + 1 :])
        return (
            label(*words),
            [(self.data["words"][role], row) for role, row in zip(below, below, strict=True)],
            rest[count],
        )

    def grow(self, place: int, year: int, role: str = "") -> Node:
        """The tree below a row, whole."""
        label, inputs, _ = self.read(place)
        parents = [self.grow(row, year, counts) for counts, row in inputs]
        return Node("", "", "", role + label.title(year), label.value, None, parents)

    def ends(self, place: int) -> set[Cell | Factor]:
        """The printed cells and the values of documents at the ends of all ways down from a row."""
        found, seen, waiting = set(), set[int](), {place}
        while waiting:
            seen |= waiting
            rows = [self.read(row) for row in waiting]
            found |= {label for label, _, _ in rows if not isinstance(label, Row)}
            waiting = {row for _, inputs, _ in rows for _, row in inputs} - seen
        return found
