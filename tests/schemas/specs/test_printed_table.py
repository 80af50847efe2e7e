import pytest

from schemas.problems import Refusal
from schemas.specs.printed_table import Meaning, meaning_of
from tests.pipelines.reading.sheets import declare

LAYOUT = """
layouts:
  - title: '(?P<region>.+)用煤\\((?P<year>\\d{4})年\\)'
    header: {anchor: [项目]}
    columns:
      项目: {role: label}
      原煤: {item_code: industry_energy_consumption, fuel_code: raw_coal}
    rows:
      工业: {sector_code: industry}
      建筑业: {sector_code: construction}
    missing: {'': blank}
"""


def refusal(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        declare(text)
    assert caught.value.code == "E-SPEC"
    return caught.value.render()


def test_a_sound_declaration_is_taken() -> None:
    spec = declare(LAYOUT)
    assert spec.source_id == "toy"
    assert spec.layouts[0].covers(1990)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("{role: label}", "{role: labl}", "role"),
        ("sector_code: industry", "sector_code: industri", "industri"),
        ("sector_code: industry", "sector: industry", "sector"),
        ("fuel_code: raw_coal", "fuel_code: 原煤", "原煤"),
        ("{'': blank}", "{'': empty}", "empty"),
        ("{role: label}", "{}", "role label"),
        ("      建筑业:", "      一、工 业:", "same label"),
        ("sector_code: industry", "sector_code: industry, is_total: yes", "E-YAML-TYPE"),
        ("fuel_code: raw_coal", "fuel_code: raw_coal, sector_code: industry", "more than one"),
        ("(?P<year>", "((?P<year>", "regular expression"),
        ("    missing:", "    keys: {类型: {用电: {}}}\n    missing:", "role key"),
    ],
)
def test_a_wrong_declaration_is_refused_and_says_why(right: str, wrong: str, told: str) -> None:
    assert right in LAYOUT
    text = LAYOUT.replace(right, wrong)
    if told.startswith("E-"):
        with pytest.raises(Refusal) as caught:
            declare(text)
        assert caught.value.code == told
    else:
        assert told in refusal(text)


TEXT = """
layouts:
  - title: '(?P<region>.+)(?P<year>\\d{4})年公报'
    columns:
      指标: {role: label}
      语句: {match: '.*'}
    rows:
      用煤: {item_code: coal_output, sentence: '用煤(?P<value>[0-9.]+)(?P<unit>万吨|吨)'}
      其他: {skip: 不读}
    missing: {}
"""


def test_running_text_has_sentences_and_no_header() -> None:
    (layout,) = declare(TEXT).layouts
    assert layout.is_text
    assert not declare(LAYOUT).layouts[0].is_text


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("[0-9.]+)(", "(?:[0-9]+)+)(", "repeats no group"),
        ("(?P<value>", "(?P<amount>", "names value"),
        ("(?P<unit>", "((?P<unit>", "regular expression"),
        ("{skip: 不读}", "{item_code: coal_output}", "one skipped row"),
        ("      其他: {skip: 不读}\n", "", "one skipped row"),
        ("(?P<region>.+)", "(.+)", "region and year"),
        ("title: ", "footer: []\n    unit: ", "has a title"),
        ("    columns:", "    header: {anchor: [指标]}\n    columns:", "no sentences"),
    ],
)
def test_a_wrong_sentence_is_refused_and_says_why(right: str, wrong: str, told: str) -> None:
    assert right in TEXT
    assert told in refusal(TEXT.replace(right, wrong))


@pytest.mark.parametrize(
    "totals",
    [
        "[{axis: row, total: 合计, parts: [工业]}]",
        "[{axis: row, total: 工业, parts: [煤]}]",
        "[{axis: row, total: 工业, parts: [建筑业], exceptions: [焦炭], reason: 无}]",
        "[{axis: row, total: 工业, parts: [建筑业], exceptions: [原煤]}]",
        "[{axis: row, total: 工业, parts: [建筑业], severity: note}]",
        "[{axis: row, total: 工业, parts: [建筑业], minus: [合计]}]",
        "[{axis: row, total: 原煤, parts: [建筑业]}]",
        "[{axis: column, total: 原煤, parts: [工业]}]",
        "[{axis: column, total: 原煤, parts: [项目], exceptions: [原煤], reason: 无}]",
    ],
)
def test_totals_name_what_is_declared_and_notes_have_reasons(totals: str) -> None:
    refusal(LAYOUT + f"    totals: {totals}\n")


def test_a_later_layout_says_only_what_changed() -> None:
    spec = declare(
        LAYOUT
        + """
  - from: 2020
    columns:
      焦炭: {item_code: industry_energy_consumption, fuel_code: coke}
    rows:
      建筑业: removed
"""
    )
    first, second = spec.layouts
    assert set(second.columns) == {"项目", "原煤", "焦炭"}
    assert set(second.rows) == {"工业"}
    assert set(first.columns) == {"项目", "原煤"}
    assert second.title == first.title
    assert not second.covers(2019)
    assert second.covers(2020)


