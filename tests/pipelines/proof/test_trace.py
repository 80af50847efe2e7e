"""The tree of a published number: it ends at printed cells and factors; every step recomputes from what it shows."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.proof.trace import Node, Question, as_dict, draw, number, trace
from schemas.codes import read_codes
from schemas.problems import Refusal
from tests.conftest import BuiltRelease

UNITS = {row["title_zh"]: Decimal(row["numerator"]) / Decimal(row["denominator"]) for row in read_codes("units")}
CELL = re.compile(r"(?P<mark>[＋−]|\S+ )(?P<place>[^“]+?) “(?P<text>[^”]*)” (?P<unit>\S+)")
ESTIMATE = re.compile(r"(?P<mark>[＋−])推算（没有资料的年份） (?P<amount>[\d,.]+) (?P<unit>\S+)")
GRAM = Decimal("0.000001")


def tree(built: BuiltRelease, subject: str, year: int, **asked: str) -> Node:
    return trace(built.folder / "restricted" / "qingdan.duckdb", Question(subject, year, **asked))


def walk(node: Node) -> Iterator[Node]:
    yield node
    for parent in node.parents:
        yield from walk(parent)


def first_number(text: str) -> Decimal:
    found = re.search(r"-?[\d,]+(\.\d+)?(e[+-]\d+)?", text)
    assert found, text
    return Decimal(found[0].replace(",", ""))


def printed_number(text: str) -> Decimal:
    """What a person reads in a printed cell; a mark means none or less than half a unit."""
    digits = re.sub(r"[\s①②③*]", "", text.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")))
    return Decimal(0) if digits in {"", "-", "—", "…", "无"} else Decimal(digits)


def cell_value(node: Node) -> Decimal:
    """A printed cell, or an estimate in its place, in base units, from nothing but what the tree shows."""
    if estimate := ESTIMATE.fullmatch(node.title):
        assert node.parents, node.title  # the cells it rests on
        sign = -1 if estimate["mark"] == "−" else 1
        return sign * first_number(estimate["amount"]) * UNITS[estimate["unit"]]
    found = CELL.fullmatch(node.title)
    assert found, node.title
    sign = -1 if found["mark"] == "−" else 1
    share = first_number(node.value) if node.value else Decimal(1)
    return sign * printed_number(found["text"]) * UNITS[found["unit"]] * share


def part_value(node: Node) -> Decimal:
    """A factor value in base units, from nothing but what the tree shows."""
    _, _, shown = node.title.partition(" = ")
    value, _, unit = shown.partition(" ")
    number_shown = Decimal(value.replace(",", ""))
    if unit in UNITS:
        return number_shown * UNITS[unit]
    above, _, below = unit.partition("/")
    return number_shown * UNITS[above] / (UNITS[below] if below else 1)


def factor_value(node: Node) -> Decimal:
    """The product of the parts of a factor."""
    assert node.parents, node.title
    product = Decimal(1)
    for part in node.parents:
        product *= part_value(part)
    return product


def activity_value(node: Node) -> Decimal:
    """An amount, which is the sum of its cells."""
    amount = first_number(node.value)
    assert node.parents, node.title
    assert abs(sum(map(cell_value, node.parents)) - amount) <= Decimal("0.00000001"), node.title
    return amount


def tonnes_of(node: Node) -> Decimal:
    return Decimal(re.findall(r"= (-?[\d,.]+) t ", node.value)[0].replace(",", ""))


def check_emissions(root: Node, year: int) -> int:
    """Every emission below: amount × factor, a change between surveys × factor, or what a stock releases."""
    checked = 0
    for node in walk(root):
        titles = [parent.title for parent in node.parents]
        if titles == ["活动水平", "排放因子"] and node.value:
            amount, factor = activity_value(node.parents[0]), factor_value(node.parents[1])
            assert abs(amount * factor - tonnes_of(node)) <= GRAM, node.title
        elif titles == ["活动水平", "活动水平", "排放因子"]:
            (first, last) = (int(year) for year in re.findall(r"（(\d{4})）", node.value))
            change = activity_value(node.parents[1]) - activity_value(node.parents[0])
            assert abs(change / (last - first) * factor_value(node.parents[2]) - tonnes_of(node)) <= GRAM, node.title
        elif titles[-1:] == ["速率"]:
            check_stock(node, year)
        else:
            continue
        checked += 1
    return checked


def check_stock(node: Node, year: int) -> None:
    """First-order decay or a bank, from each year's addition to the release of the year."""
    stock, rate_node = node.parents
    rate = factor_value(rate_node)
    added = {
        int(addition.title.removesuffix("年")): activity_value(addition.parents[0]) * factor_value(addition.parents[1])
        for addition in stock.parents
    }
    is_bank = node.value.startswith("（")
    kept = 1 - rate if is_bank else (-rate).exp()
    opening = sum(
        (amount * kept ** (year - then - (0 if is_bank else 1)) for then, amount in added.items() if then < year),
        Decimal(0),
    )
    released = (opening + added.get(year, Decimal(0))) * rate if is_bank else opening * (1 - kept)
    assert abs(released - tonnes_of(node)) <= Decimal("0.00001"), node.title


