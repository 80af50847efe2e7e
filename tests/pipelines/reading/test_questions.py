"""What is asked of an unknown label: a command that may be pasted, whatever the label says."""

import shlex

import pytest

from pipelines.reading import read_raw
from pipelines.reading.questions import listed
from schemas.problems import Refusal, Refusals
from tests.pipelines.reading.sheets import DIGEST, change, insert_column
from tests.pipelines.reading.toy import SPEC, toy


def unknown(sheet: object) -> Refusal:
    with pytest.raises(Refusals) as refused:
        read_raw(SPEC, [sheet], DIGEST, "表.xlsx")  # type: ignore[list-item]
    (refusal,) = [each for each in refused.value.refusals if each.code == "E-LABEL-UNKNOWN"]
    return refusal


def test_the_one_name_that_is_gone_is_what_was_renamed() -> None:
    refusal = unknown(change(toy(), {"A8": "  2.基建"}))
    assert shlex.split(str(refusal.details["asked"])) == [
        *("示例表", "2.基建", "建筑业", "--axis", "row", "--until", "2026")
    ]
    assert refusal.details["known"] == "建筑业、工业/其他、建筑业/其他、不计入"
    assert "qingdan answer 示例表" in refusal.render().replace("'", "")
    assert "qingdan answer 示例表" in refusal.render("en").replace("'", "")


def test_of_several_that_are_gone_a_person_says_which() -> None:
    sheet = change(toy(), {"A8": "  2.基建", "A7": "    #原料用"})
    with pytest.raises(Refusals) as refused:
        read_raw(SPEC, [sheet], DIGEST, "表.xlsx")
    asked = [str(each.details["asked"]) for each in refused.value.refusals if each.code == "E-LABEL-UNKNOWN"]
    assert [shlex.split(command)[2] for command in asked] == ["MEANING", "MEANING"]


def test_a_column_that_was_put_in_may_be_one_that_is_not_printed_or_is_not_counted() -> None:
    refusal = unknown(insert_column(toy(), "G", {2: "页岩气", 5: 9}))
    assert shlex.split(str(refusal.details["asked"]))[:5] == ["示例表", "页岩气", "MEANING", "--axis", "column"]
    assert refusal.details["known"] == "折标系数、不计入"


@pytest.mark.parametrize("label", ["$(touch x)", "`touch x`", "a'; touch x", '"$HOME"', "=1+1", "-f", "--by", "a\nb"])
def test_a_label_of_a_file_is_one_word_to_the_shell_and_no_option(label: str) -> None:
    words = shlex.split(str(unknown(change(toy(), {"A8": label})).details["asked"]))
    assert words[1].strip() == " ".join(label.split())
    assert not words[1].startswith("-")
    assert len(words) == 7


@pytest.mark.parametrize("label", ["基\x1b[2J建", "基\u202e建", "长" * 101], ids=repr)
def test_a_label_that_no_terminal_should_be_given_is_not_quoted(label: str) -> None:
    refusal = unknown(change(toy(), {"A8": label}))
    assert refusal.details["asked"] == "TABLE LABEL MEANING --axis row --until 2026"
    assert refusal.render().isprintable()


def test_what_is_most_alike_is_listed_first_and_not_everything() -> None:
    names = [f"项目{number}" for number in range(30)]
    assert listed("居民用气", ["工业", "居民生活用气"]) == "居民生活用气、工业、不计入"
    assert listed("无", names).split("、")[-3:] == ["项目11", "…", "不计入"]
