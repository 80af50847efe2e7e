import pytest

from schemas.problems import Refusal
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
