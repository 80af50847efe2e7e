"""Try delivered files without taking them in, or look through all hand-written files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.terminal import (
    Allowed,
    Block,
    Data,
    Lang,
    err,
    language_of,
    out,
    progress,
    say,
    settings_of,
    tell,
)
from pipelines.settings import Settings
from schemas.problems import Notice, Place, harmless

if TYPE_CHECKING:
    from pipelines.deliveries.precheck import Checked
    from pipelines.rehearsal import Rehearsed

#: In front of what a check found.
SIGNS = {"held": "⏸", "assumed": "≈", "noted": "⚠"}


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="交付文件；不给则检查全部声明 | delivered files; all declarations if none"),
    ] = None,
    copy: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="检查副本写到此文件或文件夹：各处批注 | file or folder for the copy with a comment at each place",
            show_default="文件旁 NAME.检查.xlsx",
        ),
    ] = None,
    allow_region: Allowed = None,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """检查交付文件（与已有数据试算，不登记），或全部声明 | try a file without taking it in, or all declarations."""
    from pipelines.deliveries.precheck import check_declarations

    settings = settings_of(data, block, allowed_regions=",".join(allow_region) if allow_region else None)
    if files:
        _check_files(settings, _without_copies(files, lang), copy, lang)
    else:
        with progress(say("检查", "checking", lang), lang):
            messages = check_declarations(language_of(lang))
        for message in messages:
            tell(message)
    out.print(say("检查通过", "all checks passed", lang))


def _without_copies(files: Sequence[Path], lang: str) -> list[Path]:
    """The files without copies that an earlier check wrote beside them: `*.xlsx` names these, too.

    Raises:
        typer.Exit: there is no other one.
    """
    from pipelines.deliveries.register.names import is_marked_copy

    copies = [path for path in files if is_marked_copy(path.name)]
    for path in copies:
        tell(Notice("I-CHECK-COPY", Place(path.name), {}).render(language_of(lang)))
    if len(copies) == len(files):
        raise typer.Exit(1)
    return [path for path in files if path not in copies]


def _check_files(settings: Settings, files: Sequence[Path], copy: Path | None, lang: str) -> None:
    """Judge each file by itself, then all that can be read beside the data in force, as a run would.

    Raises:
        typer.Exit: something would be refused, or somebody asked to confirm it.
    """
    from pipelines.deliveries.intake import expected_regions
    from pipelines.deliveries.marking import copy_path
    from pipelines.deliveries.precheck import check_files, told
    from pipelines.deliveries.register import answers, registered_files

    targets = [copy_path(path, (settings.data_dir, *settings.inbox_dirs), copy) for path in files]
    if copy and len(files) > 1 and not copy.is_dir():
        raise typer.BadParameter("多个文件时 --out 须为文件夹 | of several files it is a folder", param_hint="--out")
    with progress(say("检查", "checking", lang), lang):
        checked = check_files(files, expected_regions(settings), answers(settings.data_dir))
    for file in checked:
        for line in told(file, language_of(lang)):
            tell(line)
    readable = [file.path for file in checked if not file.refusals]
    tried = None
    if readable and registered_files(settings.data_dir):
        from pipelines.rehearsal import rehearse

        with progress(say("试算", "trying", lang), lang) as show:
            tried = rehearse(settings, readable, show)
        _tell_tried(tried, {notice.code for file in checked for notice in file.notices}, lang)
    refusals = [refusal for file in checked for refusal in file.refusals] + (tried.refusals if tried else [])
    for refusal in refusals:
        err.print(refusal.render(language_of(lang)), soft_wrap=True)
    for file, target in zip(checked, targets, strict=True):
        _write_copy(file, tried, target, lang, is_asked=copy is not None)
    if held := sum(row["outcome"] == "held" for row in tried.found) if tried else 0:
        zh = f"读得懂，与数据夹中的数据一起试算后有 {held} 处存疑：请核对，属实的登记后用 qingdan confirm 说明原因"
        en = f"readable; with the figures in force {held} places would have to be corrected or confirmed"
        tell(say(zh, en, lang))
    if refusals or held:
        raise typer.Exit(1)


def _tell_tried(tried: "Rehearsed", told: set[str], lang: str) -> None:
    """What a run would tell and ask, and what the files change of the figures in force and of those published."""
    from pipelines.proof.moved import told as told_changes

    for notice in tried.notices:
        if notice.code not in told:
            tell(notice.render(language_of(lang)))
    for line in told_changes(tried.changes, language_of(lang)):
        tell(line)
    for row in tried.found:
        tell(f"{SIGNS[row['outcome']]} {row['place_id']} {row[f'message_{lang}']}")


def _write_copy(file: "Checked", tried: "Rehearsed | None", target: Path, lang: str, *, is_asked: bool) -> None:
    """Write the copy of a file with a comment at each place; where nothing is to be said, only over an older one."""
    from pipelines.deliveries.marking import write_copy

    said = language_of(lang)
    remarks = list(dict.fromkeys([*file.remarks(said), *(tried.remarks(said) if tried else ())]))
    if remarks or is_asked or target.exists():
        write_copy(target, file.marked(remarks, said))
        out.print(harmless(say(f"检查副本：{target}", f"marked copy: {target}", lang)), soft_wrap=True)
