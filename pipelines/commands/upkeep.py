"""What keeps a data folder: backed up, restored, brought up to the format of today."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import Block, Data, Lang, language_of, progress, say, settings_of, tell


def backup(
    target: Annotated[
        Path, typer.Argument(help="存放备份的文件夹，如移动硬盘 | folder of the backups, on another disk")
    ],
    only_pointed: Annotated[
        bool, typer.Option("--only-pointed", help="不备份以往的发布 | without releases of before")
    ] = False,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """备份数据夹（缓存除外），逐一读回核对 | back the data folder up, but for caches, and read it again."""
    from pipelines.backups.backup import back_up

    data_dir = settings_of(data, block).data_dir
    with progress(say("备份", "backing up", lang), lang) as show:
        made = back_up(data_dir, target, show, is_all=not only_pointed)
    for name in made.left_out:
        tell(say(f"⚠ 未备份（不是普通文件）：{name}", f"⚠ not backed up, it is no plain file: {name}", lang))
    folder, files = made.backup.folder, len(made.backup.files)
    if made.is_new:
        zh = f"✓ 已备份：{folder}（文件 {files} 个，新复制 {made.copied} 个，已全部读回核对）"
        tell(say(zh, f"✓ backed up: {folder} ({files} files, {made.copied} of them new, all read again)", lang))
    else:
        zh = f"✓ 没有变化：上一份备份 {folder} 完好（文件 {files} 个）"
        tell(say(zh, f"✓ nothing has changed: the backup {folder} is whole ({files} files)", lang))


def restore(
    source: Annotated[
        Path,
        typer.Argument(help="一份备份，或存放备份的文件夹（取最后一份） | a backup, or the last of a folder"),
    ],
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """从备份恢复数据夹，并核验发布 | make the data folder of a backup again, and verify its releases."""
    from pipelines.backups.restore import restore as bring_back
    from pipelines.lake.format import require_format
    from pipelines.lake.releases import pointed_releases
    from schemas.problems import Refusal

    data_dir = settings_of(data, block).data_dir
    with progress(say("恢复", "restoring", lang), lang) as show:
        restored = bring_back(source, data_dir, show)
    files = len(restored.files)
    zh = f"✓ 已恢复：{data_dir}（备份 {restored.folder.name}，文件 {files} 个，摘要全部相符）"
    tell(say(zh, f"✓ restored: {data_dir} (backup {restored.folder.name}, {files} files, all digests agree)", lang))
    for release in pointed_releases(data_dir):
        tell(say(f"✓ 核验通过：发布 {release.name[:16]}", f"✓ verified: release {release.name[:16]}", lang))
    try:
        require_format(data_dir)
    except Refusal as refusal:
        tell(refusal.render(language_of(lang)))


def migrate(data: Data = None, block: Block = None, lang: Lang = "zh") -> None:
    """把数据夹升级为现在的格式 | bring a data folder up to the format of today."""
    from pipelines.backups.contents import data_folders
    from pipelines.lake.format import migrate as bring_up
    from pipelines.lake.lock import hold_folder
    from schemas.problems import Place, Refusal

    data_dir = settings_of(data, block).data_dir
    if not data_dir.is_dir():
        raise Refusal("E-MISSING-FILE", Place(str(data_dir)))
    for folder in data_folders(data_dir):
        with hold_folder(folder), progress(say("升级", "migrating", lang), lang):
            before, now = bring_up(folder)
        tell(say(f"✓ {folder}：格式 {before} → {now}", f"✓ {folder}: format {before} → {now}", lang))
    tell(say("运行 qingdan run，继续编制。", "Go on with qingdan run.", lang))