def test_a_total_of_what_is_not_read_is_refused() -> None:
    totals = "    totals: [{axis: row, total: 工业, parts: [建筑业]}]\n"
    declare(LAYOUT + totals)
    for row in ("工业: {sector_code: industry", "建筑业: {sector_code: construction"):
        assert "no row that is read" in refusal(LAYOUT.replace(row, row.partition("{")[0] + "{skip: 不读") + totals)


def test_a_misprinted_unit_is_of_a_declared_column() -> None:
    override = "    unit_overrides: [{{columns: [{}], printed: 吨, unit: 万吨, reason: 印错}}]\n"
    declare(LAYOUT + override.format("原煤"))
    assert "焦炭" in refusal(LAYOUT + override.format("原煤, 焦炭"))


@pytest.mark.parametrize(
    ("limits", "years"),
    [
        ("", [2009, 2010, 2012, 2013]),
        ("from: 2010", [2010, 2012, 2013]),
        ("to: 2012", [2009, 2010, 2012]),
        ("from: 2010\n    to: 2012", [2010, 2012]),
    ],
)
def test_a_layout_covers_its_first_and_its_last_year(limits: str, years: list[int]) -> None:
    (layout,) = declare(LAYOUT.replace("  - title", f"  - {limits}\n    title" if limits else "  - title")).layouts
    assert [year for year in (2009, 2010, 2012, 2013) if layout.covers(year)] == years


def test_a_later_layout_has_years_of_its_own_and_not_those_of_the_one_before() -> None:
    first, second, third = declare(
        LAYOUT.replace("  - title", "  - from: 2005\n    to: 2009\n    title") + "  - from: 2010\n  - to: 2020\n"
    ).layouts
    assert [(one.first_year, one.last_year) for one in (first, second, third)] == [
        (2005, 2009),
        (2010, None),
        (None, 2020),
    ]


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("gdp||", Meaning(item_code="gdp")),
        ("gdp|industry|", Meaning(item_code="gdp", sector_code="industry")),
        ("coal_output||raw_coal|total", Meaning(item_code="coal_output", fuel_code="raw_coal", is_total=True)),
        ("gdp|||signed|total", Meaning(item_code="gdp", is_signed=True, is_total=True)),
        ("gdp", None),
        ("gdp|", None),
        ("gdp|||signed|wrong", None),
        ("gross||", None),
        ("gdp|industri|", None),
        ("", None),
    ],
)
def test_a_code_says_item_sector_fuel_and_marks(code: str, meaning: Meaning | None) -> None:
    assert meaning_of(code) == meaning


CROSSED = """
layouts:
  - header: {anchor: [类型, 项目]}
    columns:
      类型: {role: key}
      项目: {role: label}
      单位: {role: unit, is_signed: true}
      原煤: {fuel_code: raw_coal, optional: true}
      各月: {match: '(?P<year>\\d{4})年(?P<month>\\d{1,2})月'}
      系数: {skip: 不读}
    keys:
      类型:
        用电: {item_code: electricity_use}
        售电: {item_code: electricity_sold, is_signed: true}
        趸售: {skip: 不用}
    rows:
      合计: {sector_code: whole_society, is_total: true}
      工业: {sector_code: industry, department: 县公安局、县统计局}
      农业: {skip: 电价分类}
    missing: {}
"""


def test_the_figures_of_a_table_are_the_crossings_that_are_read() -> None:
    (layout,) = declare(CROSSED).layouts
    told = [(f.label, f.code, f.is_optional, f.is_monthly, f.department) for f in layout.figures()]
    of_industry = "县公安局、县统计局"
    assert told == [
        ("用电，合计，原煤", "electricity_use|whole_society|raw_coal|total", True, False, ""),
        ("用电，合计", "electricity_use|whole_society||total", False, True, ""),
        ("用电，工业，原煤", "electricity_use|industry|raw_coal", True, False, of_industry),
        ("用电，工业", "electricity_use|industry|", False, True, of_industry),
        ("售电，合计，原煤", "electricity_sold|whole_society|raw_coal|signed|total", True, False, ""),
        ("售电，合计", "electricity_sold|whole_society||signed|total", False, True, ""),
        ("售电，工业，原煤", "electricity_sold|industry|raw_coal|signed", True, False, of_industry),
        ("售电，工业", "electricity_sold|industry||signed", False, True, of_industry),
    ]
    assert layout.is_returned_whole
    assert not declare(LAYOUT).layouts[0].is_returned_whole


def test_a_code_may_be_said_again_by_what_is_not_read() -> None:
    declare(LAYOUT.replace("{sector_code: construction}", "{item_code: coal_output, skip: 不读}"))
    assert "item_code is said" in refusal(LAYOUT.replace("sector_code: construction", "item_code: coal_output"))
    assert "sector_code is said" in refusal(
        LAYOUT.replace("    columns:", "    defaults: {sector_code: power}\n    columns:")
    )


def test_an_alias_is_no_label_of_another_row() -> None:
    declare(LAYOUT.replace("sector_code: construction", "sector_code: construction, aliases: [基建]"))
    again = LAYOUT.replace("sector_code: construction", "sector_code: construction, aliases: [' 二、工 业']")
    assert "same label" in refusal(again)
