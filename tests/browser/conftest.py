"""A real browser, opened once for all tests of this folder: the system's Chromium. Without one they are skipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BuiltRelease

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """A page that is looked at: what it asked the network for and what it complained of."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def evaluate(self, script: str, value: object = None) -> Any:
        """What a script finds in the page."""
        return self.page.evaluate(script, value)

    def wait(self, script: str, value: object = None) -> None:
        """Waits until a script holds in the page: where a link leads is shown some time after the click."""
        self.page.wait_for_function(script, arg=value, timeout=10_000)


@pytest.fixture(scope="package")
def browser(sample: BuiltRelease) -> Iterator[Any]:
    """Opened after the release is built and closed before other tests: a run has an event loop of its own."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright, which drives the browser, is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: pages are not looked at in a browser")
    with driver.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """Opens a file in a window of some width; whatever else is asked for is refused and noted."""
    contexts = []

    def open_file(path: Path, width: int = 1100) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
        contexts.append(context)
        visit = Visit(context.new_page())

        def judge(route: Any) -> None:
            if route.request.url == path.as_uri():
                route.continue_()
            else:
                visit.asked.append(route.request.url)
                route.abort()

        context.route("**/*", judge)
        visit.page.on("console", lambda message: visit.complaints.append(f"{message.type}: {message.text}"))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto(path.as_uri())
        return visit

    yield open_file
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def report(sample: BuiltRelease) -> Path:
    return sample.folder / "restricted" / "report.html"
