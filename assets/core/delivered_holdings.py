"""What delivered files in force hold: printed table, region and data year."""

from assets.builders.register import registered_files
from assets.builders.run import Run

DEPS = ()
READS_REGISTER = True


def build(run: Run) -> list[dict[str, object]]:
    """One row a file, printed table, region and data year."""
    return [
        {"file_sha256": file.file_sha256, "table_name": table, "region_code": region, "year": year}
        for file in registered_files(run.data_dir)
        for table, region, periods in file.holdings
        for year in sorted({int(period[:4]) for period in periods})
    ]
