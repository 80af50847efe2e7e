"""The year on one page, `D/index.html`: written again whenever something that it tells of has changed.

It is of no release: no digest rests on it, and it says when it was written. Its last line is the digest of what it was
made from and of its own bytes, so that one which is up to date is found in a tenth of a second, and one that somebody
changed is written again.
"""

import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pipelines.deliveries.journal import FILE_NAME as REGISTER
from pipelines.lake.digests import digest_of, source_tree_digest
from pipelines.lake.files import sha256_of, write_bytes
from pipelines.lake.releases import DRAFT, OFFICIAL, POINTER
from pipelines.last_runs import CHINA, failures, note_end, overdue_since
from pipelines.rest import YEAR_PAGE
from pipelines.settings import ASKED, DEFAULT_DATA
from schemas.problems import Notice, Place


def tell_end(
    data_dir: Path, kind: str, error: BaseException | None = None, folders: Sequence[Path] | None = None
) -> list[Notice]:
    """Write down how a command or a scheduled run ended, then bring pages up to date.

    Args:
        data_dir: the data folder that it was about.
        kind: the command, ``run`` for the scheduled run.
        error: what ended it, if it did not end well.
        folders: data folders of which the page may have changed, if not that one.

    Returns:
        Pages that could not be written: no command fails for it.
    """
    note_end(data_dir, kind, error)
    notices = []
    for folder in [data_dir] if folders is None else folders:
        try:
            if folder.is_dir():
                keep_page(folder)
        except Exception as found:  # whatever it is: what the command did stands
            place = Place(str(folder / YEAR_PAGE))
            notices.append(Notice("I-PAGE", place, {"found": f"{type(found).__name__}: {found}"}))
    return notices


def keep_page(data_dir: Path, now: datetime | None = None) -> bool:
    """Write the page of a data folder unless it is up to date; whether it was written.

    Raises:
        OSError: it cannot be written, or what it tells of cannot be read.
    """
    now = now or datetime.now(CHINA)
    path, made_from = data_dir / YEAR_PAGE, _made_from(data_dir, now)
    if _is_fresh(path, made_from):
        return False
    # here: whoever finds the page up to date need not wait for DuckDB and the templates
    from assets.release.template import render_page
    from pipelines.year_facts import find_facts

    written = now.strftime("%Y-%m-%d %H:%M")
    facts = find_facts(data_dir, now)
    page = render_page("year_page/year_page.html", f=facts, written=written, options=_options(data_dir))
    write_bytes(path, page + _seal(page, made_from))
    return True


def _made_from(data_dir: Path, now: datetime) -> str:
    """Digest of everything that the page tells of; of time only what it brought about."""
    said = [source_tree_digest(), str(data_dir.resolve()), str(now.year - 1)]
    named = [data_dir / name for name in (REGISTER, POINTER, DRAFT, OFFICIAL)]
    said += [sha256_of(path) if path.is_file() else "" for path in named]
    for pattern in ("releases/*", f"{ASKED}/*/*"):
        said += ["", *(path.relative_to(data_dir).as_posix() for path in sorted(data_dir.glob(pattern)))]
    return digest_of(*said, repr(failures(data_dir)), str(overdue_since(data_dir, now)))


def _is_fresh(path: Path, made_from: str) -> bool:
    try:
        text = path.read_bytes()
    except OSError:
        return False
    page = text[: text.rfind(b"<!--")]
    return not path.is_symlink() and text == page + _seal(page, made_from)


def _seal(page: bytes, made_from: str) -> bytes:
    return f"<!-- {digest_of(page.decode(errors='replace'), made_from)} -->\n".encode()


def _options(data_dir: Path) -> str:
    """What a command needs to be about this folder, wherever it is typed; nothing if that is the usual one."""
    place = data_dir.resolve()
    return "" if place == DEFAULT_DATA.resolve() else f" --data {shlex.quote(str(place))}"
