"""For every line of a form the lines that it is the sum of, at every depth, itself among them."""

from schemas import columns, vocabulary
from schemas.columns import Text, Whole
from schemas.contract import Table


class FormParts(Table):
    form_code: Text = columns.word("表", "form", vocabulary.FORMS)
    line_code: Text = columns.column("行代码", "line")
    part_code: Text = columns.column("所含行代码", "line that is added")
    depth: Whole = columns.column("相隔层数，0为本行", "steps between the two, 0 for the line itself", ge=0)

    class Config:
        title = "各表每行所含的行"
        description = "Parts of the lines of the forms"
        unique = ["form_code", "line_code", "part_code"]
