"""Take the picture anew: ``make picture``, after ``make run``, where there is a Chromium."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from pipelines.lake.files import sha256_of
from pipelines.settings import read_environment
from tests.browser.conftest import CHROMIUM, QUIET
from tests.pictures import PICTURE, SHOWN

WIDTH, HEIGHT = 1100, 860

#: Which number is opened, and how far: CO2 per GDP, to the coal of the power station and the parts of its factor.
NUMBER, LEVELS = ".front .per:not(.quiet) .opens[role=button]", 9


def open_number(page: Page) -> None:
    """Open the number, and at each level the first row that is closed."""
    page.locator(NUMBER).first.click()
    for _ in range(LEVELS):
        innermost = page.locator(".tree details[open]").last.locator("details:not([open]) > summary")
        closed = innermost if innermost.count() else page.locator(".tree details:not([open]) > summary")
        closed.first.click()


def main() -> None:
    """Open the current report, open the number, keep what is seen."""
    report: Path = read_environment().data_dir / "current" / "report.html"
    if CHROMIUM is None or not report.exists():
        sys.exit("make run first; and a Chromium is needed")
    with sync_playwright() as started, started.chromium.launch(executable_path=CHROMIUM, args=QUIET) as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(report.resolve().as_uri())
        open_number(page)
        page.screenshot(path=PICTURE)
    SHOWN.write_text(f"{sha256_of(report)}\n", encoding="ascii")


if __name__ == "__main__":
    main()
