"""Take deliveries in: whatever lies in the inbox goes into the register, or is refused with the reason.

The commands `register` and `run` and the runs that Dagster starts all come here, and tell the same.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from pipelines.deliveries.answering import take_in_answers
from pipelines.deliveries.changes import FILE_NAME
from pipelines.deliveries.comparison import compare_files
from pipelines.deliveries.confirmation import take_in_confirmations
from pipelines.deliveries.journal import read_journal, require_anchored
from pipelines.deliveries.judgement import judge, unread
from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.recognition import recognise_again
from pipelines.deliveries.register import RegistrationReport, answers, inbox_files, register_files
from pipelines.deliveries.register.rows import home_of, told_holdings
from pipelines.deliveries.requests.sent import judge_sent
from pipelines.lake.releases import pointed_releases
from pipelines.reading import Answers, Recognised
from pipelines.reading.regions import Expected, nearby
from pipelines.settings import Settings
from schemas.codes.regions import regions_of_block
from schemas.problems import Language, Notice, Refusal, Refusals

#: How many files and changes are told one by one.
LISTED = 12


def take_in(
    settings: Settings, files: Sequence[Path] | None = None, *, is_asked: bool | None = None
) -> RegistrationReport:
    """`receive`, where a refusal is no answer.

    Raises:
        Refusals: at least one file was refused; the acceptable ones are registered.
    """
    report = receive(settings, files, is_asked=is_asked)
    if report.refusals:
        raise Refusals(report.refusals)
    return report


def receive(
    settings: Settings, files: Sequence[Path] | None = None, *, is_asked: bool | None = None
) -> RegistrationReport:
    """Register some files, or the inboxes; nothing about a region that is not at home here.

    A file that is refused stops no other one: the report has the reasons.

    Args:
        settings: where the data lie and what lies in the inbox.
        files: those of which somebody knows that they belong here.
        is_asked: whether a person named them, which brings back what no longer counts; so it is where files are given.

    Raises:
        Refusal: E-REGISTER, the register is not what was written.
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
        compare=partial(compare_files, expected=expected, answers=said),
        region=settings.region,
        allowed_regions=_allowed(settings),
        is_asked=is_asked,
    )
    report.notices += notices
    report.refusals += refusals
    if not is_asked:
        for inbox in settings.inbox_dirs:
            take_in_confirmations(settings.data_dir, inbox)
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


def told(report: RegistrationReport, lang: Language) -> Iterator[str]:
    """What a registration has taken in, what was told of its files and what they change, a line each.

    What is refused is not among it: that is an answer of its own.
    """
    for file in report.registered[:LISTED]:
        held = told_holdings(file.holdings, lang)
        yield f"✓ “{file.file_name}” {held}" if lang == "en" else f"✓ 《{file.file_name}》 {held}"
    yield from _more(len(report.registered), lang)
    for notice in report.notices:
        yield notice.render(lang)
    for change in report.changes[:LISTED]:
        yield f"  Δ {change.told(lang)}"
    yield from _more(len(report.changes), lang, f"；{FILE_NAME} 逐格列出" if lang == "zh" else f": see {FILE_NAME}")


def _more(count: int, lang: Language, where: str = "") -> Iterator[str]:
    if (more := count - LISTED) > 0:
        yield f"  and {more} more{where}" if lang == "en" else f"  另有 {more} 项{where}"


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
