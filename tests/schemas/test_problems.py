import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.problems import LONGEST_DETAIL, PROBLEMS, Notice, Place, Refusal, Refusals, fields_of, nearest, quote

CHECKOUT = Path(__file__).parents[2]
PACKAGES = ("assets", "factors", "pipelines", "schemas")
RAISED = {"Refusal", "Misuse", "Notice", "refusal"}
PLACE = Place("6-23.xls", "Sheet1", "D17")


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Yield where, code and given details of every refusal and notice that is written out in the source."""
    for package in PACKAGES:
        for path in sorted((CHECKOUT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name_of(node) in RAISED and (code := _code_of(node)):
                    where = f"{path.relative_to(CHECKOUT)}:{node.lineno}"
                    yield where, code, _details_of(node)


def _name_of(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _code_of(node: ast.Call) -> str:
    first = node.args[0] if node.args else None
    is_code = isinstance(first, ast.Constant) and str(first.value)[:2] in ("E-", "I-", "W-", "H-")
    return str(first.value) if is_code and isinstance(first, ast.Constant) else ""


def _details_of(node: ast.Call) -> set[str]:
    names = {keyword.arg or "**" for keyword in node.keywords}
    for argument in node.args:
        if isinstance(argument, ast.Dict):
            names |= {str(key.value) for key in argument.keys if isinstance(key, ast.Constant)}
    return names


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    assert [(where, code) for where, code, _ in calls() if code not in PROBLEMS] == []


def test_every_refusal_gives_the_details_that_its_texts_show() -> None:
    lacking = [
        (where, code, sorted(fields_of(code) - given))
        for where, code, given in calls()
        if code in PROBLEMS and "**" not in given and fields_of(code) - given
    ]
    assert lacking == []


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_has_a_message_and_a_remedy_in_both_languages(code: str) -> None:
    problem = PROBLEMS[code]
    assert all(text.strip() for text in problem)
    assert problem.zh.endswith("。")
    assert problem.remedy_zh.endswith("。")
    details: dict[str, object] = dict.fromkeys(fields_of(code), "x")
    assert "？" not in Notice(code, PLACE, details).render("zh")
    assert "{" not in Notice(code, PLACE, details).render("en")


#: Files and words of the program: a bureau may ask, correct, deliver again or report, and edits none of them.
PROGRAM = re.compile(
    r"\w\.ya?ml|(?<!register)\.csv\b(?! 后)|(assets|factors|schemas|core|marts)[/.]|[a-z]+_[a-z]+|声明中|卡片"
)


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_remedy_is_something_that_a_bureau_can_do(code: str) -> None:
    problem = PROBLEMS[code]
    for remedy in (problem.remedy_zh, problem.remedy_en):
        found = PROGRAM.findall(re.sub(r"\{\w+\}|\.xlsx, \.xls or \.csv", "", remedy))
        assert not found, remedy


def test_a_remedy_that_edits_the_program_would_be_found() -> None:
    for remedy in ("登记到 units.csv。", "新表登记在 assets/raw。", "在声明中登记。", "改 a.yaml。", "写 is_removal。"):
        assert PROGRAM.search(remedy)


@pytest.mark.parametrize(
    ("typed", "known", "names"),
    [
        ("rnu", ["run", "query"], "run"),
        ("渠县", ["511725 渠县", "511724 大竹县"], "511725 渠县"),
        ("51172", ["511725 渠县", "430000 湖南省"], "511725 渠县"),
        ("nothing", ["run", "query"], "run、query"),
    ],
)
def test_the_nearest_names_are_offered_or_else_all(typed: str, known: list[str], names: str) -> None:
    assert nearest(typed, known) == names
    assert nearest("\x00", ["run"], ["x", "y"]) == "x、y"


def test_a_refusal_is_rendered_in_chinese_unless_english_is_asked_for() -> None:
    refusal = Refusal("E-NUM", PLACE, found="12O3")
    assert str(refusal) == refusal.render("zh")
    assert refusal.render().startswith("E-NUM 文件《6-23.xls》表“Sheet1”单元格 D17：“12O3”不能确定地读成数。处理：")
    assert refusal.render("en").startswith("E-NUM file “6-23.xls”, sheet “Sheet1”, cell D17: “12O3” cannot")
    assert " What to do: " in refusal.render("en")


def test_a_place_names_only_what_is_known() -> None:
    assert Place("a.csv", line=3).render() == "文件《a.csv》第 3 行"
    assert Place("a.csv", line=3).render("en") == "file “a.csv”, line 3"
    assert Place().render() == ""
    assert Refusal("E-YAML-ALIAS").render().startswith("E-YAML-ALIAS 使用")


def test_an_unknown_code_cannot_be_raised() -> None:
    with pytest.raises(ValueError, match="E-NO-SUCH"):
        Refusal("E-NO-SUCH")


def test_a_detail_that_was_forgotten_is_shown_as_a_question_mark() -> None:
    assert "“？”" in Refusal("E-NUM", PLACE).render()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("渠　县", "渠　县"),
        ("a\x1b[31mb", "a\\u001b[31mb"),
        ("a\nb\x00", "a\\u000ab\\u0000"),
        ("gpj\u202exslx", "gpj\\u202exslx"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("\udcd6", "\\udcd6"),
        ("{found} %s", "{found} %s"),
    ],
)
def test_texts_of_files_cannot_command_a_terminal(text: str, shown: str) -> None:
    assert quote(text) == shown
    rendered = Refusal("E-NUM", Place(text, text, text), found=text).render()
    assert rendered.replace("　", "").isprintable()
    assert rendered.count(shown) == 4


def test_a_long_text_is_cut() -> None:
    assert quote("长" * 1000) == "长" * LONGEST_DETAIL + "…"


def test_several_refusals_are_one_line_each() -> None:
    refusals = Refusals([Refusal("E-NUM", PLACE, found="x\ny"), Refusal("E-NEG", PLACE, label="原煤", found=-1)])
    assert len(str(refusals).splitlines()) == 2
    assert refusals.render("en").count("What to do") == 2
