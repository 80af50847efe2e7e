"""What registered files hold, found out again when the declarations, answers, or what reads by them, have changed.

A yearbook is delivered once and holds more tables than are declared on that day. When another one is declared, its
sheet is there already: nobody has to deliver the file again, and the same bytes once more would change nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assets import FOLDER
from pipelines.deliveries.journal import append_events, read_journal
from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.register import RegisteredFile, load_all_sheets
from pipelines.deliveries.register.answers import answers_of
from pipelines.deliveries.register.readings import reader_digest
from pipelines.deliveries.register.registration import merge_holdings
from pipelines.deliveries.register.rows import in_force, recognition_event, told_by
from pipelines.lake.digests import digest_of, files_digest, modules_of
from pipelines.lake.files import write_bytes
from pipelines.reading import SEARCHED, Recognised
from schemas.problems import Refusal, Refusals

Recognise = Callable[[Sequence[Sheet], str], Sequence[Recognised]]


def recognise_again(data_dir: Path, recognise: Recognise) -> None:
    """Bring the register up to date with the declarations; the caller holds the lock of the data folder."""
    marker = data_dir / "read" / "declarations.txt"
    judging = {*modules_of("pipelines.deliveries.judgement"), *(FOLDER / "raw").glob("*.yaml"), *SEARCHED}
    said = (repr(answer) for answers in answers_of(read_journal(data_dir)).values() for answer in answers)
    declarations = digest_of(files_digest(judging), reader_digest(), *said)
    if marker.exists() and marker.read_text(encoding="utf-8") == declarations:
        return
    events = read_journal(data_dir)
    files = in_force(told_by(events))
    sheets = load_all_sheets(data_dir, [file.file_sha256 for file in files])
    current = [_recognised(file, sheets[file.file_sha256], recognise) for file in files]
    if changed := [file for file, before in zip(current, files, strict=True) if file != before]:
        append_events(data_dir, events, map(recognition_event, changed))
    write_bytes(marker, declarations.encode())


def _recognised(row: RegisteredFile, sheets: Sequence[Sheet], recognise: Recognise) -> RegisteredFile:
    """A file with what it holds now; one that is no longer readable stays as it was, and is refused when it is read."""
    try:
        return replace(row, holdings=merge_holdings(recognise(sheets, row.file_name), row.file_name))
    except (Refusal, Refusals):
        return row
