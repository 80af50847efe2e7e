"""What every sector counts, where its numbers come from and what it leaves out, for readers who are no specialists.

Only the official basis and one year are read. Words about a category are those of its card.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

import duckdb

import factors
from assets.raw import load_printed_tables
from assets.release.figures import ZERO, Region, Row, read_rows
from schemas import vocabulary

#: A category and a gas.
Cell = tuple[str, str]

#: The first letters of a category's code → the chapter that it belongs to.
CHAPTERS = {
    "E": "能源活动",
    "P": "工业生产过程",
    "A": "农业活动",
    "L": "土地利用变化与林业",
    "W": "废弃物处理",
    "M": "信息项（不计入总量）",
    "S": "信息项（不计入总量）",
}

#: What a category as a whole says, most telling first: an amount wins over a gap, a gap over what needs no data.
STATES = ("counted", *vocabulary.NOTATION_KEYS)


def sector_chapters(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """One entry a sector, memo items last: its categories by state, its total, its data and its factors."""
    by_title: dict[str, list[Row]] = {}
    for row in categories(connection, region, year):
        by_title.setdefault(CHAPTERS[row["category_code"][0]], []).append(row)
    documents = _documents(connection, region, year)
    return [
        _chapter(title, by_title[title], documents) for title in dict.fromkeys(CHAPTERS.values()) if title in by_title
    ]


def categories(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Every category of a year in one row: amount, state, why it is not whole, what it rests on, in words."""
    words = {card.code: card.summary_zh for card in factors.load_categories()}
    deliveries = _deliveries(connection, region, year)
    found = read_rows(
        connection,
        """
        select
            category_code, category_title_zh,
            sum(emissions_tco2e) as tco2e,
            bool_or(emissions_t is not null and is_incomplete) as is_partial,
            list(distinct notation_key order by notation_key) as keys,
            list(distinct gas order by gas) filter (notation_key = 'NA') as outside_gases,
            list(distinct reason_zh order by reason_zh) filter (reason_zh != '' and notation_key != 'NA') as reasons,
            max(data_class) as data_class,
            list(distinct evidence) filter (evidence != '') as evidence
        from marts.county_inventory_official
        where region_code = $region and year = $year
        group by category_code, category_title_zh
        order by left(category_code, 1), regexp_extract(category_code, '[.](\\d+)', 1)::integer, category_code
        """,
        region=region.code,
        year=year,
    )
    for row in found:
        row["state"] = "counted" if row["tco2e"] is not None else next(s for s in STATES if s in row["keys"])
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


