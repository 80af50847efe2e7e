import pytest

from pipelines.deliveries.readers import Cell
from pipelines.deliveries.readers.rich_text import LONGEST, RichText
from pipelines.deliveries.readers.serve import read_content
from pipelines.reading.parse import CellProblem, parse_amount
from tests.faults import ole, xlsx


def runs(text: str, raised: str, position: str = "superscript") -> str:
    return f'<r><t>{text}</t></r><r><rPr><vertAlign val="{position}"/></rPr><t>{raised}</t></r>'


def shared(item: str) -> bytes:
    texts = f'<sst xmlns="{xlsx.MAIN}"><si><t>年份</t></si><si>{item}</si><si>{runs("m", "3")}</si></sst>'
    return xlsx.xlsx('<row r="1"><c r="A1" t="s"><v>1</v></c></row>', texts=texts)


def inline(item: str) -> bytes:
    return xlsx.xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is>{item}</is></c></row>')


@pytest.mark.parametrize("make", [shared, inline])
@pytest.mark.parametrize(
    ("item", "text"),
    [
        (runs("35863", "1"), "35863¹"),
        (runs("35863", "(1)"), "35863⁽¹⁾"),
        (runs("35863", "1,2"), "35863¹⸴²"),
        (runs("35863", "①"), "35863①"),
        (runs("35", ",863"), "35⸴⁸⁶³"),
        (runs("CO", "2", "subscript"), "CO₂"),
        (runs("(10", "4") + "<r><t> tn)</t></r>", "(10⁴ tn)"),
        (runs("3586", "3", "baseline"), "35863"),
        ("<r><t>3586</t></r><r><rPr><b/></rPr><t>3</t></r>", "35863"),
        (runs("35863", "1") + "<rPh><t>9</t></rPh>", "35863¹"),
        ('<r><t>3586</t></r><r><rPr><strike val="false"/></rPr><t>3</t></r>', "35863"),
        ('<r><t>3586</t></r><r><rPr><strike val="0"/></rPr><t>3</t></r>', "35863"),
    ],
)
def test_a_raised_run_never_joins_the_figure(make: object, item: str, text: str) -> None:
    assert callable(make)
    assert read_content(make(item), "表.xlsx")[0].cells == {(0, 0): Cell(text, "text")}


def test_a_raised_run_of_an_old_workbook_never_joins_the_figure() -> None:
    fonts = ole.font() + ole.font(1) + ole.font(2) + ole.font(7)
    texts = [ole.rich_text("358631", [(0, 0), (5, 1)]), ole.rich_text("CO2", [(2, 2)]), ole.rich_text("358", [(2, 3)])]
    cells = ole.label(0, 0, 0) + ole.label(0, 1, 1) + ole.label(0, 2, 2) + ole.label(0, 3, 3)
    sheet = read_content(ole.xls(cells, globals_=fonts, texts=[*texts, "35863"]), "表.xls")[0]
    assert [sheet.cell(0, column).text for column in range(4)] == ["35863¹", "CO₂", "358", "35863"]


def test_a_raised_footnote_is_read_and_a_lowered_digit_is_refused() -> None:
    raised = read_content(shared(runs("35863", "1")), "表.xlsx")[0].cell(0, 0)
    read = parse_amount(raised.text, raised.kind, {})
    assert (read.amount, read.note) == (35863, "脚注¹")
    lowered = read_content(shared(runs("35863", "1", "subscript")), "表.xlsx")[0].cell(0, 0)
    with pytest.raises(CellProblem, match="E-NUM"):
        parse_amount(lowered.text, lowered.kind, {})


def test_a_text_longer_than_a_cell_is_not_gathered() -> None:
    rich = RichText()
    rich.element("vertAlign", "superscript")
    rich.add("1")
    assert rich.marked() == "¹"
    rich.add("x" * LONGEST)
    assert rich.marked() is None
