"""Take deliveries in: whatever lies in the inbox goes into the register, or is refused with the reason."""

from collections.abc import Sequence
from pathlib import Path

from assets.builders.printed_table import recognise
from assets.builders.register import RegistrationReport, inbox_files, register_files
from pipelines.settings import Settings
from schemas.problems import Refusals


def take_in(settings: Settings, files: Sequence[Path] | None = None) -> RegistrationReport:
    """Register some files, or all of the inbox.

    Raises:
        Refusals: at least one file was refused; the acceptable ones are registered.
    """
    if files is None:
        # an inbox that was named must exist; the usual one may not have been made yet
        files = inbox_files(settings.inbox_dir) if settings.inbox or settings.inbox_dir.exists() else []
    report = register_files(settings.data_dir, files, recognise)
    if report.refusals:
        raise Refusals(report.refusals)
    return report
