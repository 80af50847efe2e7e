import pytest

from pipelines.deliveries.register.names import accept_name
from schemas.problems import Refusal


@pytest.mark.parametrize(
    "name",
    [
        "渠县统计年鉴2025.xlsx",
        "6-23 四川能源平衡表(实物量)-2007.xlsx",
        "【出版年份2024】四川省、贵州省.xlsx",
        "渠　县.csv",
        "字" * 83 + ".xlsx",
        "console.csv",
    ],
)
def test_an_ordinary_name_is_accepted(name: str) -> None:
    assert accept_name(name) == name


def test_a_decomposed_name_is_composed() -> None:
    assert accept_name("Cafe\u0301.csv") == "Caf\u00e9.csv"


@pytest.mark.parametrize(
    "name",
    [
        "../../x.xlsx",
        "/etc/passwd",
        "C:\\x.xlsx",
        "C:x.xlsx",
        "a\0b.csv",
        "a\nb.csv",
        "a\u202excsv.exe",
        "a\u200bb.csv",
        "\udcd6\udcd0.csv",
        "a.csv.",
        "a.csv ",
        " a.csv",
        ".hidden.csv",
        "CON",
        "con.xlsx",
        "LPT1.csv",
        "=cmd.csv",
        "-rf.csv",
        "a|b.csv",
        "字" * 84 + ".xlsx",
    ],
)
def test_a_dangerous_name_is_refused_and_shown_harmlessly(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        accept_name(name)
    assert caught.value.code == "E-NAME"
    assert caught.value.render().isprintable()
