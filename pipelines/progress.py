"""How far a command is: nothing for a moment, then a bar on a terminal and a line now and then anywhere else.

One that ends at once says nothing; one that takes long never looks as if it stood still.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count
from threading import Event, Thread

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column

from schemas.problems import Language, harmless

#: Told of progress: steps done, steps to do (0 if nobody knows), title of the step that begins.
Show = Callable[[int, int, str], None]

#: Seconds before the bar appears; seconds at which a line is written where there is no terminal, then every minute.
PATIENCE = 1.0
LINES = (3.0, 10.0, 30.0, 60.0)


@dataclass
class _State:
    """What was told last."""

    title: str
    done: int = 0
    total: int = 0

    def update(self, done: int, total: int, title: str) -> None:
        self.done, self.total, self.title = done, total, harmless(title)

    @property
    def counted(self) -> str:
        """How many of how many, as far as that is known."""
        return f"{self.done}/{self.total}" if self.total else f"{self.done:,}" if self.done else ""


@contextmanager
def shown(console: Console, title: str, lang: Language = "zh") -> Iterator[Show]:
    """Show progress until the end of the block: first the title, then what is told of it."""
    state, ended = _State(title), Event()

    def tell() -> None:
        if console.is_terminal:
            _show_bar(console, state, ended)
        else:
            _write_lines(console, state, ended, lang)

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield state.update
    finally:
        ended.set()
        teller.join()


def _show_bar(console: Console, state: _State, ended: Event) -> None:
    """A bar that leaves nothing behind; its title, which is last, is cut where a narrow terminal ends."""
    if ended.wait(PATIENCE):
        return
    title = TextColumn(
        "{task.description}", markup=False, table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")
    )
    columns = (BarColumn(20), TextColumn("{task.fields[counted]}", markup=False), TimeElapsedColumn(), title)
    with Progress(*columns, console=console, transient=True, expand=True) as progress:
        task = progress.add_task(state.title, total=None, counted="")
        while True:
            progress.update(
                task,
                description=state.title,
                completed=state.done,
                total=state.total or None,
                counted=state.counted,
            )
            if ended.wait(0.1):
                return


def _write_lines(console: Console, state: _State, ended: Event, lang: Language) -> None:
    """A line at some moments."""
    begun = time.monotonic()
    for moment in chain(LINES, count(2 * LINES[-1], LINES[-1])):
        if ended.wait(begun + moment - time.monotonic()):
            return
        unit = "s" if lang == "en" else "秒"
        console.print(" ".join(filter(None, ("…", state.title, state.counted, f"{moment:.0f} {unit}"))), soft_wrap=True)
