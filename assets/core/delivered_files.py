"""Delivered files in force: name, order of delivery, and whether they hold sample data."""

from assets.builders.register import registered_files
from assets.builders.run import Run

DEPS = ()
READS_REGISTER = True


def build(run: Run) -> list[dict[str, object]]:
    """One row a file."""
    return [
        {
            "file_sha256": file.file_sha256,
            "file_name": file.file_name,
            "delivery_sequence": file.delivery_sequence,
            "last_period": max((holding.last_period for holding in file.holdings), default=""),
            "is_synthetic": file.is_synthetic,
        }
        for file in registered_files(run.data_dir)
    ]
