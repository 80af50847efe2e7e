"""Lines of the forms: those that a form asks for, and those on or below which a category stands."""

from schemas import columns, vocabulary
from schemas.columns import Flag, Text, Whole
from schemas.contract import Table


class FormLines(Table):
    form_code: Text = columns.word("表", "form", vocabulary.FORMS)
    line_code: Text = columns.column("行代码", "line")
    parent_code: Text = columns.column("上级行代码", "line above")
    line_number: Whole = columns.column("行号", "order of the line", ge=1)
    line_title_zh: Text = columns.column("行名称", "title of the line")
    line_title_en: Text = columns.column("行英文名称", "title of the line in English")
    line_level: Whole = columns.column("层级", "depth of the line", ge=0)
    is_memo: Flag = columns.column("是否信息项", "is a memo item")
    is_served: Flag = columns.column("是否有类别", "a category stands on it or below it")

    class Config:
        title = "各表的行"
        description = "Lines of the forms"
        unique = ["form_code", "line_code"]