def check_category(node: Node) -> Decimal:
    """Tonnes = sum of what is below; tonnes × GWP = tCO2e, exactly."""
    found = re.fullmatch(r"(-?[\d,.]+) t × ([\d,.]+) = (-?[\d,.]+) tCO2e", node.value)
    assert found, node.value
    tonnes, gwp, equivalent = (Decimal(text.replace(",", "")) for text in found.groups())
    assert tonnes * gwp == equivalent
    assert node.parents[0].title.startswith("GWP ")
    assert first_number(node.parents[0].value) == gwp
    below = [Decimal(re.findall(r"= (-?[\d,.]+) t ", child.value)[0].replace(",", "")) for child in node.parents[1:]]
    assert below
    assert sum(below) == tonnes
    return equivalent


@pytest.mark.parametrize("year", [2005, 2014, 2024])
def test_the_total_is_the_sum_of_what_is_below_it_down_to_the_cells(year: int, sample: BuiltRelease) -> None:
    root = tree(sample, "总排放", year)
    published = sample.rows(
        "select emissions_tco2e from marts.provincial_summary_official where year = $year and line_code = 'total'",
        year=year,
    )
    assert first_number(root.value) == published[0]["emissions_tco2e"]
    assert sum(map(check_category, root.parents)) == first_number(root.value)
    assert check_emissions(root, year) > 100


@pytest.mark.parametrize("form", ["provincial_summary", "ipcc_summary"])
def test_every_line_of_a_form_is_the_sum_of_its_categories(form: str, sample: BuiltRelease) -> None:
    lines = sample.rows(f"select * from marts.{form}_official where year = 2024 and line_code != 'total'")
    for line in lines:
        root = tree(sample, line["line_code"], 2024)
        if line["emissions_tco2e"] is None:
            assert f"：{line['emissions_key']}" in root.title
            assert not root.parents
        else:
            assert first_number(root.value) == Decimal(number(line["emissions_tco2e"]).replace(",", ""))
            assert sum(map(check_category, root.parents)) == first_number(root.value), line["line_code"]
    assert len([line for line in lines if line["emissions_tco2e"] is not None]) > 25


def test_a_line_of_one_gas_is_the_sum_of_that_gas(sample: BuiltRelease) -> None:
    root = tree(sample, "agriculture", 2024, gas="CH4")
    assert root.value.startswith("CH4 ")
    assert sum(map(check_category, root.parents)) == first_number(root.value.removeprefix("CH4"))


@pytest.mark.parametrize("basis", ["provincial_2011-sar", "ipcc_2006-ar5"])
def test_every_number_of_every_category_recomputes(basis: str, sample: BuiltRelease) -> None:
    checked = 0
    for row in sample.rows("select distinct category_code from marts.county_inventory order by 1"):
        root = tree(sample, row["category_code"], 2024, basis=basis)
        for child in root.parents:
            if child.value:
                check_category(child)
        checked += check_emissions(root, 2024)
    assert checked > 150


def test_a_landfill_recomputes_from_every_years_deposit(sample: BuiltRelease) -> None:
    root = tree(sample, "W.1", 2024, basis="ipcc_2006-ar5")
    years = {node.title for node in walk(root) if re.fullmatch(r"\d{4}年", node.title)}
    assert {"1980年", "2004年", "2021年"} <= years
    assert any(ESTIMATE.fullmatch(node.title) for node in walk(root))  # before anybody weighed it
    assert check_emissions(root, 2024) > 3


def test_what_does_not_occur_leads_to_the_cell_that_says_so(sample: BuiltRelease) -> None:
    (cell,) = tree(sample, "P.4", 2024).parents
    assert "NO" in cell.title
    assert any("排放源情况确认表" in node.title and "“无”" in node.title for node in walk(cell))


def test_an_observed_factor_leads_to_its_cells(sample: BuiltRelease) -> None:
    parts = [node for node in walk(tree(sample, "E.1.1", 2024, gas="CO2")) if node.title.startswith("observed/")]
    assert parts
    assert all(part.parents for part in parts)


@pytest.mark.parametrize("basis", ["provincial_2011-ar5", "provincial_2011-sar"])
def test_a_rice_figure_reaches_the_sown_area(basis: str, sample: BuiltRelease) -> None:
    root = tree(sample, "A.1", 2024, gas="CH4", basis=basis)
    (cell,) = [node for node in root.parents if node.parents]
    check_category(cell)
    assert check_emissions(cell, 2024) == 3
    titles = [node.title for node in walk(cell)]
    assert "＋渠县统计年鉴2025.xlsx › 4-5 农作物播种面积 › E24 “64.75” 万亩" in titles
    assert any(title.startswith("rice_single.ch4") for title in titles)
    assert any(node.value.startswith("省级温室气体清单编制指南") for node in walk(cell))


