"""A table some factor larger than in the file before is refused, and one whose figures moved; a revised one is not."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from pipelines.deliveries import comparison
from pipelines.deliveries.comparison import FEWEST, KEY, LABELS, compare_files, revision_errors
from pipelines.deliveries.judgement import Judged, judge
from pipelines.deliveries.readers import read_files
from tests.deliveries import DELIVERIES, INDUSTRY, SAMPLE, YEARBOOK
from tests.pipelines.reading.sheets import make

#: One file of each series: the last year's where there is one a year.
FILES = sorted({re.sub(r"\d", "", path.name): path for path in DELIVERIES}.values())


@cache
def judged(path: Path) -> dict[str, Judged]:
    (sheets,) = read_files([(path, path.name)])
    assert isinstance(sheets, list)
    return judge(sheets, path.name)


#: 万 left out, or put in; 亩 for 公顷; 公顷 for 万亩 and the other way round.
FACTORS = (("10000", "10^4"), ("0.0001", "1/10^4"), ("15", "15"), ("0.0015", "1/667"), ("666.667", "667"))

Found = list[tuple[str, object]]
Compare = Callable[[dict[str, Judged], dict[str, Judged]], Found]


def scaled(known: dict[str, Judged], table: str, factor: Decimal, share: float = 1) -> dict[str, Judged]:
    """The same with the figures of a table multiplied, or of the first part of them."""
    rows = known[table].observations.copy()
    limit = int(len(rows) * share)
    rows["amount"] = [
        amount if amount is None or number >= limit else amount * factor
        for number, amount in enumerate(rows["amount"].astype(object).where(rows["amount"].notna(), None))
    ]
    return known | {table: known[table]._replace(observations=rows)}


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch) -> Compare:
    def run(newer: dict[str, Judged], older: dict[str, Judged]) -> Found:
        answers = {"newer": newer, "older": older}
        monkeypatch.setattr(comparison, "judge", lambda _, name, *__: answers[name])
        return [(r.code, r.details.get("power")) for r in compare_files([], "newer", [], "older").refusals]

    return run


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_table_that_is_ten_thousand_times_larger_or_smaller_is_refused(path: Path, compare: Compare) -> None:
    for table, found in judged(path).items():
        known, figures = {table: found}, found.observations
        if len(figures[figures["amount"].notna() & (figures["amount"] != 0)][KEY].drop_duplicates()) < FEWEST:
            continue
        for factor, shown in FACTORS:
            assert compare(scaled(known, table, Decimal(factor)), known)[:1] == [("E-REVISION-SCALE", shown)], table


@pytest.mark.parametrize("factor", ["1", "1.04", "0.9", "1.5"])
def test_a_revision_is_not_refused(factor: str, compare: Compare) -> None:
    known = judged(SAMPLE / "渠县天然气公司供气量.xlsx")
    (table,) = known
    assert compare(scaled(known, table, Decimal(factor)), known) == []


def test_some_figures_that_are_corrected_alike_are_not_the_unit_of_the_table(compare: Compare) -> None:
    known = judged(SAMPLE / "渠县成品油零售量.xlsx")
    (table,) = known
    assert compare(scaled(known, table, Decimal(10_000), share=0.05), known) == []


def test_one_column_of_another_unit_is_refused(compare: Compare) -> None:
    known = judged(SAMPLE / "渠县天然气公司供气量.xlsx")
    (table,) = known
    rows = known[table].observations.astype({"amount": object})
    urban = rows["sector_code"] == "urban"
    rows.loc[urban, "amount"] = [amount * 10 for amount in rows.loc[urban, "amount"]]
    changed = known | {table: known[table]._replace(observations=rows)}
    assert compare(changed, known) == [("E-REVISION-SCALE", "10^1")]


@pytest.mark.parametrize(
    ("texts", "cell"),
    [(("单位：吨",), "A1"), (("填报单位：示例企业", "单位代码"), "B7"), (("填报单位：示例企业", "单位：吨"), "A2")],
)
def test_the_place_of_a_unit_is_the_line_that_says_one_or_else_a_figure(texts: tuple[str, ...], cell: str) -> None:
    known = judged(SAMPLE / "渠县成品油零售量.xlsx")
    sheet = make(*((text,) for text in texts), name="成品油零售量")
    (refusal,) = revision_errors(scaled(known, *known, Decimal(10_000)), [sheet], "新", known, "旧")
    last = known[next(iter(known))].observations["cell"].iloc[-1]
    assert refusal.place.cell == (last if cell == "B7" else cell)


def vintages(known: dict[str, Judged], **vintages: str) -> dict[str, Judged]:
    """The same, with what some years are said to be."""
    (table,) = known
    rows = known[table].observations
    said = [vintages.get(f"y{period}", "final") for period in rows["period"]]
    return {table: known[table]._replace(observations=rows.assign(vintage=said))}


def test_a_year_that_was_final_is_not_preliminary_again(compare: Compare) -> None:
    table = "yearbook__gdp"
    known = vintages({table: judged(YEARBOOK)[table]}, y2024="preliminary")
    assert compare(known, known) == []
    assert compare(vintages(known), known) == []
    assert compare(vintages(known, y2023="preliminary", y2024="preliminary"), known) == [("E-VINTAGE", None)]
    rows = known[table].observations
    longer = {table: known[table]._replace(observations=rows[rows["period"] < "2024"])}
    assert compare(longer, vintages(known)) == [], "an edition of another year may say less"


@pytest.mark.parametrize("power", range(1, 9))
def test_units_of_money_weight_and_electricity_lie_up_to_a_hundred_million_apart(power: int, compare: Compare) -> None:
    """千吨 and 万吨, 吨 and 千吨, 元 and 万元, 兆瓦时 and 亿千瓦时, 元 and 亿元."""
    known = judged(SAMPLE / "渠县天然气公司供气量.xlsx")
    (table,) = known
    for factor, shown in ((Decimal(10) ** power, f"10^{power}"), (Decimal(10) ** -power, f"1/10^{power}")):
        assert compare(scaled(known, table, factor), known) == [("E-REVISION-SCALE", shown)]


def of_one_series(*amounts: object) -> dict[str, Judged]:
    """Figures of the first years of one series, and of nothing else."""
    table = "households__diet"
    known = judged(SAMPLE / "渠县污水去向和膳食.xlsx")[table]
    rows = known.observations.sort_values("period").astype({"amount": object}).head(len(amounts))
    assert len(rows[LABELS].drop_duplicates()) == 1
    printed = [str(amount) for amount in amounts]
    return {table: known._replace(observations=rows.assign(amount=[*map(Decimal, printed)], printed_text=printed))}


YEARS = (610, 617, 629, 641, 653)


@pytest.mark.parametrize(
    ("factor", "shown"),
    [
        ("4.1868", "4.1868"),  # 千卡 for 千焦
        ("15000", "15000"),  # 亩 for 千公顷
        ("10.4", "10^1"),  # revised by 4 % as well
        ("9.6", "10^1"),
        ("0.104", "1/10^1"),
        ("-1000", "10^3"),
    ],
)
def test_a_series_some_factor_larger_is_refused(factor: str, shown: str, compare: Compare) -> None:
    newer = of_one_series(*(Decimal(factor) * amount for amount in YEARS))
    assert compare(newer, of_one_series(*YEARS)) == [("E-REVISION-SCALE", shown)]


@pytest.mark.parametrize("factor", ["10.5", "9.5", "2", "20", "-1"])
def test_a_series_that_is_no_unit_larger_is_not_refused(factor: str, compare: Compare) -> None:
    newer = of_one_series(*(Decimal(factor) * amount for amount in YEARS))
    assert compare(newer, of_one_series(*YEARS)) == []


@pytest.mark.parametrize(("count", "found"), [(5, ["10^4"]), (4, ["10^4"]), (3, [])])
def test_four_figures_of_five_are_the_unit_of_a_series(count: int, found: list[str], compare: Compare) -> None:
    newer = [amount * 10_000 if number < count else amount + 1 for number, amount in enumerate(YEARS)]
    assert [power for _, power in compare(of_one_series(*newer), of_one_series(*YEARS))] == found


@pytest.mark.parametrize(("count", "found"), [(3, ["10^4"]), (2, [])])
def test_three_figures_tell_of_a_unit_and_two_do_not(count: int, found: list[str], compare: Compare) -> None:
    newer = of_one_series(*(amount * 10_000 for amount in YEARS[:count]))
    assert [power for _, power in compare(newer, of_one_series(*YEARS[:count]))] == found


def test_a_figure_that_was_nothing_or_is_nothing_now_is_no_factor(compare: Compare) -> None:
    assert compare(of_one_series(0, 6170000, 6290000, 0), of_one_series(610, 617, 629, 641)) == []
    assert compare(of_one_series(610, 617, 0, 641), of_one_series(0, 617, 629, 0)) == []


@pytest.mark.parametrize(("one", "other", "found"), [(114, 141, [("E-REVISION-MOVED", None)]), (14, 41, [])])
def test_figures_of_three_digits_that_changed_places_did_not_by_chance(
    one: int, other: int, found: Found, compare: Compare
) -> None:
    """Beside another correction: two digits may."""
    assert compare(of_one_series(other, one, 630, 641), of_one_series(one, other, 629, 641)) == found


UNITS = {"t": "10k_t", "10k_m3": "m3", "10k_kwh": "kwh", "tce": "10k_tce"}


@pytest.mark.parametrize("fuel", ["natural_gas", "energy_total"])
def test_one_row_of_another_unit_is_refused_however_few_figures_it_has(fuel: str, compare: Compare) -> None:
    """The form names the unit of each fuel; of power stations it prints two figures of the total."""
    table = "industry__energy_transformation" if fuel == "energy_total" else "industry__energy_consumption"
    known = {table: judged(INDUSTRY)[table]}
    rows = known[table].observations.copy()
    of_fuel = (rows["fuel_code"] == fuel) & rows["amount"].notna()
    rows.loc[of_fuel, "unit_code"] = rows.loc[of_fuel, "unit_code"].map(UNITS)
    shown = "1/10^4" if fuel == "natural_gas" else "10^4"
    assert compare({table: known[table]._replace(observations=rows)}, known)[0] == ("E-REVISION-SCALE", shown)


def test_a_few_figures_that_were_corrected_by_a_factor_are_no_unit(compare: Compare) -> None:
    table = "industry__energy_transformation"
    known = {table: judged(INDUSTRY)[table]}
    rows = known[table].observations.astype({"amount": object})
    few = rows.index[(rows["fuel_code"] == "energy_total") & (rows["amount"] > 0)][: FEWEST - 1]
    rows.loc[few, "amount"] = [amount * 10 for amount in rows.loc[few, "amount"]]
    assert compare({table: known[table]._replace(observations=rows)}, known) == []


Move = Callable[[pd.DataFrame], None]


def slip(rows: pd.DataFrame) -> None:
    """Every series has the figures of the year before."""
    rows["amount"] = rows.groupby(["sector_code"])["amount"].shift(1).fillna(rows["amount"])


def exchange(rows: pd.DataFrame) -> None:
    """The figures of two columns under each other's header, in all years."""
    one, other = (rows["sector_code"] == sector for sector in ("urban", "industry"))
    rows.loc[one, "amount"], rows.loc[other, "amount"] = (
        rows.loc[other, "amount"].to_numpy(),
        rows.loc[one, "amount"].to_numpy(),
    )


