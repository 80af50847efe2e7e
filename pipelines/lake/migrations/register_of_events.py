"""The register is a journal of events, each with the digest of the one before, and names the place it confirms.

Before, it was a table with a row a file, which named what a file superseded by digest and knew no trial and no home;
then a journal without the column ``place``. All that either says is kept. The register of before stays beside the new
one, which takes its place in one step.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipelines.lake.files import write_bytes
from schemas.problems import Place, Refusal

REGISTER, HEAD, KEPT = "register.csv", "REGISTER.head", "register.csv.format-1"
NOTHING = "0" * 64

Row = Mapping[str, str]

#: Columns of the journal; without ``place`` those of the one before.
COLUMNS = (
    *("number", "event", "about"),
    *("file_sha256", "size_bytes", "file_name", "tables", "region_codes", "periods", "vintage"),
    *("supersedes", "is_synthetic", "encoding", "place", "signed_by", "reason", "previous"),
)
WITHOUT_PLACE = tuple(name for name in COLUMNS if name != "place")
#: What a row of the table says as the line of a delivery says it.
OF_A_FILE = (*COLUMNS[3:10], "is_synthetic")


def is_needed(data_dir: Path) -> bool:
    """Whether the register has one of the forms of before; any other is for its reader to judge."""
    columns = _first_line(data_dir / REGISTER)
    return columns == WITHOUT_PLACE or {"delivery_sequence", "supersedes", *OF_A_FILE} <= {*columns}


def migrate(data_dir: Path) -> None:
    """Write the register as a journal.

    Raises:
        Refusal: E-REGISTER, it is not what was written.
    """
    content = (data_dir / REGISTER).read_bytes()
    is_journal = _first_line(data_dir / REGISTER) == WITHOUT_PLACE
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        known = list(rows if is_journal else _events_of(rows))
    except (csv.Error, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(1, str(error), "") from error
    before = [_head_of(rows, data_dir / HEAD)] if is_journal else []
    events = [*known, {"event": "rebuilt", "reason": f"migrated, see {KEPT}"}]
    lines, previous = [_line(dict(zip(COLUMNS, COLUMNS, strict=True)))], NOTHING
    for number, event in enumerate(events, start=1):
        lines.append(_line({**event, "number": str(number), "previous": previous}))
        previous = hashlib.sha256(lines[-1].encode()).hexdigest()
    head = f"{len(events)} {previous}"
    write_bytes(data_dir / KEPT, content)
    # both ends, the one of before and the one to come: a kill leaves one of them, and this is done again
    write_bytes(data_dir / HEAD, "".join(f"{end}\n" for end in (*before, head)).encode())
    write_bytes(data_dir / REGISTER, "".join(lines).encode("utf-8-sig"))
    write_bytes(data_dir / HEAD, f"{head}\n".encode())


def _events_of(files: Sequence[Row]) -> Iterator[Row]:
    """What the table says, as events: each row a delivery that counts, at home where it is about."""
    files = sorted(files, key=lambda file: int(file["delivery_sequence"]))
    number = {file["file_sha256"]: str(line) for line, file in enumerate(files, start=1)}
    for file in files:
        superseded = "|".join(number[digest] for digest in file["supersedes"].split("|") if digest)
        yield {name: file[name] for name in OF_A_FILE} | {
            "event": "delivered",
            "supersedes": superseded,
            "encoding": file.get("encoding", ""),
        }
    regions = {code for file in files for code in file["region_codes"].split("|")}
    around = {parent for code in regions for parent in (f"{code[:2]}0000", f"{code[:4]}00") if parent != code}
    yield {"event": "home", "region_codes": "|".join(sorted(regions - around))}
    yield {"event": "accepted", "about": "+".join(number.values())}


def _head_of(rows: Sequence[Row], kept: Path) -> str:
    """How many lines the journal of before has and the digest of the last one.

    Raises:
        Refusal: E-REGISTER, a line was changed, taken out, put in or cut off.
    """
    end = NOTHING
    for line, row in enumerate(rows, start=2):
        if row["previous"] != end:
            raise _damaged(line, str(row["previous"])[:12], end[:12])
        end = hashlib.sha256(_line(row, WITHOUT_PLACE).encode()).hexdigest()
    heads = kept.read_text(encoding="utf-8", errors="replace").splitlines() if kept.exists() else []
    if (head := f"{len(rows)} {end}") not in heads:
        raise _damaged(len(rows) + 1, head[:16], " / ".join(known[:16] for known in heads))
    return head


def _damaged(line: int, found: str, expected: str) -> Refusal:
    return Refusal("E-REGISTER", Place(REGISTER, line=line), found=found, expected=expected)


def _line(row: Row, columns: Sequence[str] = COLUMNS) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([row.get(name, "") for name in columns])
    return text.getvalue()


def _first_line(path: Path) -> tuple[str, ...]:
    """Columns of the register; none if it is not there."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return tuple(next(csv.reader([file.readline()]), []))
