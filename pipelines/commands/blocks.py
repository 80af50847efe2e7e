"""All blocks of regions: make what changed, sum up."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands.terminal import Data, Lang, Profile, language_of, progress, say, settings_of, tell
from pipelines.settings import EXECUTORS, Settings, read_distribution
from schemas.codes.regions import block_name
from schemas.problems import Refusals

if TYPE_CHECKING:
    from pipelines.blocks.coordinator import Outcome as BlocksOutcome


def _division(typed: str) -> str:
    if typed not in ("province", "county"):
        raise typer.BadParameter("province / county")
    return typed


def _executor(typed: str | None) -> str | None:
    if typed not in (None, *EXECUTORS):
        raise typer.BadParameter(" / ".join(EXECUTORS))
    return typed


def run_all(
    data: Data = None,
    inbox: Annotated[
        list[Path] | None,
        typer.Option(
            help="收件夹，可重复；其中名为分块代码的子文件夹归该分块，其余文件按地区归入"
            " | inbox, repeatable; a folder in it that is called like a block is that block's",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            help="没有分块的地区归入：province 全省，county 单独一块 | block of a region that has none",
            callback=_division,
        ),
    ] = "province",
    executor: Annotated[
        str | None,
        typer.Option(
            help="执行方式：in-process 本进程，multiprocess 多进程，dask 多台机器 | who makes the blocks",
            callback=_executor,
            show_default="in-process",
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="同时进行的进程数 | processes at once", min=1, show_default="2")
    ] = None,
    dask: Annotated[
        str | None, typer.Option(help="Dask 调度器地址 tcp://… | address of the scheduler", show_default=False)
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(help="共享存储：文件夹或 s3://… | folder or s3://… that all share", show_default="DATA/store"),
    ] = None,
    years: Annotated[str | None, typer.Option(help="年份，2007 或 2005-2025 | years, 2007 or 2005-2025")] = None,
    edition: Annotated[str | None, typer.Option(help="指南版本 | edition")] = None,
    gwp: Annotated[str | None, typer.Option(help="GWP 取值 | GWP set")] = None,
    basis: Annotated[list[str] | None, typer.Option(help="核算口径，可重复 | basis, repeatable")] = None,
    profile: Profile = None,
    lang: Lang = "zh",
) -> None:
    """登记收件夹，编制全部有变化的分块，并汇总 | take in, make what changed of all blocks, sum up."""
    typed = {"years": years, "edition": edition, "gwp_set": gwp, "profile": profile}
    typed["bases"] = ",".join(basis) if basis else None
    settings = settings_of(data, "", inboxes=tuple(inbox) if inbox else None, **typed)
    chosen: dict[str, Any] = {"executor": executor, "workers": workers, "dask": dask, "store": store}
    where = replace(read_distribution(), **{name: value for name, value in chosen.items() if value is not None})
    with progress(say("编制分块", "making blocks", lang), lang) as show:
        from pipelines.blocks.coordinator import run_blocks

        outcome = run_blocks(settings, where, by == "county", show)
    _tell_blocks(settings, outcome, lang)
    if outcome.refusals:
        raise Refusals([refusal for refusals in outcome.refusals.values() for refusal in refusals])
    if outcome.drafts:
        raise typer.Exit(1)


def _tell_blocks(settings: Settings, outcome: "BlocksOutcome", lang: str) -> None:
    """What became of each block, where the report of a draft lies and how it becomes current, then the union."""
    from assets.release import REPORT
    from pipelines.execute import told_notices

    for notice in told_notices(outcome.notices):
        tell(notice.render(language_of(lang)))
    for block in outcome.made:
        if block not in outcome.drafts:
            tell(f"✓ {block} {block_name(block)}")
    if outcome.kept:
        zh, en = f"  {len(outcome.kept)} 个分块没有变化", f"  {len(outcome.kept)} blocks have not changed"
        tell(say(zh, en, lang))
    for block in outcome.drafts:
        report = settings.data_dir / "blocks" / block / "draft" / REPORT
        zh, en = f"⏸ {block} {block_name(block)}：草稿，存疑之处列在 {report}", f"⏸ {block}: a draft, see {report}"
        tell(say(zh, en, lang))
    if outcome.drafts:
        zh = "  属实的逐处确认：qingdan confirm 编号 --block 分块 --by 姓名 --reason 原因；有误的改正重报；再运行本命令"
        en = "  if right: qingdan confirm PLACE --block BLOCK --by WHO --reason WHY; if not, correct it; then run again"
        tell(say(zh, en, lang))
    if outcome.national:
        tell(say(f"全国汇总：{outcome.national}", f"union: {outcome.national}", lang))
    elif not outcome.refusals:
        tell(say("全国汇总：尚无已成为当前发布的分块", "union: no block has a current release yet", lang))


def union(data: Data = None, lang: Lang = "zh") -> None:
    """汇总各分块的当前发布 | put the current releases of the blocks side by side and sum up."""
    from pipelines.blocks.national import publish_national

    settings = settings_of(data, "")
    with progress(say("汇总", "summing up", lang), lang):
        release = publish_national(settings)
    tell(say(f"✓ 全国汇总：{release}", f"✓ union: {release}", lang))
