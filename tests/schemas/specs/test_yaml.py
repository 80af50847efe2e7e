from pathlib import Path

import pytest

from schemas.problems import Refusal
from schemas.specs.printed_table import PrintedTable
from schemas.specs.yaml import DEEPEST, load_declaration, parse_yaml


def refusal(text: str) -> tuple[str, int]:
    with pytest.raises(Refusal) as caught:
        parse_yaml(text, "a.yaml")
    return caught.value.code, caught.value.place.line


def test_every_scalar_stays_the_text_that_is_written() -> None:
    text = "a: 1.10\nb: true\nc: [2024, -5, \"NO\", '08']\nd: {e: 渠县}\n"
    assert parse_yaml(text, "a.yaml") == {
        "a": "1.10",
        "b": "true",
        "c": ["2024", "-5", "NO", "08"],
        "d": {"e": "渠县"},
    }


@pytest.mark.parametrize(
    "value",
    ["NO", "yes", "off", "~", "null", "08", "0o17", "0x1F", "+5", "1:30", "1_000", "1e5", ".5", "2024-01-02", ".nan"],
)
def test_what_yaml_would_read_as_something_else_is_refused_until_quoted(value: str) -> None:
    assert refusal(f"a: 1\nb: {value}\n") == ("E-YAML-TYPE", 2)
    assert parse_yaml(f'b: "{value}"\n', "a.yaml") == {"b": value}


def test_a_repeated_key_is_refused_with_its_line() -> None:
    assert refusal("a: 1\nb: 2\na: 3\n") == ("E-YAML-DUP", 3)


def test_aliases_are_refused() -> None:
    assert refusal("a: &x [1]\nb: *x\n") == ("E-YAML-ALIAS", 1)
    assert refusal("a: 1\nb: &x [1, *x]\n") == ("E-YAML-ALIAS", 2)


@pytest.mark.parametrize("tag", ["!!python/object:os.system", "!!str", "!x"])
def test_tags_are_refused(tag: str) -> None:
    assert refusal(f"a: {tag} x\n") == ("E-YAML-TAG", 1)


@pytest.mark.parametrize("text", ["a: [1\n", "a: b: c\n", "a: 1\n---\nb: 2\n", "? [1]\n: 2\n", "\ta: 1"])
def test_what_is_no_single_yaml_document_is_refused(text: str) -> None:
    assert refusal(text)[0] == "E-SPEC"


@pytest.mark.parametrize(("text", "line"), [("a: 1\nb: [1\nc: 2\n", 3), ("a: 1\n\tb: 2\n", 2), ("a: b: c\n", 1)])
def test_what_is_no_yaml_is_told_by_its_line(text: str, line: int) -> None:
    assert refusal(text) == ("E-SPEC", line)


@pytest.mark.parametrize("text", ["- a\n- b\n", "渠县\n"])
def test_a_declaration_is_a_mapping(text: str, tmp_path: Path) -> None:
    path = tmp_path / "toy__table.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match="a mapping was expected"):
        load_declaration(path, PrintedTable, name="toy__table")


def test_nesting_has_a_limit() -> None:
    assert parse_yaml("[" * DEEPEST + "]" * DEEPEST, "a.yaml")
    assert refusal("[" * 500_000)[0] == "E-SPEC"


def test_a_field_nobody_knows_is_named_before_those_that_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "toy__table.yaml"
    path.write_text("titel_zh: 表\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        load_declaration(path, PrintedTable, name="toy__table")
    assert caught.value.code == "E-SPEC"
    told = caught.value.render()
    assert 0 < told.index("titel_zh") < told.index("title_zh")
