"""On which line of each form a category stands, by basis; in the GPC each of its sectors has a line of its own."""

from schemas import columns, vocabulary
from schemas.columns import Text
from schemas.contract import Table


class FormPlaces(Table):
    basis_id: Text = columns.basis_id()
    form_code: Text = columns.word("表", "form", vocabulary.FORMS)
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    line_code: Text = columns.column("行代码", "line")

    class Config:
        title = "类别在各表中的行"
        description = "Places of categories in the forms"
        unique = ["basis_id", "form_code", "category_code", "sector_code"]
