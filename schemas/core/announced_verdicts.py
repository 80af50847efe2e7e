"""Verdicts that were announced."""

from schemas import columns, vocabulary
from schemas.columns import Text, Whole
from schemas.contract import Table


class AnnouncedVerdicts(Table):
    target_id: Text = columns.column("目标", "target")
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    verdict: Text = columns.word("公布的判定", "announced verdict", vocabulary.VERDICTS)
    announced_by: Text = columns.column("何处、何时公布", "who announced it, where and when")

    class Config:
        title = "公布的目标判定"
        description = "Announced verdicts on targets"
        unique = ["target_id", "region_code", "year"]
