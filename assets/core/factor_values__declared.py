"""Factor values: the rows of ``factors/tables``, each also in the base units of its dimensions."""

import factors
from schemas.codes import read_codes

NEEDS = ()
INPUTS = ("factors/tables/*.csv", "factors/sources.yaml")

ALWAYS = (1949, 9999)


def build() -> list[dict[str, object]]:
    """One row a factor. ``value_base`` is value × unit ÷ per-unit in binary64 (kg/TJ becomes t/GJ)."""
    units = {row["unit_code"]: row for row in read_codes("units")}
    sources = {source.source_id: source for source in factors.load_sources()}
    rows: list[dict[str, object]] = []
    for factor in factors.load_factor_values():
        unit, per_unit = units[factor.unit], units.get(factor.per_unit)
        value = float(factor.value) * int(unit["numerator"]) / int(unit["denominator"])
        if per_unit:
            value = value * int(per_unit["denominator"]) / int(per_unit["numerator"])
        rows.append(
            {
                "factor_id": factor.factor_id,
                "subject_code": factor.subject_code,
                "property": factor.property,
                "sector_code": factor.sector_code,
                "gas": factor.gas,
                "scope_code": factor.region_code,
                "edition": factor.edition,
                "valid_from": factor.valid_from or ALWAYS[0],
                "valid_to": factor.valid_to or ALWAYS[1],
                "value": factor.value,
                "unit_code": factor.unit,
                "per_unit_code": factor.per_unit,
                "value_base": value,
                "per_dimension": per_unit["dimension"] if per_unit else "",
                "source_id": factor.source_id,
                "source_title": sources[factor.source_id].title_zh or sources[factor.source_id].title,
                "locator": factor.locator,
                "evidence": factor.evidence,
                "note": factor.note,
            }
        )
    return rows