def repeat(rows: pd.DataFrame) -> None:
    """The figures of 2023 under 2024."""
    rows.loc[rows["period"] == "2024", "amount"] = rows.loc[rows["period"] == "2023", "amount"].to_numpy()


def exchange_two_figures(rows: pd.DataFrame) -> None:
    """Two figures of one year under each other's header."""
    places = [
        rows.index[(rows["period"] == "2024") & (rows["sector_code"] == sector)][0] for sector in ("urban", "industry")
    ]
    rows.loc[places, "amount"] = rows.loc[places[::-1], "amount"].to_numpy()


def moved(known: dict[str, Judged], table: str, move: Move) -> dict[str, Judged]:
    rows = known[table].observations.sort_values("period").copy()
    move(rows)
    rows["printed_text"] = rows["amount"].astype(str)
    return known | {table: known[table]._replace(observations=rows)}


def turn_a_row(rows: pd.DataFrame) -> None:
    """The figures of one year one column further to the right."""
    places = rows.index[rows["period"] == "2024"]
    rows.loc[places, "amount"] = [
        *rows.loc[places, "amount"].to_numpy()[-1:],
        *rows.loc[places, "amount"].to_numpy()[:-1],
    ]


@pytest.mark.parametrize(
    "move", [slip, exchange, repeat, exchange_two_figures, turn_a_row], ids=lambda move: move.__name__
)
def test_figures_under_another_year_or_another_label_are_refused(move: Move, compare: Compare) -> None:
    known = judged(SAMPLE / "渠县天然气公司供气量.xlsx")
    (table,) = known
    assert compare(moved(known, table, move), known) == [("E-REVISION-MOVED", None)]


