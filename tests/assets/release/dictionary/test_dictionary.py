"""The dictionary: every table and column of the contracts, and where each column comes from."""

import re
from typing import Any

import pytest

import assets
from assets.release import dictionary
from assets.release.examples import load_examples
from assets.statements import column_lineage
from schemas.contract import load_contract


@pytest.fixture(scope="module")
def content() -> bytes:
    return dictionary.render()


def test_every_table_and_column_is_described(content: bytes, read_page: Any) -> None:
    page = read_page(content)
    for asset in assets.load_assets().values():
        if asset.contract:
            assert asset.name.replace("/", ".") in page.text
            for column in load_contract(asset.layer, asset.table).columns:
                assert column.title_zh in page.text
                assert column.title_en in page.text


def test_each_column_names_the_columns_that_feed_it(content: bytes, read_page: Any) -> None:
    page = read_page(content)
    lineage = column_lineage("core", "emissions__multiply")["emissions_t"]
    assert lineage
    rows = [row for table in page.tables for row in table if row[0] == "emissions_t"]
    assert any(all(f"{table}.{column}" in row[-1] for table, column in lineage) for row in rows)


@pytest.mark.parametrize(("count", "last"), [(2, "、v1"), (8, "、v7"), (9, "、v7 等 9 个"), (20, "、v7 等 20 个")])
def test_of_many_values_eight_are_listed_and_it_is_said_how_many_there_are(count: int, last: str) -> None:
    told = dictionary._rule("isin", {"allowed_values": [f"v{number}" for number in range(count)]})
    assert told.startswith("v0、v1")
    assert told.endswith(last)


def test_it_needs_nothing_else(content: bytes, read_page: Any) -> None:
    """Its own script filters what is there: it fetches nothing and writes no markup."""
    page = read_page(content)
    assert not {"link", "img", "iframe", "object"} & page.tags
    assert all(address.startswith("#") for address in page.addresses)
    (script,) = re.findall(r"<script>(.*?)</script>", content.decode(), re.DOTALL)
    for word in ("fetch", "XMLHttp", "import", "eval", "Function", "innerHTML", "document.write", "http:", "https:"):
        assert word not in script


def test_published_tables_and_their_questions_stand_first(content: bytes) -> None:
    heads = re.findall(r'<h2 id="(\w+)">', content.decode())
    assert heads == ["marts", "examples", "core", "staged", "raw", "lists", "flow"]


def test_a_table_is_one_line_that_opens_and_without_the_script_nothing_is_hidden(content: bytes) -> None:
    """A table stands below its summary, where a link to it opens it; only the search, which needs a script, is off."""
    text = content.decode()
    assert re.findall(r"<(\w+)[^>]*\shidden[>\s]", text) == ["search"]
    for name in ("marts.fuel_mix", "core.emissions", "codes.units", "examples.coal_share"):
        before, _, _ = text.partition(f'id="{name}"')
        assert before.count("<details") == before.count("</details>") + 1, name
        assert before.rpartition("<summary>")[2].startswith(f"<code>{name}</code>")


def test_a_folded_table_is_printed_open(content: bytes) -> None:
    assert b"details::details-content { content-visibility: visible" in content
    assert b"beforeprint" in content


def test_every_question_is_listed_with_its_statement(content: bytes, read_page: Any) -> None:
    text = read_page(content).text
    for example in load_examples():
        assert example.title_zh in text
        assert example.sql in text


def test_every_link_leads_somewhere(content: bytes, read_page: Any) -> None:
    for address in set(read_page(content).addresses):
        assert f'id="{address[1:]}"'.encode() in content, address


def test_it_is_the_same_on_every_run(content: bytes) -> None:
    assert dictionary.render() == content
