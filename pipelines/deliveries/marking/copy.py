"""What is put where in a marked copy, and how it is written: beside the original, never over it."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.register.names import COPY_ENDING
from pipelines.deliveries.remarks import Remark
from pipelines.lake.files import write_bytes
from schemas.problems import Language, Place, Refusal, harmless

CHILD = (sys.executable, "-I", str(Path(__file__).with_name("child.py")))
WALL_SECONDS = 30

#: What stands for a text file, which has no sheet with a name.
ONLY_SHEET = {"zh": "数据", "en": "data"}

TITLE = {"zh": "检查结果", "en": "Remarks"}

HEADS = {
    "zh": ("程度", "位置", "代码", "问题", "处理"),
    "en": ("severity", "place", "code", "what is said", "what to do"),
}

WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"block": "不能采用", "hold": "存疑", "note": "提示"},
    "en": {"block": "refused", "hold": "in doubt", "note": "note"},
}

SAID = {
    "zh": (
        "《{name}》检查结果：不能采用 {block} 处，存疑 {hold} 处，提示 {note} 处",
        "红色：不能采用，须更正。橙色：存疑，更正，或登记后由统计局用 qingdan confirm 说明属实。黄色：提示。",
        "请在原文件中更正后重新交付；本副本只供查看，不登记。",
    ),
    "en": (
        "“{name}”: {block} refused, {hold} in doubt, {note} notes",
        "Red: refused, to be corrected. Orange: in doubt, to be corrected or confirmed by the bureau once it is"
        " registered. Yellow: a note.",
        "Correct the original and deliver it again; this copy is for reading and is not registered.",
    ),
}

WEIGHT = ("note", "hold", "block")


def copy_path(path: Path, closed: Iterable[Path], out: Path | None = None) -> Path:
    """Where the copy of a file goes: where somebody says, beside the file, or here if that is a folder of ours.

    Args:
        path: the delivered file.
        closed: folders in which no copy may stand, the data folder and the inboxes: it would be taken for a delivery.
        out: the file that somebody named, or a folder.

    Raises:
        Refusal: E-COPY-PLACE, it would replace the original, or stand in such a folder.
    """
    name = f"{path.stem}{COPY_ENDING}"
    folders = [folder.resolve() for folder in closed]

    def is_closed(target: Path) -> bool:
        return any(target.parent.resolve().is_relative_to(folder) for folder in folders)

    if out is None:
        target = path.with_name(name) if not is_closed(path) else Path(name)
    else:
        target = out / name if out.is_dir() else out
    if is_closed(target) or target.resolve() == path.resolve() or target.suffix != ".xlsx":
        raise Refusal("E-COPY-PLACE", Place(str(target)))
    return target


def mark_copy(
    name: str, book: bytes | None, sheets: Sequence[Sheet], remarks: Sequence[Remark], lang: Language
) -> bytes:
    """Return a workbook with the remarks on its first sheet and each at its cell.

    Args:
        name: name of the delivered file.
        book: its bytes if it is an .xlsx whose container has been looked through; it stays as it is laid out.
        sheets: what was read of it; of another kind, and where ``book`` cannot be opened, the copy is made of these.
        remarks: what is to be said; those about other files have no cell here.
        lang: the language of headings.
    """
    order = _order(name, sheets, remarks, lang)
    ways: list[dict[str, Any]] = [{}, {"sheets": []}]
    if book is not None:
        ways.insert(0, {"book": base64.b64encode(book).decode(), "names": {}})
    errors = []
    for way in ways:
        try:
            return _made(order | way)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            errors.append((error.stderr or b"").decode(errors="replace"))
    raise RuntimeError(f"no marked copy can be made: {errors[-1]}")


def write_copy(path: Path, content: bytes) -> None:
    """Put a copy in its place, whole.

    Raises:
        Refusal: E-DISK-FULL, it cannot be written there.
    """
    try:
        write_bytes(path, content, is_synced=False)
    except OSError as error:
        raise Refusal("E-DISK-FULL", Place(str(path)), found=error.strerror or error) from error


def _made(order: Mapping[str, Any]) -> bytes:
    """What the child makes of an order."""
    text = json.dumps(order).encode()
    done = subprocess.run(CHILD, input=text, capture_output=True, timeout=WALL_SECONDS, cwd="/", env={}, check=True)
    return done.stdout


def _order(name: str, sheets: Sequence[Sheet], remarks: Sequence[Remark], lang: Language) -> dict[str, Any]:
    counts = {weight: sum(remark.severity == weight for remark in remarks) for weight in WEIGHT}
    titles = {sheet.name or ONLY_SHEET[lang]: sheet.name for sheet in sheets}
    return {
        "book": "",
        "names": titles,
        "sheets": [_said(title, sheet) for title, sheet in zip(titles, sheets, strict=True)],
        "marks": list(_marks(name, remarks, lang)),
        "title": TITLE[lang],
        "lines": [line.format(name=harmless(name), **counts) for line in SAID[lang]],
        "heads": HEADS[lang],
        "remarks": [_row(name, remark, lang) for remark in sorted(remarks, key=_heaviest_first)],
    }


def _heaviest_first(remark: Remark) -> int:
    return -WEIGHT.index(remark.severity)


def _said(title: str, sheet: Sheet) -> dict[str, Any]:
    cells = [(row, column, cell.text) for (row, column), cell in sheet.cells.items()]
    return {"title": title, "cells": cells, "merged": sheet.merged}


def _marks(name: str, remarks: Iterable[Remark], lang: Language) -> Iterable[tuple[str, str, str, str]]:
    """Each cell once, with all that is said of it, in the colour of what weighs most."""
    at: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        if remark.place.file == name and remark.place.cell:
            at.setdefault((remark.place.sheet, remark.place.cell), []).append(remark)
    for (sheet, cell), several in at.items():
        several.sort(key=_heaviest_first)
        texts = (f"{WORDS[lang][one.severity]} {one.code}\n{one.said}\n→ {one.remedy}" for one in several)
        yield sheet, cell, several[0].severity, "\n\n".join(texts)


def _row(name: str, remark: Remark, lang: Language) -> tuple[str, ...]:
    place = remark.place
    is_here = place.file == name
    told = " › ".join(filter(None, (place.file if not is_here else "", place.sheet, place.cell)))
    sheet = place.sheet if is_here and (place.sheet or place.cell) else "\0"
    said = f"{remark.said}" + (f" [{remark.place_id}]" if remark.place_id else "")
    return remark.severity, sheet, place.cell, WORDS[lang][remark.severity], told, remark.code, said, remark.remedy