def test_a_figure_that_all_have_has_not_moved(compare: Compare) -> None:
    """In 2023 every user took as much; in 2024 too, it says now."""

    def alike(year: str) -> Move:
        def correct(rows: pd.DataFrame) -> None:
            rows.loc[rows["period"] == year, "amount"] = Decimal(7)

        return correct

    known = judged(SAMPLE / "渠县天然气公司供气量.xlsx")
    (table,) = known
    before = moved(known, table, alike("2023"))
    assert compare(moved(before, table, alike("2024")), before) == []


def test_single_figures_that_happen_to_agree_have_not_moved(compare: Compare) -> None:
    """One figure is corrected to what another year has."""

    def correct(rows: pd.DataFrame) -> None:
        places = [
            rows.index[(rows["period"] == year) & (rows["sector_code"] == "urban")][0] for year in ("2024", "2023")
        ]
        rows.loc[places[0], "amount"] = rows.loc[places[1], "amount"]

    known = judged(SAMPLE / "渠县天然气公司供气量.xlsx")
    (table,) = known
    assert compare(moved(known, table, correct), known) == []


@pytest.mark.parametrize(("others", "found"), [(0, [("E-REVISION-MOVED", None)]), (1, [])])
def test_two_small_figures_have_changed_places_if_nothing_else_has_changed(
    others: int, found: Found, compare: Compare
) -> None:
    """Protein a day of two years, of two digits each; beside another correction they may agree by chance."""
    table = "households__diet"
    known = {table: judged(SAMPLE / "渠县污水去向和膳食.xlsx")[table]}
    rows = known[table].observations.sort_values("period").astype({"amount": object}).head(5)
    small = dict(zip(rows.index, map(Decimal, (60, 61, 62, 63, 64)), strict=True))
    known = {table: known[table]._replace(observations=rows.assign(amount=rows.index.map(small)))}

    def exchange(rows: pd.DataFrame) -> None:
        first, second, third = rows.index[:3]
        rows.loc[[first, second], "amount"] = rows.loc[[second, first], "amount"].to_numpy()
        rows.loc[third, "amount"] += others

    assert compare(moved(known, table, exchange), known) == found


