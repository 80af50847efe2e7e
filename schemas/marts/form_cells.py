"""What stands in each cell of the forms: a line and a column of gases of the provincial form, IPCC 2006 or the GPC.

A gas that nothing on a line emits has no row: it is not applicable there. The row ``all`` of a line always stands, with
the reason for what its gases lack.
"""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "emissions_tco2e"


class FormCells(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    form_code: Text = columns.word("表", "form", vocabulary.FORMS)
    line_code: Text = columns.column("行代码", "line")
    line_title_zh: Text = columns.column("行名称", "title of the line")
    gas_column: Text = columns.word("气体栏", "column of gases", vocabulary.GAS_COLUMNS)
    emissions_t: Exact = columns.tonnes(
        "排放量（几种气体的质量不相加）", "mass of gas, not added for several gases", "mass_key"
    )
    mass_key: Text = columns.notation_key()
    emissions_tco2e: Exact = columns.tco2e("排放量", "emissions", "emissions_key")
    emissions_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "some part is not estimated")
    reason_zh: Text = columns.column("原因", "why a key stands on the line or a part is missing")

    class Config:
        title = "各表各格"
        description = "Cells of the forms"
        unique = ["basis_id", "region_code", "year", "form_code", "line_code", "gas_column"]
