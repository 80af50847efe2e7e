"""Known misprints are corrected, visibly: the printed text stays, the amount changes, the note says why.

The corrections are declared in `assets/staged/corrections.yaml`. Guessing a right value does not belong here.
"""

from collections.abc import Sequence
from dataclasses import replace

from assets.staged import FILE
from pipelines.reading.records import Observation
from schemas.problems import Place, Refusal, Refusals
from schemas.specs.corrections import Correction


def apply_corrections(
    table: str, observations: Sequence[Observation], corrections: Sequence[Correction]
) -> list[Observation]:
    """Apply the corrections of a table to the observations of one sheet.

    A correction concerns the sheet if that has its region and period; then it must match exactly one
    observation, and that one must still be printed as expected.

    Raises:
        Refusals: E-CORRECTION for each correction that does not apply any more.
    """
    corrected = list(observations)
    refusals = []
    covered = {(observation.region_code, observation.period) for observation in observations}
    for correction in corrections:
        match = correction.match
        if match.table != table or (match.region_code, match.period) not in covered:
            continue
        try:
            _apply(correction, corrected)
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise Refusals(refusals)
    return corrected


def _apply(correction: Correction, observations: list[Observation]) -> None:
    wanted = correction.match.model_dump(exclude_none=True, exclude={"table"})
    found = [
        index
        for index, observation in enumerate(observations)
        if all(getattr(observation, field) == value for field, value in wanted.items())
    ]
    if len(found) != 1:
        raise Refusal("E-CORRECTION", Place(FILE.name), found=f"{wanted} 匹配 {len(found)} 个观测值")
    (index,) = found
    observation = observations[index]
    if observation.printed_text != correction.expect:
        place = Place(FILE.name, observation.sheet, observation.cell)
        printed = f"应印“{correction.expect}”，实印“{observation.printed_text}”"
        raise Refusal("E-CORRECTION", place, found=printed)
    if correction.action == "drop":
        del observations[index]
    else:
        observations[index] = _corrected(observation, correction)


def _corrected(observation: Observation, correction: Correction) -> Observation:
    amount = correction.value
    if correction.action == "scale":
        if observation.amount is None or amount is None:
            raise Refusal("E-CORRECTION", Place(FILE.name), found=f"“{observation.printed_text}”不是数，不能乘")
        amount = observation.amount * amount
    note = f"更正：原印“{observation.printed_text}”；{correction.reason}"
    note = "；".join(filter(None, (observation.note, note)))
    return replace(observation, amount=amount, value_status="reported", note=note)
