"""Take deliveries in: whatever lies in the inbox goes into the register, or is refused with the reason."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pipelines.deliveries.answering import take_in_answers
from pipelines.deliveries.comparison import scale_errors
from pipelines.deliveries.confirmation import take_in_confirmations
from pipelines.deliveries.journal import read_journal, require_anchored
from pipelines.deliveries.judgement import judge, unread
from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.recognition import recognise_again
from pipelines.deliveries.register import RegistrationReport, answers, inbox_files, register_files
from pipelines.deliveries.register.rows import home_of
from pipelines.deliveries.requests.sent import judge_sent
from pipelines.lake.releases import pointed_releases
from pipelines.reading import Answers, Recognised
from pipelines.reading.regions import Expected, nearby
from pipelines.settings import Settings
from schemas.codes.regions import regions_of_block
from schemas.problems import Notice, Refusal, Refusals


def take_in(
    settings: Settings, files: Sequence[Path] | None = None, *, is_asked: bool | None = None
) -> RegistrationReport:
    """Register some files, or the inboxes; nothing about a region that is not at home here.

    Args:
        settings: where the data lie and what lies in the inbox.
        files: those of which somebody knows that they belong here.
        is_asked: whether a person named them, which brings back what no longer counts; so it is where files are given.

    Raises:
        Refusal: E-REGISTER, the register is not what was written.
        Refusals: at least one file was refused; the acceptable ones are registered.
    """
    for release in pointed_releases(settings.data_dir):
        require_anchored(settings.data_dir, release)
    is_asked = files is not None if is_asked is None else is_asked
    if files is None:
        # an inbox that was named must exist; the usual one may not have been made yet
        inboxes = [inbox for inbox in settings.inbox_dirs if settings.inboxes or inbox.exists()]
        files = [path for inbox in inboxes for path in inbox_files(inbox)]
    refusals = [] if is_asked else _answers_refused(settings)
    expected, said = expected_regions(settings), answers(settings.data_dir)
    recognise_again(settings.data_dir, partial(_recognise, data_dir=settings.data_dir, expected=expected, answers=said))
    notices: list[Notice] = []
    report = register_files(
        settings.data_dir,
        files,
        partial(_recognise, data_dir=settings.data_dir, expected=expected, answers=said, notices=notices),
        compare=partial(scale_errors, expected=expected, answers=said),
        region=settings.region,
        allowed_regions=_allowed(settings),
        is_asked=is_asked,
    )
    report.notices += notices
    report.refusals += refusals
    if not is_asked:
        for inbox in settings.inbox_dirs:
            take_in_confirmations(settings.data_dir, inbox)
    if report.refusals:
        raise Refusals(report.refusals)
    return report


def _answers_refused(settings: Settings) -> list[Refusal]:
    """Take in what lies beside deliveries of labels; what cannot be said is refused, and stops no delivery."""
    refusals = []
    for inbox in settings.inbox_dirs:
        try:
            take_in_answers(settings.data_dir, inbox)
        except Refusal as refusal:
            refusals.append(refusal)
    return refusals


def expected_regions(settings: Settings) -> Expected:
    """What a file for this data folder is likely about: the regions at home there and those near them."""
    home = home_of(read_journal(settings.data_dir)) or filter(None, [settings.region])
    return nearby(frozenset(code for block in [*home, *_allowed(settings)] for code in regions_of_block(block)))


def _allowed(settings: Settings) -> list[str]:
    """Regions that are at home besides those that were: of a block all."""
    return list(filter(None, [settings.block, *settings.allowed_regions.split(",")]))


def _recognise(
    sheets: Sequence[Sheet],
    file_name: str,
    data_dir: Path,
    expected: Expected,
    answers: Answers,
    notices: list[Notice] | None = None,
) -> list[Recognised]:
    """What a file holds, once all of it was judged: a file with a wrong cell must not replace one without."""
    judged = judge(sheets, file_name, expected, answers)
    if notices is not None:
        notices += unread(sheets, judged, file_name)
    recognised = [found for table in judged.values() for found in table.recognised]
    if unasked := list(judge_sent(data_dir, recognised, sheets, file_name)):
        raise Refusals(unasked)
    return recognised
