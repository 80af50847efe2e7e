"""The command line. Messages are Chinese by default; exit codes: 0 done, 1 refused or failed, 2 wrong use.

Only ``run`` imports Dagster, and only when it is called: a question must not wait for it.
"""

import io
import json
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pipelines.progress import Show, shown
from pipelines.rest import is_at_rest
from pipelines.settings import EXECUTORS, Settings, in_block, read_distribution, read_environment
from schemas.codes.regions import block_name
from schemas.problems import Language, Misuse, Refusal, Refusals, harmless, nearest

if TYPE_CHECKING:
    from pipelines.blocks.coordinator import Outcome as BlocksOutcome
    from pipelines.execute import Outcome
    from pipelines.query.answer import Answer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="qingdan 清单：县级温室气体清单",
)
blocks = typer.Typer(no_args_is_help=True, help="全部分块：编制、汇总 | all blocks: make them, sum up")
app.add_typer(blocks, name="blocks")
# nothing that is printed is markup: a column may be called 产量[t]
out = Console(highlight=False, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, markup=False, emoji=False)


def _tell(line: str) -> None:
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


def _division(typed: str) -> str:
    if typed not in ("province", "county"):
        raise typer.BadParameter("province / county")
    return typed


def _executor(typed: str | None) -> str | None:
    if typed not in (None, *EXECUTORS):
        raise typer.BadParameter(" / ".join(EXECUTORS))
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


def _language_of(lang: str) -> Language:
    return "en" if lang == "en" else "zh"


def _say(zh: str, en: str, lang: str) -> str:
    return en if lang == "en" else zh


def _shown(title: str, lang: str) -> AbstractContextManager[Show]:
    """Progress on the terminal, or now and then a line."""
    return shown(err, title, _language_of(lang))


def _settings(data: Path | None, block: str | None, **changes: Any) -> Settings:
    """Settings of the environment, overridden by what was typed."""
    typed = {name: value for name, value in ({"data_dir": data, "block": block} | changes).items() if value is not None}
    return in_block(replace(read_environment(), **typed))


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


@app.command()
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
    profile: Annotated[
        str | None,
        typer.Option(
            callback=_profile,
            help="official 正式：不得用无人签署的待核对原文系数和其他年份的系数"
            " | no figure may rest on an unsigned recalled factor or on one of another year",
            show_default="draft",
        ),
    ] = None,
    threads: Annotated[int | None, typer.Option(help="线程数 | threads", min=1)] = None,
    lang: Lang = "zh",
) -> None:
    """登记收件夹，读取、检查、核算并生成发布 | take in, check, compute, build the release."""
    typed = {"region": region, "years": years, "edition": edition, "gwp_set": gwp, "profile": profile}
    typed["bases"] = ",".join(basis) if basis else None
    typed["allowed_regions"] = ",".join(allow_region) if allow_region else None
    settings = _settings(data, block, inboxes=tuple(inbox) if inbox else None, threads=threads, **typed)
    outcome = None if is_at_rest(settings) else _execute(settings, lang)
    from pipelines.summary import print_summary

    is_current = print_summary(settings.data_dir, outcome, out, lang)
    if outcome and outcome.set_aside:
        raise Refusals(outcome.set_aside)
    if not is_current:
        raise typer.Exit(1)


def _execute(settings: Settings, lang: str) -> "Outcome":
    with _shown(_say("登记收件夹", "taking in", lang), lang) as show:
        from pipelines.execute import execute

        outcome = execute(settings, show)
    if outcome.refusals:
        raise Refusals(outcome.refusals)
    return outcome


@app.command()
def register(
    files: Annotated[list[Path] | None, typer.Argument(help="交付文件 | delivered files")] = None,
    allow_region: Allowed = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="由交付文件重建登记表 | make the register again")] = False,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """登记交付文件 | take delivered files in."""
    from pipelines.deliveries.intake import take_in
    from pipelines.lake.lock import hold_lock

    if rebuild == bool(files):
        raise typer.BadParameter("交付文件，或 --rebuild | files, or --rebuild")
    if rebuild:
        _rebuild(_settings(data, block), lang)
        return
    settings = _settings(data, block, allowed_regions=",".join(allow_region) if allow_region else None)
    with hold_lock(settings.data_dir), _shown(_say("登记", "taking in", lang), lang):
        report = take_in(settings, files)
    for file in report.registered:
        _tell(f"✓ 《{file.file_name}》 {'；'.join(map(str, file.holdings))}")
    for notice in report.notices:
        _tell(notice.render(_language_of(lang)))


def _rebuild(settings: Settings, lang: str) -> None:
    from pipelines.deliveries.intake import take_in
    from pipelines.deliveries.register.rebuild import rebuild
    from pipelines.lake.lock import hold_lock

    states = {"on trial": "待试算", "accepted": "已接受", "set aside": "已搁置", "withdrawn": "已撤回"}
    with hold_lock(settings.data_dir), _shown(_say("重建登记表", "making the register again", lang), lang):
        files, nameless = rebuild(settings.data_dir, partial(take_in, settings))
    for file in files:
        state = _say(states[file.state], file.state, lang)
        _tell(f"✓ 《{file.file_name}》 {state} {file.reason}".rstrip())
    for digest in nameless:
        zh = f"✗ delivered/{digest}：没有文件名，请用 qingdan register 重新登记此文件"
        _tell(_say(zh, f"✗ delivered/{digest}: nobody knows its name; register the file again", lang))


