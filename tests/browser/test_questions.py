"""Ten questions of somebody who sees the report for the first time: each is answered within three clicks, in view.

A click is a link of the contents, a number, or a row of what it opens. What is not on the first page must stand in the
window after the last click; nobody scrolls in search of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.browser.conftest import Visit
from tests.conftest import BuiltRelease
from tests.deliveries import SAMPLE

Open = Callable[..., Visit]

CLICKS = 3

#: The clicks: a chapter, the number on a card, the way to the largest cell behind it.
TOTAL, LARGEST = ".front .card b .opens >> nth=0", ".tree .follow"


def chapter(title: str) -> str:
    return f"nav.contents a:text-is('{title}')"


@dataclass(frozen=True)
class Question:
    """What is asked, what is clicked, and which words are then seen; a name in braces is a figure of the release."""

    asked: str
    clicks: tuple[str, ...]
    seen: tuple[str, ...]


QUESTIONS = [
    Question("全县一共排了多少？", (), ("2024年（初步）温室气体总排放", "{total}", "万吨二氧化碳当量")),
    Question("主要是什么排的？", (chapter("总量怎样组成"),), ("排放最大的是能源工业", "{largest}", "水泥生产过程")),
    Question(
        "每万元GDP排多少，要求是多少？",
        (),
        ("单位GDP {per_gdp} 吨二氧化碳/万元", "单位GDP二氧化碳排放2025年比2020年降低", "−19.5% −19.36%"),
    ),
    Question(
        "哪些目标没跟上，差多少？",
        (),
        ("偏离 {off_track}", "非化石能源消费比重2025年", "−22.23 百分点", "森林蓄积量2025年", "−104.1 万立方米"),
    ),
    Question("缺什么数据，找谁要？", (chapter("缺什么、找谁要"),), ("县农业农村局", "稻田甲烷", "缺少排放因子")),
    Question("最大的一项是哪个单元格来的？", (TOTAL, LARGEST), ("《{file}》 205-2 E6", "{printed} 吨")),
    Question("为什么比上年少了？比2020年呢？", (chapter("为什么变"),), ("能耗强度 {intensity}", "人均GDP {affluence}")),
    Question("这些数有多牢靠？", (chapter("依据有多牢"),), ("读过原文", "{original}", "待核对原文", "{recalled}")),
    Question(
        "电是调进来还是调出去，两种口径各算多少？",
        (chapter("同一个县，几种口径的总量"),),
        ("净调入电力（净调出为负） {electricity} {electricity}", "合计 {energy} {stat_2026}"),
    ),
    Question("下一步做什么，谁去做？", (chapter("下一步"),), ("县住建局：偏离的目标", "县农业农村局：补缺：稻田甲烷")),
]

#: Lines that stand in the window, or on the first page if nothing was clicked.
SEEN = """(isFront) => {
    const within = (each) => {
        const { top, bottom, height } = each.getBoundingClientRect();
        return height && (isFront ? each.closest(".front") : top < innerHeight && bottom > 0);
    };
    return [...document.querySelectorAll("p, li, tr, th, td, caption, h2, h3, .card, .line, .change, .verdicts")]
        .filter(within).map((each) => each.innerText.replace(/\\s+/g, " ")).join("\\n");
}"""


#: Figures of the answers, as the marts hold them, and how people write them.
YEAR_BEFORE = "decomposition_official where caliber = 'energy' and year = 2024 and from_year = 2023"
PARTS = "assessed_calibers_official where year = 2024 and variant = 'current_factor'"
FIGURES = {
    "total": (
        "wan",
        "emissions_tco2e from marts.provincial_summary_official where line_code = 'total' and year = 2024",
    ),
    "largest": (
        "share",
        "max(share_pct) from marts.inventory_shares_official where year = 2024 and breakdown_code = 'category'",
    ),
    "per_gdp": (
        "ratio",
        "value from marts.indicator_changes_official where year = 2024 and caliber = 'energy' "
        "and indicator_code = 'co2_per_gdp'",
    ),
    "off_track": (
        "count",
        "count(*) from marts.target_status_official "
        "where year = 2024 and is_headline and role = 'goal' and verdict = 'off_track'",
    ),
    "intensity": ("change", f"effect_t from marts.{YEAR_BEFORE} and effect_code = 'intensity'"),
    "affluence": ("change", f"effect_t from marts.{YEAR_BEFORE} and effect_code = 'gdp_per_resident'"),
    "original": ("share", "share_pct from marts.evidence_shares_official where year = 2024 and grade = 'original'"),
    "recalled": ("share", "share_pct from marts.evidence_shares_official where year = 2024 and grade = 'recalled'"),
    "electricity": ("wan", f"any_value(co2_t) from marts.{PARTS} and part_code = 'electricity'"),
    "energy": ("wan", f"co2_t from marts.{PARTS} and part_code = 'total' and caliber = 'energy'"),
    "stat_2026": ("wan", f"co2_t from marts.{PARTS} and part_code = 'total' and caliber = 'stat_2026'"),
}
WRITTEN: dict[str, Callable[[Any], str]] = {
    "wan": lambda value: f"{value / 10_000:,.2f}",
    "change": lambda value: f"{value / 10_000:+,.2f}",
    "share": lambda value: f"{value:.1f}%",
    "ratio": lambda value: f"{value:.3f}",
    "count": str,
}


@pytest.fixture(scope="module")
def figures(sample: BuiltRelease) -> dict[str, str]:
    """The figures of the answers, and the largest cell as it stands in the file of industry."""
    found = {}
    for name, (form, sql) in FIGURES.items():
        ((value,),) = sample.connection.execute(f"select {sql}").fetchall()
        found[name] = WRITTEN[form](value).replace("-", "−")
    file = next(SAMPLE.glob("*规模以上工业能源_2024.xlsx"))
    return found | {"file": file.name, "printed": str(load_workbook(file)["205-2"]["E6"].value)}


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.asked for question in QUESTIONS])
def test_a_newcomers_question_is_answered_within_three_clicks(
    question: Question, visit: Open, report: Path, figures: dict[str, str]
) -> None:
    opened = visit(report)
    assert len(question.clicks) <= CLICKS
    for click in question.clicks:
        opened.page.locator(click).first.click()
    words = [each.format(**figures) for each in question.seen]
    opened.wait(
        f"([isFront, words]) => words.every((each) => ({SEEN})(isFront).includes(each))", [not question.clicks, words]
    )


def test_every_chapter_is_a_link_away(visit: Open, report: Path) -> None:
    opened = visit(report)
    titles = opened.evaluate("[...document.querySelectorAll('h2')].map((each) => each.textContent)")
    assert opened.page.locator("nav.contents a").all_inner_texts() == titles
    for title in titles:
        opened.page.locator(chapter(title)).click()
        opened.wait("(title) => document.querySelector(':target')?.textContent === title", title)


def test_the_way_to_the_largest_cell_ends_with_the_focus_on_it(visit: Open, report: Path) -> None:
    opened = visit(report)
    for number in opened.page.locator(".front .card .opens[role=button]").all():
        number.click()
        opened.page.locator(LARGEST).click()
        assert opened.evaluate("document.activeElement.matches('.line.cell')")
        number.click()
    assert opened.complaints == []
