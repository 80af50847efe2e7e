"""Delivered files in force: name, order of delivery, and whether they hold sample data."""

from collections.abc import Sequence

from assets.needs import Delivery

NEEDS = ("register",)


def build(register: Sequence[Delivery]) -> list[dict[str, object]]:
    """One row a file."""
    return [
        {
            "file_sha256": file.file_sha256,
            "file_name": file.file_name,
            "delivery_sequence": sequence,
            "last_period": max((holding.last_period for holding in file.holdings), default=""),
            "is_synthetic": file.is_synthetic,
        }
        for sequence, file in enumerate(register, 1)
    ]
