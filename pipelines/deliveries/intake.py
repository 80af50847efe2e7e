"""Take deliveries in: whatever lies in the inbox goes into the register, or is refused with the reason."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pipelines.deliveries.comparison import scale_errors
from pipelines.deliveries.confirmation import take_in_confirmations
from pipelines.deliveries.journal import require_anchored
from pipelines.deliveries.judgement import judge, unread
from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.recognition import recognise_again
from pipelines.deliveries.register import RegistrationReport, inbox_files, register_files
from pipelines.lake.releases import pointed_releases
from pipelines.reading import Recognised
from pipelines.settings import Settings
from schemas.problems import Notice, Refusals


def take_in(settings: Settings, files: Sequence[Path] | None = None) -> RegistrationReport:
    """Register some files, which a person named, or the inboxes; nothing about a region that is not at home here.

    Raises:
        Refusal: E-REGISTER, the register is not what was written.
        Refusals: at least one file was refused; the acceptable ones are registered.
    """
    for release in pointed_releases(settings.data_dir):
        require_anchored(settings.data_dir, release)
    is_asked = files is not None
    if files is None:
        # an inbox that was named must exist; the usual one may not have been made yet
        inboxes = [inbox for inbox in settings.inbox_dirs if settings.inboxes or inbox.exists()]
        files = [path for inbox in inboxes for path in inbox_files(inbox)]
    recognise_again(settings.data_dir, _recognise)
    notices: list[Notice] = []
    report = register_files(
        settings.data_dir,
        files,
        partial(_recognise, notices=notices),
        compare=scale_errors,
        region=settings.region,
        allowed_regions=list(filter(None, settings.allowed_regions.split(","))),
        is_asked=is_asked,
    )
    report.notices += notices
    if not is_asked:
        for inbox in settings.inbox_dirs:
            take_in_confirmations(settings.data_dir, inbox)
    if report.refusals:
        raise Refusals(report.refusals)
    return report


def _recognise(sheets: Sequence[Sheet], file_name: str, notices: list[Notice] | None = None) -> list[Recognised]:
    """What a file holds, once all of it was judged: a file with a wrong cell must not replace one without."""
    judged = judge(sheets, file_name)
    if notices is not None:
        notices += unread(sheets, judged, file_name)
    return [found for table in judged.values() for found in table.recognised]
