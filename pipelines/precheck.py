"""Judge without taking in: a delivered file a supplier wants to try, or all hand-written files of the project."""

from collections.abc import Sequence
from pathlib import Path

import factors
from assets import load_assets
from assets.builders.printed_table import (
    load_corrections,
    load_table_specs,
    read_observations,
    read_raw,
    recognise,
)
from assets.builders.readers import read_files
from schemas.problems import Place, Refusal, Refusals


def check_files(files: Sequence[Path]) -> list[str]:
    """Read files as a registration would, down to observations and printed totals; returns what was found, a line each.

    Raises:
        Refusals: what is wrong with them.
    """
    messages: list[str] = []
    refusals: list[Refusal] = []
    for path, sheets in zip(files, read_files([(path, path.name) for path in files]), strict=True):
        try:
            if isinstance(sheets, Refusal):
                raise sheets
            recognised = recognise(sheets, path.name)
            if not recognised:
                raise Refusal("E-TABLE-UNKNOWN", Place(path.name))
            specs = load_table_specs()
            for table in {found.table for found in recognised}:
                cells = read_raw(specs[table], sheets, "0" * 64, path.name)
                observations, checks = read_observations(specs[table], cells)
                warned = sum(check.outcome == "failed" for check in checks)
                messages.append(
                    f"✓ 《{path.name}》 {specs[table].title_zh}："
                    f"{len(observations)} 个观测值，{len(checks)} 项核对，{warned} 项提醒"
                )
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
        "印刷表声明 | printed tables": load_table_specs(),
        "更正 | corrections": load_corrections(),
        "文献 | sources": factors.load_sources(),
        "因子值 | factor values": factors.load_factor_values(),
        "增温潜势 | GWPs": factors.load_gwps(),
        "口径 | bases": factors.load_bases(),
        "类别卡 | category cards": factors.load_categories(),
        "资产 | assets": load_assets(),
    }
    return [f"✓ {title}：{len(found)}" for title, found in counts.items()]
