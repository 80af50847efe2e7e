"""What every command leaves when it ends: how it ended, and the page of the year. The one place that knows both."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.commands.terminal import asked, err, language_of
from pipelines.last_runs import failures
from pipelines.year_page import tell_end
from schemas.problems import Misuse, Refusal

#: Commands that change nothing of which the page tells, and whose refusals are answers.
QUESTIONS = ("trace", "query", "check", "ui")

#: Commands that change nothing either, but whose refusal is news, and so is that it is made good.
PROOFS = ("verify",)

#: What only the person who typed it need know, and knows.
PASSING = ("E-NOT-IN-FORCE", "E-LOCKED", "E-FORMAT", "E-FORMAT-NEWER")

#: Commands that make a data folder: where they fail there is none, and what is in its place is somebody else's.
MAKERS = ("restore",)

WRONG_USE, INTERRUPTED = 2, 130


@contextmanager
def told(command: str, lang: str) -> Iterator[None]:
    """Carry out a command, then tell how it ended; wrong use begins nothing and leaves nothing."""
    asked.data_dir = None
    try:
        yield
    except Misuse:
        raise
    except SystemExit as end:
        if end.code != WRONG_USE:
            _tell(command, KeyboardInterrupt() if end.code == INTERRUPTED else None, lang)
        raise
    except BaseException as error:
        _tell(command, error, lang)
        raise


def _tell(command: str, error: BaseException | None, lang: str) -> None:
    is_passing = isinstance(error, Refusal) and error.code in PASSING
    if asked.data_dir is None or command in QUESTIONS or is_passing:
        return
    if command in MAKERS and error is not None:
        return
    if command in PROOFS and error is None and command not in {run.kind for run in failures(asked.data_dir)}:
        return
    for notice in tell_end(asked.data_dir, command, error, _folders(command, asked.data_dir)):
        err.print(notice.render(language_of(lang)), soft_wrap=True)


def _folders(command: str, data_dir: Path) -> list[Path]:
    """Folders of which a command may have changed the page: a block has its own."""
    return sorted((data_dir / "blocks").glob("*")) if command.startswith("blocks ") else [data_dir]
