"""A label that somebody has answered is one more alias, or is skipped; what is declared stays what it is."""

import pytest

from pipelines.reading import Answer, Answers, answered_cells, read_observations
from pipelines.reading.names import Axis, LayoutNames, is_answerable, meanings, with_answer
from schemas.specs.printed_table import Layout
from tests.pipelines.reading.sheets import change, declare, drop_row, insert_column, make, raw_of, refused
from tests.pipelines.reading.toy import SPEC, toy

KEYED = declare(
    """
layouts:
  - header: {anchor: [类型, 行业]}
    unit: 万吨
    defaults: {item_code: energy_balance, fuel_code: raw_coal}
    columns: {类型: {role: key}, 行业: {role: label}, '2024年': {match: '(?P<year>\\d{4})年'}}
    keys: {类型: {用电: {is_total: 'false'}, 售电: {skip: 另表}}}
    rows: {工业: {sector_code: industry}}
    missing: {}
"""
)


def said(axis: Axis, label: str, meaning: str, until: int = 2024) -> Answers:
    return {SPEC.name: (Answer(SPEC.name, axis, label, meaning, until, "王敏", "改名"),)}


def amounts(spec: object, sheet: object, answers: Answers) -> dict[tuple[str, str], object]:
    """Figures by sector and fuel."""
    cells = raw_of(spec, sheet, answers=answers)  # type: ignore[arg-type]
    rows, _ = read_observations(spec, cells, [], answers=answers)  # type: ignore[arg-type]
    return {(row["sector_code"], row["fuel_code"]): row["amount"] for row in rows.to_dict("records")}


RENAMED = [
    ("row", "A8", "民生", "建筑业"),
    ("row", "A8", "  3. 民　生", "建筑业"),
    ("column", "C2", "煤炭（万吨）", "原煤"),
    ("column", "E3", "油品 › 轻柴油", "油品/柴油"),
    ("column", "A2", "名称", "项目"),
]


@pytest.mark.parametrize(("axis", "cell", "label", "meaning"), RENAMED, ids=str)
def test_a_renamed_label_is_read_as_it_was_answered(axis: Axis, cell: str, label: str, meaning: str) -> None:
    sheet = change(toy(), {cell: label.rpartition(" › ")[2]})
    assert refused(raw_of, SPEC, sheet) != []
    assert amounts(SPEC, sheet, said(axis, label, meaning)) == amounts(SPEC, toy(), {})


def test_a_key_is_answered_too() -> None:
    sheets = [make(("类型", "行业", "2024年"), (key, "工业", 5)) for key in ("用电", "自用")]
    assert refused(raw_of, KEYED, sheets[1], region_code="511725") == [("E-LABEL-UNKNOWN", "A2")]
    answers = said("key", "自用", "用电")
    assert raw_of(KEYED, sheets[1], region_code="511725", answers=answers)
    skipped = raw_of(KEYED, sheets[1], region_code="511725", answers=said("key", "自用", ""))
    assert read_observations(KEYED, skipped, [], answers=said("key", "自用", ""))[0].empty


def test_what_is_not_counted_is_kept_in_raw_and_read_no_further() -> None:
    sheet = insert_column(toy(), "G", {2: "页岩气", 5: 9, 6: 9})
    assert refused(raw_of, SPEC, sheet) == [("E-LAYOUT", "G2"), ("E-LABEL-UNKNOWN", "G2")]
    answers = said("column", "页岩气", "")
    assert amounts(SPEC, sheet, answers) == amounts(SPEC, toy(), {})
    cells = raw_of(SPEC, sheet, answers=answers)
    assert {cell.cell for _, cell in answered_cells(SPEC, cells, answers)} == {f"G{row}" for row in range(5, 10)}


def test_a_part_of_a_printed_total_is_missed_by_the_total() -> None:
    sheet = change(toy(), {"A8": "  2.基建"})
    answers = said("row", "基建", "")
    assert refused(raw_of, SPEC, sheet, answers=answers) == [("E-LABEL-MISSING", "A9")]
    optional = SPEC.model_copy(update={"layouts": [_with_optional_construction()]})
    cells = raw_of(optional, sheet, answers=answers)
    found = refused(read_observations, optional, cells, [], answers=answers)
    assert {code for code, _ in found} == {"E-SUM"}


def _with_optional_construction() -> Layout:
    (layout,) = SPEC.layouts
    row = layout.rows["建筑业"].model_copy(update={"optional": True})
    return layout.model_copy(update={"rows": layout.rows | {"建筑业": row}})