def _chapter(title: str, rows: Sequence[Row], documents: Mapping[str, Sequence[Row]]) -> Row:
    by_state = {state: [row for row in rows if row["state"] == state] for state in STATES}
    counted = by_state["counted"]
    used = {
        (row["source_title"], row["evidence"]) for entry in counted for row in documents.get(entry["category_code"], [])
    }
    return {
        "title": title,
        "is_memo": title == CHAPTERS["M"],
        "tco2e": sum((row["tco2e"] for row in counted), ZERO) if counted else None,
        "key": "" if counted else next((state for state in STATES[1:] if by_state[state]), "NE"),
        "counted": sorted(counted, key=lambda row: (-abs(row["tco2e"]), row["category_code"])),
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


def _deliveries(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> dict[str, list[tuple[str, str]]]:
    """Departments and tables at the end of the trace of each category's activities, a printed 'none' included."""
    found = read_rows(
        connection,
        """
        with inputs as (
            select category_code, parent_kind, parent_id
            from core.activity_inputs
            where region_code = $region and year = $year
        ),

        observed as (
            select category_code, parent_id as observation_id
            from inputs
            where parent_kind = 'observation'
            union
            select inputs.category_code, estimate.observation_id
            from inputs
            inner join core.estimate_inputs as estimate
                on inputs.parent_id = concat_ws(
                    '/', 'estimate', estimate.region_code, estimate.year, estimate.item_code, estimate.sector_code,
                    estimate.fuel_code
                )
            where inputs.parent_kind = 'estimate'
            union
            select activity.category_code, energy.observation_id
            from core.activities as activity
            inner join codes.fuels as fuel using (fuel_code)
            inner join core.category_activities as term
                on activity.category_code = term.category_code and activity.term_set = term.term_set
                    and activity.sector_code = term.sector_code and fuel.carrier = term.carrier
            inner join core.energy_inputs as energy
                on activity.region_code = energy.region_code and activity.year = energy.year
                    and activity.sector_code = energy.sector_code and activity.fuel_code = energy.fuel_code
            where term.parent_kind = 'energy_use' and activity.region_code = $region and activity.year = $year
        )

        select distinct observed.category_code, observation.source_id, observation.item_code
        from observed
        inner join core.observations as observation using (observation_id)
        order by all
        """,
        region=region.code,
        year=year,
    )
    tables, titles = _tables_by_item(), _titles(connection)
    deliveries: dict[str, list[tuple[str, str]]] = {}
    for row in found:
        named = [titles[name] for name in tables.get((row["source_id"], row["item_code"]), []) if name in titles]
        deliveries.setdefault(row["category_code"], []).extend(named)
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


def _documents(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> dict[str, list[Row]]:
    """Documents behind the factors of each category that has emissions."""
    documents: dict[str, list[Row]] = {}
    for row in read_rows(
        connection,
        """
        select distinct category_code, factor_values.source_title, factor_values.evidence
        from core.emissions as emissions
        inner join core.bases as bases using (basis_id)
        inner join core.factor_regions using (region_code)
        inner join core.factor_parts as parts
            using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
        inner join core.factor_values as factor_values using (factor_id)
        where bases.is_official and region_code = $region and year = $year and emissions_t != 0
        order by all
        """,
        region=region.code,
        year=year,
    ):
        documents.setdefault(row["category_code"], []).append(row)
    return documents


def recalled(connection: duckdb.DuckDBPyConnection, region: Region) -> Row:
    """How many recalled factors the official figures rest on, and how many of them are signed for."""
    (row,) = read_rows(
        connection,
        """
        select
            count(distinct factor_id) as factors,
            count(distinct factor_id) filter (is_waived) as waived
        from marts.recalled_factors_official
        where region_code = $region
        """,
        region=region.code,
    )
    return row


def basis_differences(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> dict[str, Row]:
    """Why the total of each other basis differs from the official one, in three parts that add up.

    Potentials: the official masses times the difference of the potentials. Factors: the difference of the masses
    that both bases know. Coverage: what only one of them counts. ``categories``: where most of it lies.
    """
    cells, potentials = _cells(connection, region, year), _potentials(connection)
    (official,) = [basis for basis in potentials if potentials[basis]["is_official"]]
    ours = cells.get(official, {})
    return {
        basis: _difference(ours, cells.get(basis, {}), potentials[basis]["gwps"])
        for basis in potentials
        if basis != official
    }


def _difference(ours: dict[Cell, Row], theirs: dict[Cell, Row], gwps: Mapping[str, Decimal]) -> Row:
    parts = {"potentials": ZERO, "factors": ZERO, "coverage": ZERO}
    by_category: dict[str, Decimal] = {}
    for key in sorted({*ours, *theirs}):
        here, there = ours.get(key), theirs.get(key)
        change = (there["emissions_tco2e"] if there else ZERO) - (here["emissions_tco2e"] if here else ZERO)
        if here and there:
            revalued = here["emissions_t"] * gwps[key[1]] - here["emissions_tco2e"]
            parts["potentials"] += revalued
            parts["factors"] += change - revalued
        else:
            parts["coverage"] += change
        title = str((here or there or {})["category_title_zh"])
        by_category[title] = by_category.get(title, ZERO) + change
    largest = sorted(by_category.items(), key=lambda entry: (-abs(entry[1]), entry[0]))
    return parts | {"categories": [entry for entry in largest[:3] if entry[1]]}


def _cells(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> dict[str, dict[Cell, Row]]:
    """Cells of the total with an amount, by basis."""
    cells: dict[str, dict[Cell, Row]] = {}
    for row in read_rows(
        connection,
        """
        select basis_id, category_code, category_title_zh, gas, emissions_t, emissions_tco2e
        from marts.county_inventory
        where region_code = $region and year = $year and is_in_total and emissions_tco2e is not null
        """,
        region=region.code,
        year=year,
    ):
        cells.setdefault(row["basis_id"], {})[row["category_code"], row["gas"]] = row
    return cells


def _potentials(connection: duckdb.DuckDBPyConnection) -> dict[str, Row]:
    """Potentials of every basis by gas."""
    potentials: dict[str, Row] = {}
    for row in read_rows(
        connection,
        """
        select basis.basis_id, basis.is_official, gwps.gas, gwps.gwp
        from core.bases as basis
        inner join core.gwps as gwps using (gwp_set)
        order by basis.basis_id
        """,
    ):
        basis = potentials.setdefault(row["basis_id"], {"is_official": row["is_official"], "gwps": {}})
        basis["gwps"][row["gas"]] = row["gwp"]
    return potentials
