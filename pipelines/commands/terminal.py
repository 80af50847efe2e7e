"""What commands share: the two consoles, the language, the options that several have, and where the data lie."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pipelines.progress import Show, shown
from pipelines.settings import Settings, folder, in_block, read_environment, require_known_regions
from schemas.problems import Language, harmless

# nothing that is printed is markup: a column may be called 产量[t]
out = Console(highlight=False, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, markup=False, emoji=False)


@dataclass
class Asked:
    """What the command is about that is being carried out; known once it has read its settings."""

    data_dir: Path | None = None


asked = Asked()


def tell(line: str) -> None:
    """Print a line in which a text of a file may stand; no terminal obeys it."""
    out.print(harmless(line), soft_wrap=True)


def _language(typed: str) -> str:
    if typed not in ("zh", "en"):
        raise typer.BadParameter("zh / en")
    return typed


def _profile(typed: str | None) -> str | None:
    if typed not in (None, "draft", "official"):
        raise typer.BadParameter("draft / official")
    return typed


def _said(typed: str) -> str:
    if not typed.strip():
        raise typer.BadParameter("不能空着 | it may not be blank")
    return typed.strip()


Data = Annotated[Path | None, typer.Option("--data", help="数据夹 | data folder", show_default="data/local")]
Block = Annotated[
    str | None,
    typer.Option(
        "--block",
        help="分块：51 全省，511725 一个县，各有数据夹 | block: 51 a province, 511725 a county, each with its folder",
        show_default=False,
    ),
]
Lang = Annotated[str, typer.Option("--lang", help="语言：zh 或 en | language: zh or en", callback=_language)]
Draft = Annotated[bool, typer.Option("--draft", help="问草稿，不问当前发布 | ask the draft")]
Reason = Annotated[str, typer.Option(help="为什么 | why", show_default=False, callback=_said)]
By = Annotated[str, typer.Option(help="谁 | who", show_default=False, callback=_said)]
Allowed = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-region",
        help="另收此地区的文件，可重复 | files of this region, too; repeatable",
        show_default=False,
    ),
]


Profile = Annotated[
    str | None,
    typer.Option(
        callback=_profile,
        help="official 正式：不得用无人签署的待核对原文系数和其他年份的系数"
        " | no figure may rest on an unsigned recalled factor or on one of another year",
        show_default="draft",
    ),
]


def language_of(lang: str) -> Language:
    """The language that was asked for."""
    return "en" if lang == "en" else "zh"


def say(zh: str, en: str, lang: str) -> str:
    """One of two texts."""
    return en if lang == "en" else zh


def progress(title: str, lang: str) -> AbstractContextManager[Show]:
    """Progress on the terminal, or now and then a line."""
    return shown(err, title, language_of(lang))


def settings_of(data: Path | None, block: str | None, **changes: Any) -> Settings:
    """Settings of the environment, overridden by what was typed."""
    given = {"data_dir": data and folder(data), "block": block} | changes
    typed = {name: value for name, value in given.items() if value is not None}
    settings = in_block(replace(read_environment(), **typed))
    require_known_regions(settings)
    asked.data_dir = settings.data_dir
    return settings
