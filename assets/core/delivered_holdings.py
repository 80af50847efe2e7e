"""What delivered files in force hold: printed table, region and data year."""

from collections.abc import Sequence

from assets.needs import Delivery

NEEDS = ("register",)


def build(register: Sequence[Delivery]) -> list[dict[str, object]]:
    """One row a file, printed table, region and data year."""
    return [
        {
            "file_sha256": file.file_sha256,
            "table_name": holding.table,
            "region_code": holding.region_code,
            "year": year,
        }
        for file in register
        for holding in file.holdings
        for year in sorted({int(period[:4]) for period in holding.periods})
    ]
