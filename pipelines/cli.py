"""The command line. Messages are Chinese by default; exit codes: 0 done, 1 refused or failed, 2 wrong use.

Only ``run`` imports Dagster, and only when it is called: a question must not wait for it.
"""

import io
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from pipelines.commands import blocks, check, deliveries, publishing, questions, requests, run, service, upkeep
from pipelines.commands.ending import told
from pipelines.commands.terminal import err, out
from pipelines.lake.files import disk_errors_refused
from schemas.problems import Misuse, Refusal, Refusals, nearest

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="qingdan 清单：县级温室气体清单",
)
for _command in (
    run.run,
    requests.request,
    deliveries.register,
    deliveries.withdraw,
    deliveries.confirm,
    deliveries.answer,
    check.check,
    questions.trace,
    questions.query,
    questions.verify,
    publishing.publish,
    publishing.rollback,
    publishing.gc,
    service.ui,
    upkeep.backup,
    upkeep.restore,
    upkeep.migrate,
):
    app.command()(_command)

_of_blocks = typer.Typer(no_args_is_help=True, help="全部分块：编制、汇总 | all blocks: make them, sum up")
_of_blocks.command("run")(blocks.run_all)
_of_blocks.command()(blocks.union)
app.add_typer(_of_blocks, name="blocks")


def _tell_version(is_asked: bool) -> None:
    """Which version this is, and what opens the database that it writes."""
    if is_asked:
        from importlib.metadata import version

        from assets.release.database import OPENED_FROM

        out.print(f"qingdan {version('qingdan')}")
        out.print(f"qingdan.duckdb: DuckDB ≥ {OPENED_FROM}")
        raise typer.Exit


@app.callback()
def _qingdan(
    version: Annotated[
        bool, typer.Option("--version", help="版本 | version", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """清单：县级温室气体清单 | the greenhouse-gas inventory of a county."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a refusal is printed in the language asked for and ends with exit code 1 or 2."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    english = "--lang=en" in typed or (
        "--lang" in typed and typed[typed.index("--lang") + 1 : typed.index("--lang") + 2] == ["en"]
    )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a sign that a terminal does not know must not end a run
            stream.reconfigure(errors="replace")
    command = " ".join(typed[: 1 + (typed[:1] == ["blocks"])])
    try:
        _know_command(typed)
        # twice: what the command meets is told on the page of the year, and writing that page may meet it, too
        with disk_errors_refused(), told(command, "en" if english else "zh"), disk_errors_refused():
            app(typed)
    except (Refusal, Refusals) as refusal:
        err.print(refusal.render("en" if english else "zh"), soft_wrap=True)
        sys.exit(2 if isinstance(refusal, Misuse) else 1)


def _know_command(typed: Sequence[str]) -> None:
    """Say in the language of the reader what Typer says in English: that there is no such command.

    Raises:
        Misuse: E-USE.
    """
    known = [command.callback.__name__ for command in app.registered_commands if command.callback]
    known += [group.name for group in app.registered_groups if group.name]
    if typed and not typed[0].startswith("-") and typed[0] not in known:
        raise Misuse("E-USE", label="COMMAND", found=typed[0], expected=nearest(typed[0], known))