def test_two_years_under_each_others_name_are_refused_though_one_is_new(compare: Compare) -> None:
    """The figures of 2023, which are in force, under 2024, and those of 2024 as a revision of 2023."""
    known = judged(SAMPLE / "渠县天然气公司供气量.xlsx")
    (table,) = known
    older = without(known, table, period="2024")
    last = known[table].observations["period"].isin(["2023", "2024"])
    newer = known | {table: known[table]._replace(observations=known[table].observations[last])}

    def exchange_years(rows: pd.DataFrame) -> None:
        rows["period"] = rows["period"].map({"2023": "2024", "2024": "2023"})

    assert compare(moved(newer, table, exchange_years), older) == [("E-REVISION-MOVED", None)]
    assert compare(newer, older) == []

    def stand_still(rows: pd.DataFrame) -> None:
        """Nothing has changed in a year, and the year before is revised in one figure."""
        one, other = (rows["period"] == year for year in ("2023", "2024"))
        rows.loc[other, "amount"] = rows.loc[one, "amount"].to_numpy()
        rows.loc[rows.index[one][0], "amount"] += 1

    assert compare(moved(newer, table, stand_still), older) == []


def without(known: dict[str, Judged], table: str, **what: str) -> dict[str, Judged]:
    rows = known[table].observations
    for name, value in what.items():
        rows = rows[rows[name] != value]
    return known | {table: known[table]._replace(observations=rows)}


def test_a_series_that_a_revision_has_no_row_for_is_refused(compare: Compare) -> None:
    known = judged(SAMPLE / "渠县天然气公司供气量.xlsx")
    (table,) = known
    assert compare(without(known, table, sector_code="urban"), known) == [("E-REVISION-GONE", None)]
    rows = known[table].observations
    is_urban = rows["sector_code"] == "urban"
    for text, found in (("", [("E-REVISION-GONE", None)]), ("—", [])):
        marked = rows.assign(
            amount=rows["amount"].mask(is_urban), printed_text=rows["printed_text"].mask(is_urban, text)
        )
        assert compare(known | {table: known[table]._replace(observations=marked)}, known) == found
    assert compare(known, without(known, table, sector_code="urban")) == [], "one that is new is none"
    assert compare(without(known, table, period="2024"), known) == [], "nor is a year that it does not reach"
    nothing = known | {table: known[table]._replace(observations=known[table].observations.iloc[:0])}
    assert compare(known, nothing) == [], "nor is anything lost of a table without figures"
    older = without(known, table, period="2024")
    assert compare(without(known, table, sector_code="urban"), older) == [], "a new edition may give one up"
    blank = known[table].observations.astype({"amount": object})
    blank.loc[blank["sector_code"] == "urban", "amount"] = None
    assert compare(known | {table: known[table]._replace(observations=blank)}, known) == [], "nor one left blank"