def test_a_meaning_that_is_printed_already_is_there_twice() -> None:
    assert refused(raw_of, SPEC, toy(("民生", "", 1)), answers=said("row", "民生", "生活")) == [("E-DUP-KEY", "A10")]
    sheet = insert_column(toy(), "G", {2: "煤炭（万吨）", 5: 9})
    assert refused(raw_of, SPEC, sheet, answers=said("column", "煤炭", "原煤")) == [("E-LAYOUT", "G2")]


def test_an_answer_ends_with_its_last_year_at_the_label() -> None:
    sheet = change(toy(), {"A8": "基建"})
    assert refused(raw_of, SPEC, sheet, answers=said("row", "基建", "建筑业", 2024)) == []
    assert refused(raw_of, SPEC, sheet, answers=said("row", "基建", "建筑业", 2023)) == [("E-ANSWER-EXPIRED", "A8")]
    assert refused(raw_of, SPEC, toy(), answers=said("row", "基建", "建筑业", 2023)) == [], "it is not printed"


@pytest.mark.parametrize("meaning", ["生活", ""])
def test_a_label_that_is_declared_keeps_its_meaning(meaning: str) -> None:
    (layout,) = SPEC.layouts
    for axis, label in (("row", "建筑业"), ("row", " 2.建 筑业"), ("column", "原煤")):
        assert with_answer(layout, Answer(SPEC.name, axis, label, meaning, 2024)) is None  # type: ignore[arg-type]
    assert amounts(SPEC, toy(), said("row", "建筑业", meaning)) == amounts(SPEC, toy(), {})


@pytest.mark.parametrize(("label", "meaning"), [("用 电", "售电"), ("售电", "用电"), ("用电", "")])
def test_a_key_that_is_declared_keeps_its_meaning(label: str, meaning: str) -> None:
    assert with_answer(KEYED.layouts[0], Answer(KEYED.name, "key", label, meaning, 2024)) is None


def test_a_table_without_keys_has_none_to_answer() -> None:
    assert with_answer(SPEC.layouts[0], Answer(SPEC.name, "key", "自用", "", 2024)) is None


def test_the_declaration_of_tomorrow_goes_before_the_answer_of_today() -> None:
    (layout,) = SPEC.layouts
    answer = Answer(SPEC.name, "row", "基建", "建筑业", 2024)
    learned = layout.model_copy(
        update={"rows": layout.rows | {"基建": layout.rows["建筑业"].model_copy(update={"optional": True})}}
    )
    assert LayoutNames(layout, answers=[answer]).answers != {}
    assert LayoutNames(learned, answers=[answer]).answers == {}
    forgot = layout.model_copy(update={"rows": {k: v for k, v in layout.rows.items() if k != "建筑业"}})
    assert LayoutNames(forgot, answers=[answer]).answers == {}


def test_another_table_is_not_spoken_of() -> None:
    other = {"other__table": said("row", "基建", "建筑业")[SPEC.name]}
    assert refused(raw_of, SPEC, change(toy(), {"A8": "基建"}), answers=other) == [
        ("E-LABEL-UNKNOWN", "A8"),
        ("E-LABEL-MISSING", "A9"),
    ]


def test_a_figure_says_that_its_label_was_answered() -> None:
    answers = said("row", "基建", "建筑业")
    cells = raw_of(SPEC, change(toy(), {"A8": "基建"}), answers=answers)
    notes = read_observations(SPEC, cells, [], answers=answers)[0].set_index("cell")["note"]
    assert notes["C8"] == "“基建”按本单位的解答读作“建筑业”"
    assert notes["C7"] == ""


def test_what_stands_for_any_label_is_no_meaning() -> None:
    assert meanings(KEYED.layouts[0], "column") == ["类型", "行业"]
    assert meanings(KEYED.layouts[0], "key") == ["用电", "售电"]


@pytest.mark.parametrize("label", ["", " ", "〇" * 101, "基\x1b[2J建", "基\u202e建", "（万吨）", " › ", "›"], ids=repr)
def test_what_no_person_can_say_again_is_not_answered(label: str) -> None:
    assert not is_answerable("row", label)
    assert all(is_answerable("row", words) for words in ("=1+1", "<b>基建</b>", "$(rm)"))


def test_a_row_that_is_gone_is_not_brought_back_by_an_answer() -> None:
    assert refused(raw_of, SPEC, drop_row(toy(), 8), answers=said("row", "基建", "建筑业")) == [
        ("E-LABEL-MISSING", "A8")
    ]
