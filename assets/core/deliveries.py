"""Deliveries: for each printed table that a reported region hands in every year, what came and what is missing.

A table is expected of a region from the first to the last year of the run once that region has ever delivered it; a
region that has
a printed balance is not asked for returns, and the other way round.
"""

from assets.builders.printed_assets import load_specs
from assets.builders.register import registered_files
from assets.builders.run import Run

DEPS = ()
READS_REGISTER = True


def build(run: Run) -> list[dict[str, object]]:
    """One row a printed table, region and year."""
    specs = load_specs()
    delivered = {
        (table, region, period[:4]): file
        for file in registered_files(run.data_dir)
        for table, region, periods in file.holdings
        for period in periods
    }
    expected = {(table, region) for table, region, _ in delivered if region in run.region_codes}
    rows: list[dict[str, object]] = []
    for table, region in sorted(expected):
        for year in run.years:
            file = delivered.get((table, region, str(year)))
            rows.append(
                {
                    "table_name": table,
                    "title_zh": specs[table].title_zh,
                    "department_zh": specs[table].department,
                    "region_code": region,
                    "year": year,
                    "status": "delivered" if file else "missing",
                    "file_name": file.file_name if file else "",
                    "file_sha256": file.file_sha256 if file else "",
                    "is_synthetic": bool(file and file.is_synthetic),
                }
            )
    return rows