@app.command()
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

    data_dir = _settings(data, block).data_dir
    with hold_lock(data_dir), _shown(_say("撤回", "withdrawing", lang), lang):
        taken = take_back(data_dir, file, by, reason)
    zh = f"✓ 已撤回《{taken.file_name}》（{taken.file_sha256[:12]}）。重新运行 qingdan run 后生效。"
    en = f"✓ withdrawn: “{taken.file_name}” ({taken.file_sha256[:12]}). Run qingdan run again."
    _tell(_say(zh, en, lang))


@app.command()
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

    data_dir = _settings(data, block).data_dir
    with hold_lock(data_dir), _shown(_say("确认", "confirming", lang), lang):
        said, left = vouch(data_dir, place, by, reason)
    _tell(_say(f"✓ 已确认：{said}", f"✓ confirmed: {said}", lang))
    zh = f"还有 {left} 处待确认。" if left else "全部确认。重新运行 qingdan run 后成为当前发布。"
    en = f"{left} places are left." if left else "All are confirmed. Run qingdan run again and it becomes current."
    _tell(_say(zh, en, lang))


@app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="交付文件；不给则检查全部声明 | delivered files; all declarations if none"),
    ] = None,
    allow_region: Allowed = None,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """检查交付文件（与已有数据试算，不登记），或全部声明 | try a file without taking it in, or all declarations."""
    from pipelines.deliveries.intake import expected_regions
    from pipelines.deliveries.precheck import check_declarations, check_files
    from pipelines.deliveries.register import registered_files

    settings = _settings(data, block, allowed_regions=",".join(allow_region) if allow_region else None)
    with _shown(_say("检查", "checking", lang), lang):
        said = _language_of(lang)
        messages = check_files(files, said, expected_regions(settings)) if files else check_declarations(said)
    for message in messages:
        _tell(message)
    if files and registered_files(settings.data_dir):
        _rehearse(settings, files, set(messages), lang)
    out.print(_say("检查通过", "all checks passed", lang))


def _rehearse(settings: Settings, files: Sequence[Path], told: set[str], lang: str) -> None:
    """What a run would say of the files beside the data in force.

    Raises:
        typer.Exit: it would ask somebody to confirm a figure.
    """
    from pipelines.rehearsal import rehearse

    with _shown(_say("试算", "trying", lang), lang) as show:
        outcome = rehearse(settings, files, show)
    for notice in outcome.notices:
        if (said := notice.render(_language_of(lang))) not in told:
            _tell(said)
    for row in outcome.found:
        said = _say(row["message_zh"], row["message_en"], lang)
        _tell(f"{'⏸' if row['outcome'] == 'held' else '⚠'} {row['place_id']} {said}")
    for total in outcome.moved:
        _tell(f"⚠ {_say(*total.told, lang)}")
    if held := len(outcome.held):
        zh = f"读得懂，与数据夹中的数据一起试算后有 {held} 处存疑：请核对，属实的登记后用 qingdan confirm 说明原因"
        en = f"readable; with the figures in force {held} places would have to be corrected or confirmed"
        _tell(_say(zh, en, lang))
        raise typer.Exit(1)


@app.command()
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

    database = database_of(shown_release(_settings(data, block).data_dir, is_draft=draft))
    question = Question(subject, year, gas, region, basis, variant)
    with _shown(_say("追溯", "tracing", lang), lang):
        roots = find(database, question, 0 if show_all else depth, 0 if show_all else WIDTH, _language_of(lang))
    if as_json:
        text = json.dumps([as_dict(root) for root in roots], ensure_ascii=False, indent=1)
        sys.stdout.writelines(f"{harmless(line)}\n" for line in text.split("\n"))
        return
    for line in (line for root in roots for line in draw(root, lang=_language_of(lang))):
        _tell(line)


@app.command()
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
    data_dir = _settings(data, block).data_dir
    if xlsx or csv not in ("", "-"):
        require_outside(xlsx or Path(csv), data_dir)
    database = database_of(shown_release(data_dir, is_draft=draft))
    title = _say("查询", "query", lang)
    with open_database(database) as connection, _shown(title, lang) as show:
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
        err.print(_say(f"（{zh}；--csv 或 --xlsx 存成文件）", f"({en}; --csv or --xlsx writes a file)", lang))

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
    _tell(_say(f"✓ {path}：{rows} 行", f"✓ {path}: {rows} rows", lang))
    if rounded:
        zh = f"⚠ {rounded} 个数超过 {DIGITS} 位有效数字，Excel 只存前 {DIGITS} 位；--csv 保留全部"
        en = f"⚠ {rounded} numbers have more than {DIGITS} digits, of which a workbook keeps {DIGITS}; --csv keeps all"
        _tell(_say(zh, en, lang))


