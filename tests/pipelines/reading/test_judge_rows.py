import pandas as pd
import pytest

from pipelines.reading import judge_rows, raw_frame, read_observations
from pipelines.reading.cells import make_sheet
from schemas.contract import load_contract
from schemas.problems import Refusal
from tests.pipelines.reading.sheets import DIGEST, change, declare, raw_of, refused
from tests.pipelines.reading.toy import DECLARED, SPEC, toy

NAMES = {DIGEST: "年鉴.xlsx"}


@pytest.fixture
def staged() -> pd.DataFrame:
    return read_observations(SPEC, raw_of(SPEC, toy()), [])[0]


def judged(rows: pd.DataFrame, relation: str = "staged.toy__table") -> list[Refusal]:
    return list(judge_rows(relation, rows, NAMES))


def at(rows: pd.DataFrame, cell: str) -> pd.Series:
    """Which row was read from a cell."""
    return rows["cell"] == cell


def test_rows_that_keep_their_contract_are_not_refused(staged: pd.DataFrame) -> None:
    assert judged(staged) == []
    assert judged(staged[:0]) == []
    assert judged(raw_frame(raw_of(SPEC, toy())), "raw.toy__table") == []


def test_each_value_that_breaks_the_contract_is_refused_with_its_cell(staged: pd.DataFrame) -> None:
    staged.loc[at(staged, "D5"), "unit_code"] = "barrel"
    staged.loc[at(staged, "F9"), "region_code"] = "渠县"
    first, second = sorted(judged(staged), key=lambda refusal: refusal.place.cell)
    assert (first.code, first.place.file, first.place.sheet, first.place.cell) == (
        "E-CONTRACT",
        "年鉴.xlsx",
        "表1",
        "D5",
    )
    assert (second.code, second.place.cell) == ("E-CONTRACT", "F9")
    assert "计量单位（unit_code）“barrel”：isin" in first.render()
    assert "行政区划代码（region_code）“渠县”：str_matches" in second.render()
    assert "处理：" in first.render()


def test_a_value_that_is_missing_is_refused_with_its_cell(staged: pd.DataFrame) -> None:
    staged.loc[at(staged, "C8"), "printed_text"] = None
    staged.loc[at(staged, "C9"), "amount"] = None
    assert [(r.code, r.place.cell) for r in judged(staged)] == [("E-CONTRACT", "C8")], "a missing amount has a status"


def test_a_cell_of_another_kind_is_refused_before_it_is_written() -> None:
    raw = raw_frame(raw_of(SPEC, toy()))
    raw.loc[at(raw, "E6"), "cell_kind"] = "formula"
    assert [(r.code, r.place.cell) for r in judged(raw, "raw.toy__table")] == [("E-CONTRACT", "E6")]


def test_a_key_again_is_refused_once_a_row_and_names_the_first(staged: pd.DataFrame) -> None:
    key = list(load_contract("staged", "toy__table").key)
    for cell in ("E6", "C8"):
        staged.loc[at(staged, cell), key] = staged.loc[at(staged, "D5"), key].to_numpy()
    found = judged(staged)
    assert [(r.code, r.place.cell, r.details["other"]) for r in found] == [
        ("E-DUP-KEY", "E6", "表1 D5"),
        ("E-DUP-KEY", "C8", "表1 D5"),
    ]
    assert found[0].details["found"] == "511725 2024 energy_balance final_total gasoline final"


def test_sheets_of_one_file_may_not_say_the_same() -> None:
    again = make_sheet("表2", toy().cells, list(toy().merged))
    found = refused(read_observations, SPEC, raw_of(SPEC, toy(), again), [])
    assert found[:2] == [("E-DUP-KEY", "C5"), ("E-DUP-KEY", "D5")]


def test_what_breaks_the_contract_is_told_together_with_what_cannot_be_read() -> None:
    spec = declare(DECLARED.replace("建筑业: {sector_code: construction}", "建筑业: {sector_code: industry}"))
    found = refused(read_observations, spec, raw_of(spec, change(toy(), {"F9": "约1"})), [])
    assert {("E-NUM", "F9"), ("E-DUP-KEY", "C8")} <= set(found)