def test_a_province_reaches_the_cells_of_its_balance(sichuan: BuiltRelease) -> None:
    root = tree(sichuan, "总排放", 2007)
    assert sum(map(check_category, root.parents)) == first_number(root.value)
    assert check_emissions(root, 2007) > 20
    files = {found["place"].split(" › ")[0] for node in walk(root) if (found := CELL.fullmatch(node.title))}
    assert files == {"6-23 四川能源平衡表(实物量)-2007.xlsx"}


@pytest.mark.parametrize("year", [2012, 2024])
def test_intensity_of_gdp_recomputes_from_printed_gdp_and_growth(year: int, sample: BuiltRelease) -> None:
    root = tree(sample, "co2_per_gdp", year)
    assert len(root.parents) >= 2
    for variant in root.parents:
        co2, gdp = variant.parents
        check_ratio(variant)
        assert sum(map(check_category, co2.parents)) == first_number(co2.value)
        chained = Decimal(1)
        for cell in gdp.parents:
            value = printed_number(CELL.fullmatch(cell.title)["text"])  # type: ignore[index]
            grows = Decimal(re.search(r"\.(\d{4})）", variant.title)[1]) < year  # type: ignore[index]
            is_growth = cell.title.startswith("gdp/growth")
            factor = 1 + value / 100
            chained *= value if not is_growth else factor if grows else 1 / factor
        assert abs(chained - first_number(gdp.value)) < Decimal("0.01")


def check_ratio(variant: Node) -> None:
    above, below, ratio = (
        Decimal(text.replace(",", "")) for text in re.findall(r"-?[\d,]+(?:\.\d+)?", variant.value)[:3]
    )
    assert abs(above / below - ratio) <= Decimal("0.000000001")
    assert first_number(variant.parents[0].value) == above
    assert first_number(variant.parents[1].value) == below


def test_emissions_per_resident_recompute_from_two_year_ends(sample: BuiltRelease) -> None:
    root = tree(sample, "co2_per_resident", 2024, variant="with_electricity")
    (variant,) = root.parents
    check_ratio(variant)
    cells = [cell_value(node) for node in variant.parents[1].parents]
    assert len(cells) == 2
    assert sum(cells) / 2 == first_number(variant.parents[1].value)
    assert "S2.1" in " ".join(node.title for node in walk(variant))


def test_a_number_that_is_none_says_why(sample: BuiltRelease) -> None:
    root = tree(sample, "E.1.1", 2024, gas="CH4")
    (cell,) = root.parents
    assert cell.parents == []
    assert "NA" in cell.title
    assert "该版指南不要求核算" in cell.title


@pytest.mark.parametrize(
    ("subject", "year", "asked"),
    [
        ("总排放", 1999, {}),
        ("Z.9", 2024, {}),
        ("A.1", 1999, {}),
        ("1.A.1", 1999, {}),
        ("其他", 2024, {}),  # the title of several lines
        ("A.1", 2024, {"gas": "SF6"}),
        ("A.1", 2024, {"region": "511724"}),
        ("A.1", 2024, {"basis": "mine"}),
        ("co2_per_gdp", 1999, {}),
        ("co2_per_gdp", 2024, {"variant": "mine"}),
    ],
)
def test_a_number_that_was_not_published_is_refused(
    subject: str, year: int, asked: dict[str, str], sample: BuiltRelease
) -> None:
    with pytest.raises(Refusal) as refused:
        tree(sample, subject, year, **asked)
    assert refused.value.code == "E-LABEL-UNKNOWN"


def test_a_subject_may_be_named_by_its_title(sample: BuiltRelease) -> None:
    assert tree(sample, "稻田甲烷", 2024) == tree(sample, "A.1", 2024)
    assert tree(sample, "能源活动总计", 2024) == tree(sample, "energy", 2024)
    assert tree(sample, "total", 2024) == tree(sample, "总排放", 2024)


def test_a_tree_is_drawn_one_line_a_node_and_told_as_data(sample: BuiltRelease) -> None:
    root = tree(sample, "A.1", 2024)
    lines = list(draw(root))
    assert len(lines) == len(list(walk(root)))
    assert lines[1].startswith(("├── ", "└── "))
    assert as_dict(root)["parents"][0]["title"] == root.parents[0].title


def test_branches_join_what_belongs_together() -> None:
    root = Node("a", parents=[Node("b", "1", [Node("c")]), Node("d", parents=[Node("e")])])
    assert list(draw(root)) == ["a", "├── b  1", "│   └── c", "└── d", "    └── e"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("1234567.500000", "1,234,567.5"), ("0.000000", "0"), ("-0.5", "-0.5"), ("100", "100"), ("1E+2", "100")],
)
def test_numbers_keep_their_zeros_before_the_point(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


def test_no_number_is_no_text() -> None:
    assert number(None) == ""


def test_questions_leave_the_release_as_it_is(sample: BuiltRelease) -> None:
    database = Path(sample.folder / "restricted" / "qingdan.duckdb")
    before = database.read_bytes()
    tree(sample, "总排放", 2024)
    assert database.read_bytes() == before
