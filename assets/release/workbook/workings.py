"""What worksheets and the list of factors say, read from the engine: how emissions of the latest year are made.

Reading and naming belong here; where something stands on a sheet does not. Only the official basis is read.
"""

import duckdb

from assets.release.figures import Region, Row, read_rows
from schemas import vocabulary
from schemas.codes import read_codes

#: What the key of an emission is made of, beside basis, region and year.
KEY = ("category_code", "sector_code", "fuel_code", "item_code", "gas")


def _titles(list_name: str, key: str, column: str = "title_zh") -> dict[str, str]:
    """A column of a list by its code; blank for no code."""
    return {"": ""} | {row[key]: row[column] for row in read_codes(list_name)}


GASES = _titles("gases", "gas_code", "formula")
UNITS = {row["unit_code"]: row for row in read_codes("units")}
BASE_UNITS = {row["dimension"]: row["title_zh"] for row in UNITS.values() if row["is_base"] == "true"}


def worksheets(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """How every emission of the latest year is made; ``parts``: the factor values that are multiplied, in order."""
    found = read_rows(
        connection,
        """
        select * from marts.emission_worksheets_official
        where region_code = $region and year = $year
        order by
            left(category_code, 1), regexp_extract(category_code, '[.](\\d+)', 1)::integer, category_code,
            sector_code, fuel_code, item_code, gas
        """,
        region=region.code,
        year=region.latest,
    )
    rows: dict[tuple[str, ...], Row] = {}
    for row in found:
        unit = UNITS[row["unit_code"]]["title_zh"] if row["unit_code"] else ""
        named = {"formula": GASES[row["gas"]], "unit_zh": unit, "parts": []}
        binary = {name: None if row[name] is None else float(row[name]) for name in ("factor", "opening_t", "rate")}
        rows[tuple(row[name] for name in KEY)] = row | named | binary
    for part in _parts(connection, region):
        rows[tuple(part[name] for name in KEY)]["parts"].append(part)
    return list(rows.values())


def _parts(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """The factor values behind every emission of the latest year, in the order in which they are multiplied."""
    found = read_rows(
        connection,
        """
        select part.*, chain.title_zh, factor.unit_code, factor.per_dimension
        from core.factor_parts as part
        inner join core.factor_regions using (factor_region_code, fuel_code, item_code)
        inner join marts.emission_worksheets_official as worksheet
            using (basis_id, region_code, category_code, sector_code, fuel_code, item_code, gas)
        inner join core.factor_values as factor on part.factor_id = factor.factor_id
        inner join rules.factor_chains as chain
            on part.chain_code = chain.chain_code and part.position = chain.position::integer
        where region_code = $region and worksheet.year = $year and part.year = worksheet.amount_year and part.is_allowed
        order by part.role, part.position
        """,
        region=region.code,
        year=region.latest,
    )
    return [row | {"unit_zh": _base_unit(row)} for row in found]


def _base_unit(row: Row) -> str:
    """The unit of a value in base units."""
    unit = BASE_UNITS[UNITS[row["unit_code"]]["dimension"]]
    return f"{unit}/{BASE_UNITS[row['per_dimension']]}" if row["per_dimension"] else unit


def activity_sources(connection: duckdb.DuckDBPyConnection, region: Region) -> dict[tuple[str, ...], list[Row]]:
    """Printed cells and shares behind every activity of the latest year, by category, sector, fuel and item."""
    sources: dict[tuple[str, ...], list[Row]] = {}
    for row in read_rows(
        connection,
        """
        select distinct source.*
        from marts.activity_sources as source
        inner join marts.emission_worksheets_official as worksheet
            using (region_code, category_code, sector_code, fuel_code, item_code)
        where
            region_code = $region and worksheet.year = $year
            and source.year in (worksheet.amount_year, worksheet.before_year)
        order by all
        """,
        region=region.code,
        year=region.latest,
    ):
        sources.setdefault(tuple(row[name] for name in KEY[:-1]), []).append(row)
    return sources


def factor_uses(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Every factor value that the latest year rests on, that with most tonnes first."""
    found = read_rows(
        connection,
        """
        select use.categories, use.emissions_tco2e, factor.*
        from marts.factor_uses_official as use
        inner join core.factor_values as factor using (factor_id)
        where use.region_code = $region and use.year = $year
        order by use.emissions_tco2e desc, factor.factor_id
        """,
        region=region.code,
        year=region.latest,
    )
    subjects = _titles("items", "item_code") | _titles("fuels", "fuel_code")
    sectors, properties = _titles("sectors", "sector_code"), _titles("properties", "property")
    for row in found:
        unit, per = UNITS[row["unit_code"]], UNITS.get(row["per_unit_code"])
        subject = "·".join(filter(None, (subjects[row["subject_code"]], sectors[row["sector_code"]])))
        row["title_zh"] = f"{subject} {properties[row['property']]}".strip()
        row["formula"] = GASES[row["gas"]]
        row["unit_zh"] = unit["title_zh"] + (f"/{per['title_zh']}" if per else "")
        row["base_unit_zh"] = _base_unit(row)
        # what makes base units of the printed ones, in the order in which the value was computed
        row["steps"] = [("*", unit["numerator"]), ("/", unit["denominator"])]
        row["steps"] += [("*", per["denominator"]), ("/", per["numerator"])] if per else []
        row["edition_zh"] = vocabulary.EDITIONS[row["edition"]][0] if row["edition"] else "不分版本"
        row["evidence_zh"] = vocabulary.EVIDENCE[row["evidence"]][0]
    return found
