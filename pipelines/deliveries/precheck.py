"""Judge without taking in: a delivered file a supplier wants to try, or all hand-written files of the project."""

from collections.abc import Sequence
from pathlib import Path

import factors
from assets import load_assets
from assets.raw import load_printed_tables
from assets.staged import load_corrections
from pipelines.deliveries.judgement import judge, unread
from pipelines.deliveries.readers import read_files
from schemas.problems import Refusal, Refusals


def check_files(files: Sequence[Path]) -> list[str]:
    """Judge files without taking them in; returns what they hold, a line each.

    Raises:
        Refusals: what is wrong with them.
    """
    messages: list[str] = []
    refusals: list[Refusal] = []
    for path, sheets in zip(files, read_files([(path, path.name) for path in files]), strict=True):
        try:
            if isinstance(sheets, Refusal):
                raise sheets
            tables = judge(sheets, path.name)
            for table, judged in tables.items():
                warned = [check for check in judged.checks if check.outcome == "failed"]
                messages.append(
                    f"✓ 《{path.name}》 {load_printed_tables()[table].title_zh}："
                    f"{len(judged.observations)} 个观测值，{len(judged.checks)} 项核对，{len(warned)} 项提醒"
                )
                messages += [f"  ⚠ {check.told}" for check in warned]
            messages += [notice.render() for notice in unread(sheets, tables, path.name)]
        except Refusal as refusal:
            refusals.append(refusal)
        except Refusals as several:
            refusals += several.refusals
    if refusals:
        raise Refusals(refusals)
    return messages


def check_declarations() -> list[str]:
    """Load every hand-written file; returns how many of each there are.

    Raises:
        Refusal: a declaration is wrong.
    """
    counts = {
        "印刷表声明 | printed tables": load_printed_tables(),
        "更正 | corrections": load_corrections(),
        "文献 | sources": factors.load_sources(),
        "因子值 | factor values": factors.load_factor_values(),
        "增温潜势 | GWPs": factors.load_gwps(),
        "口径 | bases": factors.load_bases(),
        "价格基年 | price bases": factors.load_price_bases(),
        "类别卡 | category cards": factors.load_categories(),
        "目标 | targets": list(factors.load_targets().targets()),
        "资产 | assets": load_assets(),
    }
    return [f"✓ {title}：{len(found)}" for title, found in counts.items()]
