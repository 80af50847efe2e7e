"""Take in, check, compute, build the release."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.terminal import Allowed, Block, Data, Lang, Profile, out, progress, say, settings_of
from pipelines.rest import is_at_rest
from pipelines.settings import Settings, folder
from schemas.problems import Refusals

if TYPE_CHECKING:
    from pipelines.execute import Outcome


def run(
    data: Data = None,
    block: Block = None,
    inbox: Annotated[
        list[Path] | None, typer.Option(help="收件夹，可重复 | inbox, repeatable", show_default="DATA/inbox")
    ] = None,
    region: Annotated[str | None, typer.Option(help="行政区划代码 | region code")] = None,
    allow_region: Allowed = None,
    years: Annotated[str | None, typer.Option(help="年份，2007 或 2005-2025 | years, 2007 or 2005-2025")] = None,
    edition: Annotated[str | None, typer.Option(help="指南版本 | edition")] = None,
    gwp: Annotated[str | None, typer.Option(help="GWP 取值 | GWP set")] = None,
    basis: Annotated[
        list[str] | None,
        typer.Option(help="核算口径，可重复，第一个为正式口径 | basis, repeatable, the first is official"),
    ] = None,
    profile: Profile = None,
    threads: Annotated[int | None, typer.Option(help="线程数 | threads", min=1)] = None,
    lang: Lang = "zh",
) -> None:
    """登记收件夹，读取、检查、核算并生成发布 | take in, check, compute, build the release."""
    typed = {"region": region, "years": years, "edition": edition, "gwp_set": gwp, "profile": profile}
    typed["bases"] = ",".join(basis) if basis else None
    typed["allowed_regions"] = ",".join(allow_region) if allow_region else None
    settings = settings_of(data, block, inboxes=tuple(map(folder, inbox)) if inbox else None, threads=threads, **typed)
    outcome = None if is_at_rest(settings) else _execute(settings, lang)
    from pipelines.summary import print_summary

    is_current = print_summary(settings.data_dir, outcome, out, lang)
    if outcome and (refused := [*outcome.report.refusals, *outcome.set_aside]):
        raise Refusals(refused)
    if not is_current:
        raise typer.Exit(1)


def _execute(settings: Settings, lang: str) -> "Outcome":
    with progress(say("登记收件夹", "taking in", lang), lang) as show:
        from pipelines.execute import execute

        outcome = execute(settings, show)
    if outcome.refusals:
        raise Refusals(outcome.refusals)
    return outcome
