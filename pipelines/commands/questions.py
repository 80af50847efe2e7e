"""Questions to a release: where a number comes from, what is in it, whether it is what was published."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.terminal import (
    Block,
    Data,
    Draft,
    Lang,
    err,
    language_of,
    out,
    progress,
    say,
    settings_of,
    tell,
)
from schemas.problems import Refusals, harmless

if TYPE_CHECKING:
    from pipelines.query.answer import Answer


def trace(
    subject: Annotated[
        str,
        typer.Argument(
            help="总排放、表中的行（1.A.1、2.工业）、类别（A.1）、指标（co2_per_gdp） | a total, line or indicator"
        ),
    ],
    year: Annotated[int, typer.Argument(help="年份 | year")],
    gas: Annotated[str, typer.Option(help="气体，如 CH4 | gas, such as CH4")] = "",
    region: Annotated[str, typer.Option(help="行政区划代码 | region code")] = "",
    basis: Annotated[str, typer.Option(help="核算口径，缺省为正式口径 | basis, the official one if not given")] = "",
    variant: Annotated[
        str, typer.Option(help="同名的哪一项：指标的口径，能源平衡表的品种 | which of one name: caliber, fuel")
    ] = "",
    depth: Annotated[int, typer.Option(help="显示几级 | levels shown", min=1)] = 3,
    show_all: Annotated[bool, typer.Option("--all", help="全部显示 | everything, to the last cell")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON | as JSON")] = False,
    data: Data = None,
    block: Block = None,
    draft: Draft = False,
    lang: Lang = "zh",
) -> None:
    """从发布的数字追到印刷单元格和因子 | from a published number to cells and factors."""
    from pipelines.lake.releases import database_of, shown_release
    from pipelines.proof.trace import WIDTH, Question, as_dict, draw
    from pipelines.proof.trace import trace as find

    database = database_of(shown_release(settings_of(data, block).data_dir, is_draft=draft))
    question = Question(subject, year, gas, region, basis, variant)
    with progress(say("追溯", "tracing", lang), lang):
        roots = find(database, question, 0 if show_all else depth, 0 if show_all else WIDTH, language_of(lang))
    if as_json:
        text = json.dumps([as_dict(root) for root in roots], ensure_ascii=False, indent=1)
        sys.stdout.writelines(f"{harmless(line)}\n" for line in text.split("\n"))
        return
    for line in (line for root in roots for line in draw(root, lang=language_of(lang))):
        tell(line)


def query(
    sql: Annotated[str, typer.Argument(help="select 语句；表名前不必写 marts. | a select statement")],
    csv: Annotated[
        str, typer.Option(help="写入 CSV 文件，- 为标准输出 | write CSV, - for standard output", metavar="FILE|-")
    ] = "",
    xlsx: Annotated[
        Path | None, typer.Option(help="写入 Excel 文件 | write a workbook", dir_okay=False, metavar="FILE")
    ] = None,
    data: Data = None,
    block: Block = None,
    draft: Draft = False,
    lang: Lang = "zh",
) -> None:
    """对当前发布做只读查询 | read-only query on the current release."""
    from pipelines.lake.releases import database_of, shown_release
    from pipelines.query import open_database
    from pipelines.query.answer import ask
    from pipelines.query.files import require_outside

    if csv and xlsx:
        raise typer.BadParameter("--csv 或 --xlsx，只选其一 | --csv or --xlsx")
    data_dir = settings_of(data, block).data_dir
    if xlsx or csv not in ("", "-"):
        require_outside(xlsx or Path(csv), data_dir)
    database = database_of(shown_release(data_dir, is_draft=draft))
    title = say("查询", "query", lang)
    with open_database(database) as connection, progress(title, lang) as show:
        answer = ask(connection, sql, lambda rows: show(rows, 0, title))
        if answer is None:
            raise typer.BadParameter("没有语句 | no statement")
        if csv or xlsx:
            _write_answer(answer, csv, xlsx, lang)
            return
        _print_answer(answer, lang)


def _print_answer(answer: "Answer", lang: str) -> None:
    """A table as wide as the terminal; without one a row is a line, however long."""
    from pipelines.query.terminal import FOLDED, lines_of

    def tell(layout: str) -> None:
        zh, en = "太宽，每行竖排，一项不少", "too wide for a table: a record below the other, nothing is left out"
        if layout == FOLDED:
            zh, en = (
                "文字折行，一字不少",
                "texts are folded, nothing is left out",
            )
        err.print(say(f"（{zh}；--csv 或 --xlsx 存成文件）", f"({en}; --csv or --xlsx writes a file)", lang))

    for line in lines_of(answer, out.width if out.is_terminal else None, tell):
        out.print(line, soft_wrap=True)


def _write_answer(answer: "Answer", csv: str, xlsx: Path | None, lang: str) -> None:
    """Write a file, and say how many rows it holds and what a workbook could not keep."""
    from pipelines.query.files import DIGITS, put_in_place, write_csv, write_workbook

    if csv == "-":
        write_csv(answer, sys.stdout)
        return
    rounded = 0
    with put_in_place(path := xlsx or Path(csv)) as beside:
        if xlsx:
            rows, rounded = write_workbook(answer, beside)
        else:
            # with the mark by which Excel and WPS know that it is not GBK
            with beside.open("w", encoding="utf-8-sig", newline="") as file:
                rows = write_csv(answer, file)
    tell(say(f"✓ {path}：{rows} 行", f"✓ {path}: {rows} rows", lang))
    if rounded:
        zh = f"⚠ {rounded} 个数超过 {DIGITS} 位有效数字，Excel 只存前 {DIGITS} 位；--csv 保留全部"
        en = f"⚠ {rounded} numbers have more than {DIGITS} digits, of which a workbook keeps {DIGITS}; --csv keeps all"
        tell(say(zh, en, lang))


def verify(
    release: Annotated[
        str,
        typer.Argument(help="发布摘要的开头；不给则为当前发布 | beginning of a digest; the current release if none"),
    ] = "",
    signers: Annotated[
        Path | None,
        typer.Option(
            help="自己保管的签署人名单 | a list of signers that you keep yourself",
            dir_okay=False,
            show_default="DATA/signers",
        ),
    ] = None,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """核对发布的全部摘要、签名和发布链 | check every hash of a release, all signatures and their chain."""
    from pipelines.deliveries.journal import require_anchored
    from pipelines.lake.publications import standing
    from pipelines.lake.releases import CONTENT, ENVELOPE, altered_copies, find_release, verify_release
    from pipelines.publishing.page import told_standing
    from pipelines.publishing.statements import rebuilt_databases, require_chained, verify_signatures

    data_dir = settings_of(data, block).data_dir
    folder = find_release(data_dir, release)
    with progress(say("核对摘要", "comparing digests", lang), lang):
        wrong = list(verify_release(folder, data_dir))
        altered = list(altered_copies(data_dir))
    if wrong:
        raise Refusals(wrong)
    lists = [json.loads((folder / name).read_text(encoding="utf-8")) for name in (CONTENT, ENVELOPE)]
    require_anchored(data_dir, folder)
    require_chained(data_dir, folder)
    if wrong := list(verify_signatures(data_dir, signers=signers)):
        raise Refusals(wrong)
    files, inputs = sum(len(listed["files"]) for listed in lists), len(lists[0]["inputs"])
    out.print(
        say(
            f"核验通过：发布 {folder.name[:16]}，文件 {files}/{files}，交付文件 {inputs}/{inputs}",
            f"verified: release {folder.name[:16]}, files {files}/{files}, deliveries {inputs}/{inputs}",
            lang,
        )
    )
    tell(told_standing(standing(data_dir), folder.name, lang == "en"))
    for notice in [*altered, *rebuilt_databases(data_dir, folder)]:
        tell(f"⚠ {notice.render(language_of(lang))}")
