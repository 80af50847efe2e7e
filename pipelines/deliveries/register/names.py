"""Which names of delivered files are acceptable. A name is data: it is shown, and never used as a path."""

import os
import re
import unicodedata
from pathlib import Path

from schemas.problems import Place, Refusal

LONGEST_BYTES = 255
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
TEMPORARY = ("~$", ".~")
"""How Excel, WPS and LibreOffice begin the names of files that they keep beside an open one."""

COPY_ENDING = ".检查.xlsx"
"""How the names of marked copies end: they lie beside the file that was checked, and are no delivery."""

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def is_temporary(name: str) -> bool:
    """Tell whether Excel, WPS or LibreOffice keeps this file while another is open."""
    return name.startswith(TEMPORARY)


def is_marked_copy(name: str) -> bool:
    """Tell whether `qingdan check` wrote this file."""
    return unicodedata.normalize("NFC", name).endswith(COPY_ENDING)


def names_while_open(name: str) -> tuple[str, ...]:
    """Return the names of the files that stand beside an open one: of Excel, WPS and LibreOffice."""
    return f"~${name}", f".~{name}", f".~lock.{name}#"


def is_open(path: Path) -> bool:
    """Tell whether such a file stands beside this one; where its name would be too long, there can be none."""
    marks = (mark for mark in names_while_open(path.name) if not _is_long(mark))
    return any(path.with_name(mark).exists() for mark in marks)


def accept_name(name: str) -> str:
    """Return the name in its composed form (macOS delivers it decomposed), or refuse it."""
    composed = unicodedata.normalize("NFC", name)
    if (
        any(unicodedata.category(character) in INVISIBLE for character in composed)
        or _is_long(name)
        or FORBIDDEN.search(composed)
        or RESERVED.fullmatch(composed)
        or composed != composed.strip(" ")
        or composed.endswith(".")
        or composed.startswith((".", "=", "+", "-", "@"))  # a spreadsheet would take it for a formula
    ):
        raise Refusal("E-NAME", Place(), found=name)
    return composed


def _is_long(name: str) -> bool:
    return len(os.fsencode(name)) > LONGEST_BYTES
