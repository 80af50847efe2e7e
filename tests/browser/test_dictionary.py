"""The dictionary as an analyst has it: what is typed finds tables and columns, by keys alone, on phone and paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.conftest import BuiltRelease

Open = Callable[..., Visit]

WORDS = "#words"
INVENTORY, LEDGER = "marts.county_inventory", "core.observations"

#: A table and its rows, by its name.
TABLE = "details.entry:has(p[id='{}'])"

#: Tables that are shown, and whether all are, with every row.
SHOWN = "details.entry:not([hidden])"
ALL_SHOWN = "() => !document.querySelector('section[hidden], details[hidden], tr[hidden]')"


@pytest.fixture
def dictionary(sample: BuiltRelease) -> Path:
    return sample.folder / "restricted" / "dictionary.html"


def test_what_is_typed_finds_a_column_and_opens_its_table(visit: Open, dictionary: Path) -> None:
    page = visit(dictionary).page
    table, other = page.locator(TABLE.format(INVENTORY)), page.locator(TABLE.format(LEDGER))
    column = table.locator("tr", has=page.get_by_text("emissions_tco2e", exact=True))
    assert not column.is_visible()
    assert other.is_visible()
    page.locator(WORDS).type("county_inventory emissions_tco2e")
    assert column.is_visible()
    assert not table.locator("tr", has=page.get_by_text("region_code", exact=True)).is_visible()
    assert not other.is_visible()
    tables, rows = page.locator(SHOWN).count(), page.locator(f"{SHOWN} tbody tr:not([hidden])").count()
    assert page.locator("#found").inner_text() == f"{tables} 张表，其中 {rows} 行"


@pytest.mark.parametrize("typed", ["能源 平衡表", "ENERGY balance", "codes.fuels 褐煤"])
def test_a_title_in_either_language_or_a_code_finds(typed: str, visit: Open, dictionary: Path) -> None:
    page = visit(dictionary).page
    everything = page.locator(SHOWN).count()
    page.locator(WORDS).fill(typed)
    found = page.locator(SHOWN)
    assert 0 < found.count() < everything
    for word in typed.lower().split():
        assert word in found.first.inner_text().lower()


def test_what_nobody_calls_so_is_not_found(visit: Open, dictionary: Path) -> None:
    page = visit(dictionary).page
    page.locator(WORDS).fill("没有这样的表")
    assert page.locator("#found").inner_text() == "没有找到"
    assert page.locator(SHOWN).count() == 0


def test_a_search_needs_keys_alone(visit: Open, dictionary: Path) -> None:
    opened = visit(dictionary)
    page = opened.page
    page.keyboard.press("/")
    assert opened.evaluate("document.activeElement.id") == "words"
    page.keyboard.type("marts.county_inventory")
    page.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.matches('details[open] > summary')")
    assert INVENTORY in opened.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert not opened.evaluate("document.activeElement.parentElement.open")
    page.keyboard.press("Escape")
    assert opened.evaluate("document.activeElement.id") == "words"
    assert page.locator(WORDS).input_value() == ""
    assert opened.evaluate(ALL_SHOWN)


def test_escape_shows_all_again_as_it_was(visit: Open, dictionary: Path) -> None:
    opened = visit(dictionary)
    page = opened.page
    idle, height = page.locator("#found").inner_text(), opened.evaluate("document.body.scrollHeight")
    page.locator(WORDS).type("人均 煤")
    assert not opened.evaluate(ALL_SHOWN)
    page.keyboard.press("Escape")
    assert page.locator(WORDS).input_value() == ""
    assert opened.evaluate(ALL_SHOWN)
    assert page.locator("#found").inner_text() == idle
    assert opened.evaluate("document.body.scrollHeight") == height


def test_a_link_leads_to_a_table_that_the_search_hides(visit: Open, dictionary: Path) -> None:
    page = visit(dictionary).page
    page.locator(WORDS).fill("county_inventory")
    table = page.locator(TABLE.format(INVENTORY))
    table.locator("summary").first.click()
    link = table.locator("a[href^='#core.']").first
    name = str(link.get_attribute("href")).removeprefix("#")
    assert not page.locator(TABLE.format(name)).is_visible()
    link.click()
    page.locator(f"[id='{name}']").wait_for()  # it is shown after the click: the page hears later where it was led
    assert page.locator(WORDS).input_value() == ""


@pytest.mark.parametrize("width", [1100, 390])
def test_the_dictionary_asks_for_nothing_and_is_read_without_scrolling_sideways(
    width: int, visit: Open, dictionary: Path
) -> None:
    opened = visit(dictionary, width)
    for typed in ("", "emissions_tco2e", "煤"):
        opened.page.locator(WORDS).fill(typed)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.asked == []
    assert opened.complaints == []


@pytest.mark.parametrize("typed", ["", "emissions_tco2e"])
def test_paper_holds_every_table_whatever_was_typed(typed: str, visit: Open, dictionary: Path) -> None:
    """Paper does not say what was looked for: half of the tables would pass for all of them."""
    opened = visit(dictionary)
    opened.page.locator(WORDS).fill(typed)
    opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    unseen = opened.evaluate(
        """[...document.querySelectorAll("section, details.entry, details.entry tbody tr")]
            .filter((each) => !each.getClientRects().length).map((each) => each.textContent.slice(0, 60))"""
    )
    assert unseen == []
    assert not opened.page.locator(WORDS).is_visible()
