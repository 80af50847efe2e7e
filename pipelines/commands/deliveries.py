"""What becomes of delivered files: taken in, tried, taken back, vouched for, explained."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import (
    Allowed,
    Block,
    By,
    Data,
    Lang,
    Reason,
    language_of,
    progress,
    say,
    settings_of,
    tell,
)
from pipelines.settings import Settings
from schemas.problems import Refusals, without_remedy


def register(
    files: Annotated[list[Path] | None, typer.Argument(help="交付文件 | delivered files")] = None,
    allow_region: Allowed = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="由交付文件重建登记表 | make the register again")] = False,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """登记交付文件 | take delivered files in."""
    from pipelines.deliveries.intake import receive, told
    from pipelines.lake.lock import hold_lock

    if rebuild == bool(files):
        raise typer.BadParameter("交付文件，或 --rebuild | files, or --rebuild")
    if rebuild:
        _rebuild(settings_of(data, block), lang)
        return
    settings = settings_of(data, block, allowed_regions=",".join(allow_region) if allow_region else None)
    with hold_lock(settings.data_dir), progress(say("登记", "taking in", lang), lang):
        report = receive(settings, files)
    for line in told(report, language_of(lang)):
        tell(line)
    if report.refusals:
        raise Refusals(report.refusals)


def _rebuild(settings: Settings, lang: str) -> None:
    from pipelines.deliveries.intake import take_in
    from pipelines.deliveries.register.rebuild import rebuild
    from pipelines.lake.format import format_of, open_format
    from pipelines.lake.lock import hold_folder

    states = {"on trial": "待试算", "accepted": "已接受", "set aside": "已搁置", "withdrawn": "已撤回"}
    # a register that is too damaged to be migrated is made again in the form of today
    with hold_folder(settings.data_dir), progress(say("重建登记表", "making the register again", lang), lang):
        format_of(settings.data_dir)
        files, nameless = rebuild(settings.data_dir, partial(take_in, settings))
        open_format(settings.data_dir)
    for file in files:
        state = say(states[file.state], file.state, lang)
        tell(f"✓ 《{file.file_name}》 {state} {file.reason}".rstrip())
    for digest in nameless:
        zh = f"✗ delivered/{digest}：没有文件名，请用 qingdan register 重新登记此文件"
        tell(say(zh, f"✗ delivered/{digest}: nobody knows its name; register the file again", lang))


def withdraw(
    file: Annotated[str, typer.Argument(help="文件名，或摘要的前8位以上 | name, or the beginning of its digest")],
    reason: Reason,
    by: By,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """撤回已登记的文件，先前的文件重新生效 | take a delivered file back: what it replaced counts again."""
    from pipelines.deliveries.trial import withdraw as take_back
    from pipelines.lake.lock import hold_lock

    data_dir = settings_of(data, block).data_dir
    with hold_lock(data_dir), progress(say("撤回", "withdrawing", lang), lang):
        taken = take_back(data_dir, file, by, reason)
    zh = f"✓ 已撤回《{taken.file_name}》（{taken.file_sha256[:12]}）。重新运行 qingdan run 后生效。"
    en = f"✓ withdrawn: “{taken.file_name}” ({taken.file_sha256[:12]}). Run qingdan run again."
    tell(say(zh, en, lang))


def confirm(
    place: Annotated[str, typer.Argument(help="存疑之处的编号，见运行结果和报告 | as the run and the report name it")],
    reason: Reason,
    by: By,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """确认一处存疑的数字属实 | vouch for a figure that a check holds."""
    from pipelines.deliveries.confirmation import confirm as vouch
    from pipelines.lake.lock import hold_lock
    from pipelines.proof.moved import waiting

    data_dir = settings_of(data, block).data_dir
    with hold_lock(data_dir), progress(say("确认", "confirming", lang), lang):
        said, left = vouch(
            data_dir, place, by, reason, {row["place_id"]: row["message_zh"] for row in waiting(data_dir)}
        )
    said = without_remedy(said)
    tell(say(f"✓ 已确认：{said}", f"✓ confirmed: {said}", lang))
    zh = f"还有 {left} 处待确认。" if left else "全部确认。重新运行 qingdan run 后成为当前发布。"
    en = f"{left} places are left." if left else "All are confirmed. Run qingdan run again and it becomes current."
    tell(say(zh, en, lang))


def answer(
    table: Annotated[str, typer.Argument(help="表名 | title or name of the table")],
    label: Annotated[str, typer.Argument(help="不认识的项目，照印的写 | the unknown label, as printed")],
    reason: Reason,
    by: By,
    meaning: Annotated[
        str, typer.Argument(help="含义：此表已有的一项，或“不计入” | what it means: an item of the table")
    ] = "",
    until: Annotated[
        str, typer.Option(help="管到哪一年的数据 | the last year of figures for which it holds", metavar="YEAR")
    ] = "",
    axis: Annotated[
        str, typer.Option(help="行、列或分组 | which kind of label", metavar="row|column|key", show_default=False)
    ] = "",
    not_counted: Annotated[bool, typer.Option("--not-counted", help="不计入 | it means nothing here")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="收回解答 | take the answer back")] = False,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """解答一个不认识的项目，一次管几年 | say once what an unknown label of a table means."""
    from pipelines.deliveries import answering
    from pipelines.lake.lock import hold_lock

    if [bool(meaning), not_counted, withdraw].count(True) != 1:
        raise typer.BadParameter("含义、--not-counted、--withdraw 三者选一 | a meaning, --not-counted or --withdraw")
    if not withdraw and not until:
        raise typer.BadParameter("写明 --until 年份 | say --until YEAR")
    data_dir = settings_of(data, block).data_dir
    with hold_lock(data_dir), progress(say("解答", "answering", lang), lang):
        if withdraw:
            told = answering.take_back(data_dir, table, label, axis, by, reason)
        else:
            said = {"table": table, "label": label, "meaning": answering.NOTHING[0] if not_counted else meaning}
            told = answering.answer(data_dir, said | {"until": until, "axis": axis, "by": by, "reason": reason})
    if withdraw:
        zh, en = f"✓ 已收回“{told.label}”的解答。", f"✓ taken back: “{told.label}” is unknown again."
    else:
        zh = f"✓ 已解答：“{told.label}”读作“{told.said}”，管到 {told.until} 年的数据。"
        en = f"✓ answered: “{told.label}” is read as “{told.said}”, for figures up to {told.until}."
    tell(say(f"{zh}重新运行 qingdan run 后生效。", f"{en} Run qingdan run again.", lang))
