"""What a check has to say of a delivered file: one remark a finding, whoever found it, in the language of its reader.

Reader, register, rules of a run and printed sums each tell in their own form; here they become one list. What is found
does not belong here, and neither how the list is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipelines.deliveries.changes import Change
from pipelines.reading import CheckRow
from schemas.check_result import Severity
from schemas.problems import Language, Notice, Place, Refusal, told_of

#: How much each outcome of a check weighs.
SEVERITY_OF: Mapping[str, Severity] = {"blocked": "block", "held": "hold", "noted": "note"}


@dataclass(frozen=True)
class Remark:
    """One thing that is said of a place in a file."""

    severity: Severity
    code: str
    place: Place
    said: str
    remedy: str
    place_id: str = ""
    """By which a person confirms it, once the file is registered; only what is held has one."""

    @classmethod
    def of(cls, problem: Refusal | Notice, lang: Language) -> "Remark":
        """What is refused, or only told."""
        place = _address(problem.place)
        severity: Severity = "block" if isinstance(problem, Refusal) else "note"
        return cls(severity, problem.code, place, *told_of(problem.render(lang), problem.code, problem.place, lang))

    @classmethod
    def of_result(cls, row: Mapping[str, str], lang: Language) -> "Remark":
        """A place that a rule over tables found: a row of `marts.check_results`."""
        place = Place(row["file_name"], row["sheet"], row["cell"])
        said, remedy = told_of(row[f"message_{lang}"], row["rule_code"], place, lang)
        return cls(SEVERITY_OF[row["outcome"]], row["rule_code"], place, said, remedy, row["place_id"])

    @classmethod
    def of_change(cls, change: Change, lang: Language) -> "Remark":
        """A figure that is another one than in force, at its cell; one that is gone has none."""
        after = change.after
        place = Place(after.file, after.sheet, after.cell) if after else Place()
        return cls.of(Notice("I-CHANGED", place, {"found": change.told(lang)}), lang)

    @classmethod
    def of_sum(cls, check: CheckRow, lang: Language) -> "Remark":
        """A printed figure that is not what others printed beside it make it."""
        remedy = "See whether it is printed so." if lang == "en" else "核对原件；原件如此的不必处理。"
        return cls("note", check.rule, Place(check.file_name, check.sheet, check.cell), check.told(lang), remedy)


def _address(place: Place) -> Place:
    """A line of a text is a row of its copy."""
    return replace(place, cell=f"A{place.line}") if place.line and not place.cell else place
