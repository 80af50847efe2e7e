"""Judge without taking in: a delivered file a supplier wants to try, or all hand-written files of the project."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import factors
from assets import load_assets
from assets.raw import load_printed_tables
from assets.staged import load_corrections
from pipelines.deliveries.judgement import Judged, judge, unread
from pipelines.deliveries.readers import read_files
from pipelines.deliveries.register.names import accept_name
from pipelines.reading import NO_ANSWERS, Answers
from pipelines.reading.regions import Expected
from schemas.problems import Language, Refusal, Refusals


def check_files(
    files: Sequence[Path], lang: Language = "zh", expected: Expected = (), answers: Answers = NO_ANSWERS
) -> list[str]:
    """Judge files without taking them in; returns what they hold, a line each. `expected`, `answers`: as in `judge`.

    Raises:
        Refusals: what is wrong with them.
    """
    messages: list[str] = []
    refusals: list[Refusal] = []
    for path, sheets in zip(files, read_files([(path, path.name) for path in files]), strict=True):
        try:
            accept_name(path.name)
            if isinstance(sheets, Refusal):
                raise sheets
            tables = judge(sheets, path.name, expected, answers)
            for table, judged in tables.items():
                messages += _told(path.name, table, judged, lang)
            messages += [notice.render(lang) for notice in unread(sheets, tables, path.name)]
        except Refusal as refusal:
            refusals.append(refusal)
        except Refusals as several:
            refusals += several.refusals
    if refusals:
        raise Refusals(refusals)
    return messages


def _told(file_name: str, table: str, judged: Judged, lang: Language) -> Iterator[str]:
    """What one printed table of a file holds, and which of its printed totals are not the sum of their parts."""
    spec = load_printed_tables()[table]
    warned = [check for check in judged.checks if check.outcome == "failed"]
    counts = len(judged.observations), len(judged.checks), len(warned)
    if lang == "en":
        yield f"✓ “{file_name}” {spec.title_en}: {counts[0]} observations, {counts[1]} checks, {counts[2]} warnings"
    else:
        yield f"✓ 《{file_name}》 {spec.title_zh}：{counts[0]} 个观测值，{counts[1]} 项核对，{counts[2]} 项提醒"
    for check in warned:
        place = " › ".join(filter(None, (check.file_name, check.sheet, check.cell)))
        en = f"{place} {check.period}: {check.found} ≠ {check.expected}, {check.difference} apart ({check.reason})"
        yield f"  ⚠ {en if lang == 'en' else check.told}"


def check_declarations(lang: Language = "zh") -> list[str]:
    """Load every hand-written file; returns how many of each there are.

    Raises:
        Refusal: a declaration is wrong.
    """
    counts = {
        ("印刷表声明", "printed tables"): load_printed_tables(),
        ("更正", "corrections"): load_corrections(),
        ("文献", "sources"): factors.load_sources(),
        ("因子值", "factor values"): factors.load_factor_values(),
        ("增温潜势", "GWPs"): factors.load_gwps(),
        ("口径", "bases"): factors.load_bases(),
        ("价格基年", "price bases"): factors.load_price_bases(),
        ("类别卡", "category cards"): factors.load_categories(),
        ("目标", "targets"): list(factors.load_targets().targets()),
        ("资产", "assets"): load_assets(),
    }
    return [f"✓ {en}: {len(found)}" if lang == "en" else f"✓ {zh}：{len(found)}" for (zh, en), found in counts.items()]
