"""The dictionary: every table and column of the contracts, and where each column comes from."""

from typing import Any

import pytest

import assets
from assets.release import dictionary
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


def test_it_needs_nothing_else(content: bytes, read_page: Any) -> None:
    page = read_page(content)
    assert not {"script", "link", "img", "iframe", "object"} & page.tags
    assert all(address.startswith("#") for address in page.addresses)


def test_every_link_leads_somewhere(content: bytes, read_page: Any) -> None:
    for address in set(read_page(content).addresses):
        assert f'id="{address[1:]}"'.encode() in content, address


def test_it_is_the_same_on_every_run(content: bytes) -> None:
    assert dictionary.render() == content
