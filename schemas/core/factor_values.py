"""Factor values as printed in their documents, with their value in base units."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Real, Text, Whole
from schemas.contract import Table


class FactorValues(Table):
    factor_id: Text = columns.column("因子编号", "factor")
    subject_code: Text = columns.column("对象", "fuel or item the value is about")
    property: Text = columns.column("属性", "property")
    sector_code: Text = columns.sector_code()
    gas: Text = columns.code("气体", "gas", "gases", optional=True)
    scope_code: Text = columns.column("适用地区", "region or group, empty anywhere")
    edition: Text = columns.word("指南版本", "edition", vocabulary.EDITIONS, optional=True)
    valid_from: Whole = columns.column("起始年", "first year")
    valid_to: Whole = columns.column("终止年", "last year")
    value: Exact = columns.exact("因子值", "value as printed", scale=18)
    unit_code: Text = columns.unit_code()
    per_unit_code: Text = columns.unit_code(optional=True)
    value_base: Real = columns.column("基本单位下的值", "value in base units of its dimensions")
    per_dimension: Text = columns.column("分母量纲", "dimension of the denominator")
    source_id: Text = columns.column("文献", "source")
    source_title: Text = columns.column("文献名称", "title of the source")
    locator: Text = columns.column("文献内位置", "place in the source")
    evidence: Text = columns.evidence()
    note: Text = columns.column("备注", "note")

    class Config:
        title = "因子值"
        description = "Factor values"
        unique = ["factor_id"]
