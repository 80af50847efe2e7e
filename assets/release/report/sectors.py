"""What every sector counts, where its numbers come from and what it leaves out, for readers who are no specialists.

Only the official basis and one year are read. Words about a category are those of its card.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import duckdb

import factors
from assets.raw import load_printed_tables
from assets.release.figures import Region, Row, read_rows, shares, sources
from schemas import vocabulary
from schemas.codes import read_codes

#: What a category as a whole says: an amount, or the notation key that asks most of the reader.
STATES = ("counted", *vocabulary.NOTATION_KEYS)


def sector_chapters(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """One entry a sector, memo items last: its categories by state, its total, its data and its factors."""
    found = categories(connection, region, year)
    documents = _documents(sources(connection, region, year))
    totals = shares(connection, region, "chapter")
    chapters = []
    for listed in read_codes("breakdown_parts"):
        if listed["breakdown_code"] != "chapter":
            continue
        rows = [row for row in found if row["category_code"][0] in listed["members"].split()]
        if rows:
            total = totals.get(listed["part_code"], {}).get(year)
            chapters.append(_chapter(listed["title_zh"], rows, total, documents))
    return chapters


def categories(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Every category of a year in one row: amount, state, why it is not whole, what it rests on, in words."""
    words = {card.code: card.summary_zh for card in factors.load_categories()}
    deliveries = _deliveries(connection, sources(connection, region, year))
    found = read_rows(
        connection,
        """
        select
            category_code, category_title_zh, share.emissions_tco2e, share.notation_key,
            bool_or(cell.emissions_t is not null and cell.is_incomplete) as is_partial,
            list(distinct gas order by gas) filter (cell.notation_key = 'NA') as outside_gases,
            list(distinct reason_zh order by reason_zh) filter (reason_zh != '' and cell.notation_key != 'NA')
                as reasons,
            max(data_class) as data_class, max(factor_years) as factor_years,
            list(distinct evidence) filter (evidence != '') as evidence
        from marts.county_inventory_official as cell
        inner join marts.inventory_shares_official as share
            on cell.region_code = share.region_code and cell.year = share.year
                and share.breakdown_code = 'category' and cell.category_code = share.part_code
        where cell.region_code = $region and cell.year = $year
        group by category_code, category_title_zh, share.emissions_tco2e, share.notation_key
        order by left(category_code, 1), regexp_extract(category_code, '[.](\\d+)', 1)::integer, category_code
        """,
        region=region.code,
        year=year,
    )
    for row in found:
        row["state"] = row["notation_key"] or "counted"
        row["summary_zh"] = words.get(row["category_code"], row["category_title_zh"])
        row["evidence_zh"] = _worst(row["evidence"] or [], vocabulary.EVIDENCE)
        row["data_zh"] = vocabulary.DATA_CLASSES[row["data_class"]][0] if row["data_class"] else ""
        row["deliveries"] = deliveries.get(row["category_code"], [])
        row["reasons"] = row["reasons"] or []
        row["outside_gases"] = row["outside_gases"] or []
    return found


def _worst(values: Sequence[str], words: Mapping[str, tuple[str, str]]) -> str:
    """The word of the last of a vocabulary's values that is among these."""
    return next((titles[0] for value, titles in reversed(list(words.items())) if value in values), "")


def _chapter(title: str, rows: Sequence[Row], total: Row | None, documents: Mapping[str, Sequence[Row]]) -> Row:
    """What a sector tells of its categories; memo items have no total."""
    by_state = {state: [row for row in rows if row["state"] == state] for state in STATES}
    counted = by_state["counted"]
    used = {
        (row["source_title"], row["evidence"]) for entry in counted for row in documents.get(entry["category_code"], [])
    }
    return {
        "title": title,
        "total": total,
        "counted": sorted(counted, key=lambda row: (-abs(row["emissions_tco2e"]), row["category_code"])),
        "partial": [row for row in counted if row["is_partial"]],
        "not_estimated": by_state["NE"],
        "confidential": by_state["C"],
        "absent": by_state["NO"],
        "elsewhere": by_state["IE"] + [row for row in counted if any("已计入别处" in text for text in row["reasons"])],
        "outside": by_state["NA"],
        "outside_gases": [row for row in counted if row["outside_gases"]],
        "deliveries": _merged(counted),
        "absence_deliveries": _merged(by_state["NO"]),
        "evidence": [
            {"title_zh": titles[0], "documents": sorted(name for name, evidence in used if evidence == word)}
            for word, titles in vocabulary.EVIDENCE.items()
        ],
    }


def _merged(rows: Sequence[Row]) -> list[tuple[str, list[str]]]:
    """Departments with the tables that they delivered for these categories."""
    tables: dict[str, set[str]] = {}
    for row in rows:
        for department, title in row["deliveries"]:
            tables.setdefault(department, set()).add(title)
    return [(department, sorted(tables[department])) for department in sorted(tables)]


def _deliveries(connection: duckdb.DuckDBPyConnection, found: Sequence[Row]) -> dict[str, list[tuple[str, str]]]:
    """Departments and tables at the ends of each category, a printed 'none' included."""
    tables, titles = _tables_by_item(), _titles(connection)
    deliveries: dict[str, list[tuple[str, str]]] = {}
    for category, source, item in sorted(
        {(row["category_code"], row["source_id"], row["item_code"]) for row in found if row["item_code"]}
    ):
        named = [titles[name] for name in tables.get((source, item), []) if name in titles]
        deliveries.setdefault(category, []).extend(named)
    return deliveries


def _titles(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Department and title of every printed table."""
    found = read_rows(connection, "select distinct table_name, department_zh, title_zh from core.printed_tables")
    return {row["table_name"]: (row["department_zh"], row["title_zh"]) for row in found}


@cache
def _tables_by_item() -> dict[tuple[str, str], list[str]]:
    """Printed tables by source and by an item that they hold."""
    tables: dict[tuple[str, str], list[str]] = {}
    for name, spec in load_printed_tables().items():
        for item in sorted(set(_items(spec.model_dump()))):
            tables.setdefault((spec.source_id, item), []).append(name)
    return tables


def _items(content: object) -> Iterator[str]:
    """Every item code in a declaration."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key == "item_code" and value:
                yield str(value)
            yield from _items(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _items(value)


def _documents(found: Sequence[Row]) -> dict[str, list[Row]]:
    """Documents behind the factors of each category that has emissions."""
    documents: dict[str, list[Row]] = {}
    for row in found:
        if row["end_table"] == "core.factor_values" and row["is_used"]:
            documents.setdefault(row["category_code"], []).append(row)
    return documents


def recalled(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Recalled factors that the official figures rest on, each with whether somebody signed for it."""
    return read_rows(
        connection,
        "select distinct factor_id, is_waived from marts.recalled_factors_official where region_code = $region",
        region=region.code,
    )


def basis_differences(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> dict[str, Row]:
    """Why the total of each other basis differs from the official one; ``categories``: where most of it lies."""
    differences: dict[str, Row] = {}
    for row in read_rows(
        connection,
        """
        select *
        from marts.basis_differences
        where region_code = $region and year = $year and (category_code = '' or difference_tco2e != 0)
        order by basis_id, category_code != '', abs(difference_tco2e) desc, category_title_zh
        """,
        region=region.code,
        year=year,
    ):
        if not row["category_code"]:
            differences[row["basis_id"]] = row | {"categories": []}
        elif len(differences[row["basis_id"]]["categories"]) < 3:
            differences[row["basis_id"]]["categories"].append(row)
    return differences