@app.command()
def verify(
    release: Annotated[
        str,
        typer.Argument(help="发布摘要的开头；不给则为当前发布 | beginning of a digest; the current release if none"),
    ] = "",
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """核对发布的全部摘要 | check every hash of a release."""
    from pipelines.deliveries.journal import require_anchored
    from pipelines.lake.releases import CONTENT, ENVELOPE, altered_copies, find_release, verify_release

    data_dir = _settings(data, block).data_dir
    folder = find_release(data_dir, release)
    with _shown(_say("核对摘要", "comparing digests", lang), lang):
        wrong = list(verify_release(folder, data_dir))
        altered = list(altered_copies(data_dir))
    if wrong:
        raise Refusals(wrong)
    lists = [json.loads((folder / name).read_text(encoding="utf-8")) for name in (CONTENT, ENVELOPE)]
    require_anchored(data_dir, folder)
    files, inputs = sum(len(listed["files"]) for listed in lists), len(lists[0]["inputs"])
    out.print(
        _say(
            f"核验通过：发布 {folder.name[:16]}，文件 {files}/{files}，交付文件 {inputs}/{inputs}",
            f"verified: release {folder.name[:16]}, files {files}/{files}, deliveries {inputs}/{inputs}",
            lang,
        )
    )
    for notice in altered:
        _tell(f"⚠ {notice.render(_language_of(lang))}")


@blocks.command("run")
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
    profile: Annotated[
        str | None, typer.Option(callback=_profile, help="official 正式 | official", show_default="draft")
    ] = None,
    lang: Lang = "zh",
) -> None:
    """登记收件夹，编制全部有变化的分块，并汇总 | take in, make what changed of all blocks, sum up."""
    typed = {"years": years, "edition": edition, "gwp_set": gwp, "profile": profile}
    typed["bases"] = ",".join(basis) if basis else None
    settings = _settings(data, "", inboxes=tuple(inbox) if inbox else None, **typed)
    chosen: dict[str, Any] = {"executor": executor, "workers": workers, "dask": dask, "store": store}
    where = replace(read_distribution(), **{name: value for name, value in chosen.items() if value is not None})
    with _shown(_say("编制分块", "making blocks", lang), lang) as show:
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
        _tell(notice.render(_language_of(lang)))
    for block in outcome.made:
        if block not in outcome.drafts:
            _tell(f"✓ {block} {block_name(block)}")
    if outcome.kept:
        zh, en = f"  {len(outcome.kept)} 个分块没有变化", f"  {len(outcome.kept)} blocks have not changed"
        _tell(_say(zh, en, lang))
    for block in outcome.drafts:
        report = settings.data_dir / "blocks" / block / "draft" / REPORT
        zh, en = f"⏸ {block} {block_name(block)}：草稿，存疑之处列在 {report}", f"⏸ {block}: a draft, see {report}"
        _tell(_say(zh, en, lang))
    if outcome.drafts:
        zh = "  属实的逐处确认：qingdan confirm 编号 --block 分块 --by 姓名 --reason 原因；有误的改正重报；再运行本命令"
        en = "  if right: qingdan confirm PLACE --block BLOCK --by WHO --reason WHY; if not, correct it; then run again"
        _tell(_say(zh, en, lang))
    if outcome.national:
        _tell(_say(f"全国汇总：{outcome.national}", f"union: {outcome.national}", lang))
    elif not outcome.refusals:
        _tell(_say("全国汇总：尚无已成为当前发布的分块", "union: no block has a current release yet", lang))


@blocks.command()
def union(data: Data = None, lang: Lang = "zh") -> None:
    """汇总各分块的当前发布 | put the current releases of the blocks side by side and sum up."""
    from pipelines.blocks.national import publish_national

    settings = _settings(data, "")
    with _shown(_say("汇总", "summing up", lang), lang):
        release = publish_national(settings)
    _tell(_say(f"✓ 全国汇总：{release}", f"✓ union: {release}", lang))


@app.command()
def ui(
    data: Data = None,
    block: Block = None,
    port: Annotated[int, typer.Option(help="端口 | port", min=1, max=65535)] = 3000,
    lang: Lang = "zh",
) -> None:
    """打开 Dagster 界面，只对本机开放 | Dagster, on this machine only."""
    from pipelines.ui import HOST, require_free, serve

    require_free(port)
    address = f"http://{HOST}:{port}"
    _tell(_say(f"{address}（按 Ctrl-C 结束）", f"{address} (Ctrl-C ends it)", lang))
    raise typer.Exit(serve(_settings(data, block), port))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a refusal is printed in the language asked for and ends with exit code 1 or 2."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    english = "--lang=en" in typed or (
        "--lang" in typed and typed[typed.index("--lang") + 1 : typed.index("--lang") + 2] == ["en"]
    )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a sign that a terminal does not know must not end a run
            stream.reconfigure(errors="replace")
    try:
        _know_command(typed)
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
