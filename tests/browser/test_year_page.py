"""The year's page as people have it: one sheet of A4 however much is wrong, readable on a phone and without colours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from assets.release.template import render_page
from pipelines.last_runs import CHINA, LastRun
from pipelines.year_facts import Change, Facts, find_facts
from tests.browser.conftest import Visit

Open = Callable[..., Visit]

#: Inner size of a page of A4 with the margins of the page, at 96 dots an inch.
A4_WIDTH, A4_HEIGHT = 703, 1046
PHONE = 390

NOW = datetime(2026, 12, 1, 9, tzinfo=CHINA)
LONG = "渠县规模以上工业企业能源购进消费与库存（更正后重报）第二次_2025.xlsx"
SAID = (
    "E-SIGN 文件《marts.county_inventory》：provincial_2011-ar5 511725 2025 A.4 CH4 的排放量为负：该类别不能是吸收。"
    * 3
)
HELD = {
    "place_id": "7d07720fa955",
    "file_name": LONG,
    "file_typed": f"'{LONG}'",
    "sheet": "规模以上工业企业能源购进、消费与库存",
    "cell": "AB117",
    "label": "原煤",
    "said": SAID,
    "rule_code": "H-ENERGY-STOCK",
}
DIGESTS = [letter * 64 for letter in "abcdef"]


def quiet(folder: Path) -> Facts:
    """Everything has come and nothing is wrong."""
    facts = find_facts(folder, NOW)
    for row in facts.departments:
        files = [{"number": number, "name": LONG, "is_on_trial": False} for number in range(100, 104)]
        row.update(come=row["due"], missing=[], files=files)
    facts.place, facts.is_run, facts.releases, facts.is_synthetic = "渠县", True, DIGESTS, True
    facts.coverage = {"total": 4_789_800, "covered": 4_789_800, "begun": 0, "covered_pct": 100, "begun_pct": 0}
    return facts


def troubled(folder: Path) -> Facts:
    """Everything is missing, and everything that can be wrong is."""
    facts = find_facts(folder, NOW)
    facts.place, facts.is_draft, facts.is_run, facts.releases = "渠县", True, True, DIGESTS
    facts.damage, facts.overdue = [SAID], NOW
    facts.failures = [LastRun(kind, "2026-12-01 09:00", "refused", (SAID,) * 20, 980) for kind in ("run", "register")]
    facts.set_aside = [
        {"reason": SAID + str(n), "files": [LONG] * 30, "departments": ["县商务局"] * 9} for n in range(9)
    ]
    facts.held = [HELD | {"file_name": f"{number}{LONG}"} for number in range(44)]
    facts.on_trial = [LONG] * 40
    moved = [{"region_zh": "渠县", "year": year, "before": 4_000_000, "after": 4_500_000} for year in range(2005, 2026)]
    verdict = {"year": 2025, "verdict_zh": "尚不能衡量"}
    judged = [{"title_zh": SAID[:40], "before": verdict, "after": verdict | {"year": 2024}}] * 40
    facts.change = Change(DIGESTS[1], [LONG] * 40, [LONG] * 40, moved, judged)
    return facts


@pytest.fixture(params=[quiet, troubled], ids=["quiet", "troubled"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    facts = request.param(tmp_path / "data")
    path = tmp_path / "index.html"
    options = " --data ~/qingdan/data"
    path.write_bytes(render_page("year_page/year_page.html", f=facts, written="2026-12-01 09:00", options=options))
    return path


def test_it_fits_on_one_sheet_of_paper(visit: Open, page: Path) -> None:
    opened = visit(page, width=A4_WIDTH)
    opened.page.emulate_media(media="print")
    assert opened.evaluate("document.documentElement.scrollHeight") <= A4_HEIGHT
    assert opened.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_on_a_phone_nothing_is_wider_than_the_screen(visit: Open, page: Path) -> None:
    opened = visit(page, width=PHONE)
    assert opened.evaluate("document.documentElement.scrollWidth") == PHONE
    sizes = "[...document.querySelectorAll('body *')].map((each) => parseFloat(getComputedStyle(each).fontSize))"
    assert min(opened.evaluate(sizes)) >= 12


def test_it_asks_for_nothing_and_complains_of_nothing(visit: Open, page: Path) -> None:
    opened = visit(page)
    assert (opened.asked, opened.complaints) == ([], [])


def test_marks_say_without_colours_how_far_the_year_is(visit: Open, page: Path) -> None:
    marks = visit(page).evaluate("[...document.querySelectorAll('.states .mark')].map((each) => each.textContent)")
    assert marks in (["○", "✓", "✓", "✓", "○"], ["○", "○", "!", "○", "○"])
