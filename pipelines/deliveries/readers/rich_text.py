"""Raised, lowered and struck-out runs of a text, written with the characters that Unicode has for them.

`35863` with a superscript `1` is a figure with a footnote: joined without that it would be 358631. What has no such
character, as a letter, stays as it is: it makes no number of what is none. What is struck out, as `12` in `1̶2̶15`, has
a stroke over each character: it must not be read with what replaces it. Whether a mark may stand there is decided where
the cell is read.
"""

from collections.abc import Sequence

LONGEST = 32_767
"""Characters of a cell, as Excel limits them."""

_PLAIN = "0123456789０１２３４５６７８９+-=()（）.,"
_WRITTEN = {
    "superscript": str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁽⁾⸳⸴"),
    "subscript": str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₍₎⸳⸴"),
}


_STROKE = "\u0336"


class RichText:
    """Gathers a text run by run, as an .xlsx holds it."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, str]] = []
        self._length = 0
        self._position = ""

    def element(self, name: str, value: str) -> None:
        """Note where a run begins, and whether it is raised or struck out."""
        if name == "r":
            self._position = ""
        elif name == "vertAlign" and self._position != "struck":
            self._position = value
        elif name == "strike" and value not in ("0", "false"):
            self._position = "struck"

    def add(self, text: str) -> None:
        """Add characters to the run."""
        self._length += len(text)
        if self._length <= LONGEST:
            self._runs.append((self._position, text))

    def marked(self) -> str | None:
        """Return the text if a run of it is raised, lowered or struck out."""
        is_marked = any(position == "struck" or position in _WRITTEN for position, _ in self._runs)
        return written(self._runs) if is_marked and self._length <= LONGEST else None


def written(runs: Sequence[tuple[str, str]]) -> str:
    """Join runs, each with its position: `superscript`, `subscript`, `struck` or anything else."""
    return "".join(
        struck(text) if position == "struck" else text.translate(_WRITTEN.get(position, {})) for position, text in runs
    )


def struck(text: str) -> str:
    """Return a text with a stroke over each character."""
    return "".join(f"{character}{_STROKE}" for character in text)
