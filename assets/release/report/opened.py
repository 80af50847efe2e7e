"""Numbers of the page that open: each leads to the tree of where it comes from, down to cells and documents.

A row stands in the page once, however many numbers lead to it; its tree is drawn in the browser when it is opened.
What the inputs of a row are is walked elsewhere and handed over: here is noted which numbers open, and written down
what stands below them, as lists of words and numbers that ``opened.script.html`` reads.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from assets.lineage import row_id
from assets.needs import Trace, TracedRow
from assets.release.template import render_page
from schemas import vocabulary

#: Characters that the trees may take of the page, which stays below 5 MB: about so many a row and an input of a row. A
#: number beyond names the command for its tree.
ROOM, A_ROW, AN_INPUT = 3_000_000, 42, 8

#: Parts of a row that are shown before the rest is asked for, as the command shows them.
WIDTH = 8

#: The number of a kind of row, and those of its words that hardly two rows share: they stand with the row, all others
#: once in the page.
KINDS = {"row": (0, (1, 3)), "cell": (1, (2, 5)), "factor": (2, (0, 1))}

SCRIPT = "report/opened.script.html"


class Opened:
    """The numbers of one page that open, in the order in which they stand there."""

    def __init__(self, trace: Trace | None) -> None:
        self.trace = trace
        self.roots: dict[tuple[str, str], Mapping[str, object]] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def mark(self, text: str, table: str, row: Mapping[str, object]) -> Markup:
        """A figure of a row as it is printed; it opens the tree of the row, if the page was handed the means."""
        if self.trace is None:
            return Markup("{}").format(text)
        root = (table, row_id(table, row))
        self.roots.setdefault(root, row)
        number = self._numbers.setdefault(root, len(self._numbers))
        return Markup('<span class="opens" data-number="{}">{}</span>').format(number, text)

    @property
    def script(self) -> Markup:
        """What opens the numbers."""
        return Markup(render_page(SCRIPT).decode())

    @property
    def script_digest(self) -> str:
        """Digest of the one script that the page may run."""
        code = self.script.removeprefix("<script>").removesuffix("</script>\n")
        return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()

    @property
    def trees(self) -> Markup:
        """What the script reads, as JSON: the numbers of the latest year first, as far as there is room."""
        assert self.trace is not None  # only a page with the means asks
        order = sorted(self.roots, key=lambda root: -_year(self.roots[root]))
        regions = sorted({str(row["region_code"]) for row in self.roots.values() if "region_code" in row})
        written = _Written(self.trace(order, regions))
        places = {root: written.place_of(number) for number, root in enumerate(order)}
        numbers = [[places[root], "/".join(root), _year(row)] for root, row in self.roots.items()]
        content = {"width": WIDTH, "numbers": numbers, "words": list(written.words), "rows": written.rows}
        # in a page a text of a cell that closes the script would be the end of it
        return Markup(json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _year(row: Mapping[str, object]) -> int:
    return int(str(row.get("year", 0)))


class _Written:
    """Rows as they are written into the page: those below the numbers that there is room for, each once."""

    def __init__(self, traced: Sequence[TracedRow]) -> None:
        self.traced = traced
        self.words: dict[str, int] = {}
        self.rows: list[list[str | int]] = []
        self.places: dict[int, int] = {}
        self.room = ROOM

    def place_of(self, root: int) -> int | None:
        """Where the row of a number is written, with all that is below it; -1 if there is no room, None if no row."""
        if self.traced[root].kind == "unknown":
            return None
        new, waiting = dict.fromkeys([root] if root not in self.places else []), [root]
        while waiting:
            below = dict.fromkeys(place for row in waiting for _, place in self.traced[row].inputs)
            waiting = [place for place in below if place not in new and place not in self.places]
            new |= dict.fromkeys(waiting)
        needed = sum(A_ROW + AN_INPUT * len(self.traced[row].inputs) for row in new)
        if needed > self.room:
            return -1
        self.room -= needed
        self.places |= {row: len(self.places) + number for number, row in enumerate(new)}
        self.rows += map(self._write, new)
        return self.places[root]

    def _write(self, row: int) -> list[str | int]:
        """Kind, words, number of parts, then of every input how it counts and where it is written."""
        kind, said, inputs, parts = self.traced[row]
        if kind == "factor":  # how far its document was read, in Chinese
            said = (*said[:-1], vocabulary.EVIDENCE[said[-1]][0])
        number, own = KINDS[kind]
        words = self.words
        written: list[str | int] = [number]
        for place, word in enumerate(said):
            written.append(word if place in own else words.setdefault(word, len(words)))
        written.append(parts)
        for role, place in inputs:
            written += (words.setdefault(role, len(words)), self.places[place])
        return written
