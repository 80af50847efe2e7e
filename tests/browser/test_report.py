"""The report as a reader has it: numbers open by click and key, on phone and paper, and nothing is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.proof.trace import traced
from tests.browser.conftest import Visit
from tests.conftest import BuiltRelease
from tests.trees import Trees

Open = Callable[..., Visit]

#: Inner size of a page of A4 with margins of 13 mm, at 96 dots an inch.
A4_WIDTH, A4_HEIGHT = 695, 1024

OPENS = ".opens[role=button]"

#: Opens every row and every rest below a number, unseen; says which cells and factors are then shown.
OPEN_ALL = """async (number) => {
    number.click();
    const tree = document.querySelector(".tree");
    tree.hidden = true;
    const all = (selector) => [...tree.querySelectorAll(selector)];
    for (let closed = [1], more = []; closed.length || more.length || tree.querySelector("details:not(:has(> ul))"); ) {
        (closed = all("details:not([open])")).forEach((each) => { each.open = true; });
        (more = all(".more")).forEach((each) => each.click());
        await new Promise((next) => setTimeout(next));
    }
    const said = (line, part) => line.querySelector(part).textContent.trim().replace(/\\s+/g, " ");
    const ends = new Set([
        ...all(".line.cell").map((line) => said(line, ".place") + " = " + said(line, ".figure")),
        ...all(".line.factor").map((line) => said(line, "code") + " = " + said(line, ".figure")),
    ]);
    number.click();
    return [...ends].sort();
}"""


def test_a_number_opens_and_closes_by_click(visit: Open, report: Path) -> None:
    page = visit(report).page
    number = page.locator(OPENS).first
    number.click()
    assert number.get_attribute("aria-expanded") == "true"
    assert page.locator(".tree").count() == 1
    assert "能源活动总计" in page.locator(".tree").inner_text()
    number.click()
    assert number.get_attribute("aria-expanded") == "false"
    assert page.locator(".tree").count() == 0


def test_a_number_opens_and_closes_by_keys_and_gets_the_focus_back(visit: Open, report: Path) -> None:
    opened = visit(report)
    page = opened.page

    def focused() -> str:
        return str(opened.evaluate("document.activeElement.className + ' ' + document.activeElement.textContent"))

    page.locator(OPENS).first.focus()
    first = focused()
    for opens, closes in (("Enter", "Enter"), ("Space", "Escape")):
        page.keyboard.press(opens)
        assert page.locator(".tree").count() == 1
        page.keyboard.press(closes)
        assert page.locator(".tree").count() == 0
        assert focused() == first
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert "能源活动总计" in focused()
    page.keyboard.press("ArrowRight")
    page.locator(".tree details[open] details").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert "化石燃料合计" in focused()
    page.keyboard.press("ArrowLeft")
    assert "能源活动总计" in focused()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".tree details[open]").count() == 0
    page.keyboard.press("Tab")
    assert "line" in focused()
    page.keyboard.press("Escape")
    assert page.locator(".tree").count() == 0
    assert focused() == first


def test_the_rest_of_many_parts_opens_too(visit: Open, report: Path) -> None:
    page = visit(report).page
    page.locator("table.form td .opens[role=button]").first.click()
    more = page.locator(".tree .more")
    while not more.count():
        page.locator(".tree details:not([open]) > summary").first.click()
    before, said = page.locator(".tree li").count(), more.first.inner_text()
    more.first.click()
    (rest,) = re.findall(r"…还有 (\d+) 项", said)
    assert page.locator(".tree li").count() == before - 1 + int(rest)


def test_nothing_is_asked_for_and_nothing_is_complained_of(visit: Open, report: Path) -> None:
    opened = visit(report)
    for number in opened.page.locator(OPENS).all()[:5]:
        number.click()
    opened.page.locator(".tree summary").first.click()
    assert opened.page.locator(".tree").count() == 5
    assert opened.asked == []
    assert opened.complaints == []


@pytest.mark.parametrize("width", [1100, 390])
def test_a_page_with_open_numbers_is_read_without_scrolling_sideways(width: int, visit: Open, report: Path) -> None:
    opened = visit(report, width)
    for place in (".front .card", ".front table", "table.form", "table.narrow"):
        opened.page.locator(f"{place} {OPENS} >> visible=true").first.click()
        opened.page.locator(".tree summary").first.click()
    assert opened.page.locator(".tree").count() == 4
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    outside = (
        "(width) => [...document.querySelectorAll('.tree')].filter((e) => e.getBoundingClientRect().right > width)"
    )
    assert opened.evaluate(outside, width) == []


def test_paper_holds_every_row_and_picture_whole(visit: Open, report: Path) -> None:
    opened = visit(report, A4_WIDTH)
    opened.page.emulate_media(media="print")
    assert opened.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH
    cut = opened.evaluate(
        """([width, height]) => [...document.querySelectorAll("tr, figure, .card")].filter((each) => {
            const { right, height: own } = each.getBoundingClientRect();
            return own && (right > width + 1 || own > height || getComputedStyle(each).breakInside !== "avoid");
        }).map((each) => each.textContent.slice(0, 60))""",
        [A4_WIDTH, A4_HEIGHT],
    )
    assert cut == []
    pdf = opened.page.pdf(prefer_css_page_size=True)
    assert 8 < len(re.findall(rb"/Type\s*/Page\b", pdf)) < 40


def test_what_is_open_is_printed_and_what_is_closed_is_not(visit: Open, report: Path) -> None:
    opened = visit(report, A4_WIDTH)
    page = opened.page
    page.locator(OPENS).first.click()
    page.locator(".tree summary").first.click()
    tree = page.locator(".tree")
    tree.get_by_text("1.化石燃料合计").first.wait_for()  # what opens is drawn after the click
    page.emulate_media(media="print")
    assert "1.化石燃料合计" in tree.inner_text()
    assert "能源工业（火力发电和供热）" not in tree.inner_text()
    assert "农业总计" in tree.inner_text()
    assert not page.get_by_text("收起").is_visible()
    assert opened.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH


def test_without_scripts_the_numbers_are_text(browser: Any, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator(OPENS).count() == 0
    assert re.fullmatch(r"[\d.,]+", page.locator(".opens").first.inner_text())
    context.close()


def ends_of_the_trace(sample: BuiltRelease, roots: list[tuple[str, str]]) -> list[list[str]]:
    """Cells and factors at the ends of each number by the walk of the trace, as the page says them."""
    regions = [row["region_code"] for row in sample.rows("select region_code from core.regions where is_reported")]
    rows = traced(sample.connection, roots, regions)

    def said(place: int) -> str:
        words = rows[place].words
        if rows[place].kind == "factor":
            return f"{words[0]} = {words[1]} {words[2]}"
        file, sheet, cell, _, _, printed, unit, *_ = words
        return " ".join(f"《{file}》 {' '.join(filter(None, (sheet, cell)))} = {printed} {unit}".split())

    ends = []
    for root in range(len(roots)):
        seen, waiting = set[int](), {root}
        while waiting:
            seen |= waiting
            waiting = {place for row in waiting for _, place in rows[row].inputs} - seen
        ends.append(sorted({said(place) for place in seen if rows[place].kind in ("cell", "factor")}))
    return ends


def test_each_number_of_the_first_page_ends_in_the_cells_of_the_trace(
    visit: Open, report: Path, sample: BuiltRelease
) -> None:
    opened = visit(report)
    found = opened.evaluate("[...document.querySelectorAll('.front .opens')].map((each) => each.dataset.number)")
    numbers = [int(number) for number in dict.fromkeys(found)]
    trees = Trees(report.read_bytes())
    roots = [(trees.numbers[number].table, trees.numbers[number].id) for number in numbers]
    assert len(roots) > 20
    for number, ends in zip(numbers, ends_of_the_trace(sample, roots), strict=True):
        assert opened.page.locator(f".front .opens[data-number='{number}']").first.evaluate(OPEN_ALL) == ends
