"""Asking departments for the data of a year."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.terminal import Block, Data, Lang, out, progress, say, settings_of, tell
from pipelines.settings import ASKED, Settings
from schemas.problems import Misuse, nearest

if TYPE_CHECKING:
    from pipelines.deliveries.requests.asking import Asked

#: Days before the inventory is made by itself by which data are asked for.
DAYS_BEFORE = 15


def request(
    year: Annotated[int, typer.Option(help="要哪一年的数 | the year that is asked for", min=1981, max=2100)],
    region: Annotated[
        str | None, typer.Option(help="行政区划代码；缺省为数据夹的地区 | region code", show_default=False)
    ] = None,
    due: Annotated[
        str, typer.Option(help="交回期限 | by when", metavar="YYYY-MM-DD", show_default="年度编制前15天")
    ] = "",
    folder: Annotated[
        Path | None, typer.Option("--out", help="写到哪里 | where to", show_default="DATA/requests/YEAR")
    ] = None,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """向各部门要数：一个部门一份报送表，另有催报清单 | ask departments: a form each, and who owes what."""
    from datetime import date, timedelta

    from pipelines.deliveries.requests.asking import ask
    from pipelines.lake.lock import hold_lock

    settings = settings_of(data, block, region=region)
    if year > (now := date.today().year):  # noqa: DTZ011 - the calendar on the wall of who asks
        raise Misuse("E-USE", label="--year", found=str(year), expected=f"1981–{now}")
    try:
        day = date.fromisoformat(due) if due else date(year + 1, *settings.annual_run[:2]) - timedelta(DAYS_BEFORE)
    except ValueError:
        raise Misuse("E-USE", label="--due", found=due, expected="YYYY-MM-DD") from None
    place = _region(settings)
    with hold_lock(settings.data_dir), progress(say("生成报送表", "writing forms", lang), lang):
        into = folder or settings.data_dir / ASKED / str(year)
        asked = ask(settings.data_dir, place, year, day.isoformat(), into)
    _tell(asked, lang)


def _region(settings: Settings) -> str:
    """The region that is asked about: the one that was named, or the one at home in the data folder.

    Raises:
        Misuse: E-USE, there is no such region, or none is at home, or several are.
    """
    from pipelines.deliveries.journal import read_journal
    from pipelines.deliveries.register.rows import home_of
    from schemas.codes.regions import current_regions

    home = (settings.region,) if settings.region else home_of(read_journal(settings.data_dir))
    if len(home) != 1 or home[0] not in current_regions():
        expected = nearest(settings.region, list(current_regions())) if settings.region else "、".join(home) or "511725"
        raise Misuse("E-USE", label="--region", found=settings.region or "—", expected=expected)
    return home[0]


def _tell(asked: "Asked", lang: str) -> None:
    """Who owes what by when, one line each."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    heads = (("部门", "department"), ("要交什么", "what"), ("项数", "figures"), ("期限", "due"))
    for zh, en in heads:
        table.add_column(say(zh, en, lang), justify="right" if en == "figures" else "left", overflow="fold")
    for row in asked.owed:
        table.add_row(row.department, row.what, str(row.lines or "—"), row.due)
    out.print(table)
    forms = len(asked.files) - 1
    zh, en = f"✓ {forms} 份报送表和催报清单在 {asked.folder}", f"✓ {forms} forms and the list are in {asked.folder}"
    tell(say(zh, en, lang))
