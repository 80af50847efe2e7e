"""Closed vocabularies that are part of the model rather than of a list people extend.

Each entry maps a value to its Chinese and English meaning. Codes that grow with use (fuels, items, editions …)
are CSV in ``codes/``.
"""

from collections.abc import Mapping

from schemas.codes import read_codes

Vocabulary = Mapping[str, tuple[str, str]]

CELL_KINDS: Vocabulary = {
    "text": ("文本", "text"),
    "number": ("数值", "number"),
    "blank": ("空白", "blank"),
    "error": ("错误值", "error value"),
    "date": ("日期", "date"),
}

#: What a printed cell says about its value. A missing mark keeps its own meaning; blank is never zero by itself.
VALUE_STATUSES: Vocabulary = {
    "reported": ("有数值", "a number is printed"),
    "blank": ("空白", "the cell is blank and the table does not say what that means"),
    "zero_or_none": ("无该项或为零", "none or zero by the table's own legend"),
    "below_half_unit": ("不足最小单位数", "less than half of the printed unit"),
    "not_available": ("数据不详", "exists, not known"),
    "not_applicable": ("不适用", "does not apply"),
    "confidential": ("保密", "withheld by the publisher"),
}

#: Which of several figures counts, from the first to the last: a form is what a department says of a figure before, or
#: instead of, printing it; what is printed in its own table is what it answers for.
VINTAGES: Vocabulary = {
    "revised": ("普查修订", "revised after a census"),
    "final": ("年报", "final"),
    "returned": ("部门填报", "returned on a form"),
    "preliminary": ("快报", "preliminary"),
}

#: IPCC 2006 vol. 1 ch. 8.2.5; UNFCCC 18/CMA.1 annex para. 31. In order: of several the first is shown, the one that
#: asks most of the reader.
NOTATION_KEYS: Vocabulary = {
    "NE": ("未估算：存在但缺少数据或系数", "not estimated"),
    "C": ("保密", "confidential"),
    "IE": ("包含在别处", "included elsewhere"),
    "NO": ("不发生", "not occurring"),
    "NA": ("不适用", "not applicable"),
}

FORMS: Vocabulary = {
    "provincial": ("省级清单", "provincial inventory"),
    "ipcc": ("IPCC 2006 分类", "IPCC 2006 categories"),
    "gpc": ("GPC 清单", "GPC inventory"),
}

#: Ways to print the energy balance.
BALANCE_FORMS: Vocabulary = {
    "full": ("能源平衡表", "energy balance"),
    "simple": ("能源平衡表（简易）", "energy balance, simple form"),
}

#: Columns of the forms, as the macro ``gas_column`` sorts gases into them; ``all`` is the total of a line.
GAS_COLUMNS: Vocabulary = {
    "CO2": ("二氧化碳", "carbon dioxide"),
    "CH4": ("甲烷", "methane"),
    "N2O": ("氧化亚氮", "nitrous oxide"),
    "HFCs": ("氢氟碳化物", "hydrofluorocarbons"),
    "PFCs": ("全氟化碳", "perfluorocarbons"),
    "SF6": ("六氟化硫", "sulphur hexafluoride"),
    "other": ("三氟化氮及其他", "nitrogen trifluoride and others"),
    "all": ("温室气体合计", "all gases"),
}

#: Gases as a report tells them apart; what is fluorinated stands together.
GAS_GROUPS: Vocabulary = {
    "CO2": ("二氧化碳", "carbon dioxide"),
    "CH4": ("甲烷", "methane"),
    "N2O": ("氧化亚氮", "nitrous oxide"),
    "fluorinated": ("含氟气体", "fluorinated gases"),
}

#: methodology 14: A measured or reported, B official statistics, C allocation, D expert judgement or surrogate.
DATA_CLASSES: Vocabulary = {
    "A": ("实测或企业报告", "measured or reported"),
    "B": ("官方统计", "official statistics"),
    "C": ("分摊", "allocated"),
    "D": ("专家判断或替代", "expert judgement or surrogate"),
}

#: How a cell of the energy account is found, from best to worst; a cell of several inputs carries the worst.
ENERGY_RULES: Vocabulary = {
    "measured": ("供电、供气单位计量", "metered by the utility"),
    "reported": ("企业或部门报表", "reported by enterprises or a department"),
    "printed_balance": ("能源平衡表所印", "printed in an energy balance"),
    "surveyed": ("补充调查或测算", "supplementary survey"),
    "stationary_share_of_reported": ("报表数乘以固定源占比", "stationary share of a reported figure"),
    "stationary_share_of_surveyed": ("调查数乘以固定源占比", "stationary share of a surveyed figure"),
    "sold_less_other_uses": ("销售量减去道路以外的用途", "sold, less what is not burnt on the road"),
    "allocated_from_balance": ("由平衡表的运输一行按品种划入", "allocated by fuel from transport in a balance"),
    "less_than_nothing": ("差额为负，有登记的理由，按零计", "a difference below zero, none for a declared reason"),
}

#: How a cell of the printed energy balance is found, from best to worst; then why a cell is blank.
BALANCE_RULES: Vocabulary = {
    **{rule: titles for rule, titles in ENERGY_RULES.items() if not rule.startswith(("stationary", "allocated"))},
    "supplied_by_utility": ("燃气公司供气总量，作为调入", "gas that the company supplies, taken as inflow"),
    "sold_by_retailers": ("成品油零售量，作为调入", "oil products sold, taken as inflow"),
    "stock_of_large_enterprises": ("规上工业年初库存减年末库存", "stock of large enterprises, opening less closing"),
    "generation_less_thermal": ("发电量减火力发电量", "generation less thermal generation"),
    "use_less_generation": ("全社会用电量减发电量，净调入", "use less generation: net inflow"),
    "use_less_losses": ("供电公司的工业用电含线损，减去线损", "the grid counts its losses in industry: less these"),
    "use_less_import": ("热力消费量减净调入", "heat used less net import"),
    "receipts_less_output": (
        "规上工业购进量加其他用户用量，减县内产量，净调入",
        "bought by large enterprises and used by others, less output here: net inflow",
    ),
    "sum": ("合计：由各格相加", "a sum of cells"),
    "not_printed": ("原表未印此栏", "the printed balance has no such column"),
    "not_listed": ("报表列出所用品种，没有此品种", "the return lists what is used, and not this"),
    "no_other_transformation": ("205-2表的投入只有发电、供热", "form 205-2 has input to power and heat only"),
    "in_net_inflow": ("含在净调入量里，不分列", "part of the net inflow, not told apart"),
    "in_other_services": ("燃气公司与商业、公共服务合计，列在其他", "sold with public services, which see"),
    "loss_in_difference": ("运输、储存损失没有报表，含在平衡差额里", "not reported: part of the difference"),
    "not_applicable": ("此品种没有这一流向", "no such flow of this carrier"),
    "not_reported": ("没有报表提供", "no return gives it"),
}

#: From best to worst; a computed figure carries the worst evidence among its factors.
EVIDENCE: Vocabulary = {
    "original": ("读过原文", "the original document was read"),
    "secondary": ("读过转载", "a copy was read"),
    "recalled": ("待核对原文", "to be checked against the document"),
}

#: Ways to divide the emissions of a year; the parts of those that are not codes of their own: ``breakdown_parts.csv``.
BREAKDOWNS: Vocabulary = {
    "trend_part": ("历年变化图的部分", "part of the trend"),
    "chapter": ("报告的部门", "sector as the report tells it"),
    "category": ("清单类别", "category"),
    "gas": ("气体", "gas"),
    "coverage": ("核算是否完整", "how far it is accounted for"),
}

#: A new edition is a row of the list; its values are rows of `factors/tables`, its gases lines of the cards.
EDITIONS: Vocabulary = {row["edition"]: (row["title_zh"], row["title_en"]) for row in read_codes("editions")}

GWP_SETS: Vocabulary = {
    "sar": ("IPCC 第二次评估报告", "IPCC SAR"),
    "prov2011": ("2011省级指南采用值", "set used with the provincial guideline 2011"),
    "ar4": ("IPCC 第四次评估报告", "IPCC AR4"),
    "ar5": ("IPCC 第五次评估报告", "IPCC AR5"),
    "ar6": ("IPCC 第六次评估报告", "IPCC AR6"),
}

#: How an emission comes from its activity; each but the last is a file `assets/core/emissions__<method>`.
METHODS: Vocabulary = {
    "multiply": ("活动水平乘以因子", "activity times factor"),
    "first_order_decay": ("一阶衰减", "first-order decay"),
    "bank": ("存量库", "bank of gas in equipment"),
    "stock_difference": ("碳储量变化", "difference of two surveyed stocks"),
    "electricity_exchange": ("净调入电力", "net imported electricity by the export rule"),
    "outside": ("该版指南不含此部分", "no place for it in this edition"),
}

#: What was found of something that a basis asks of a region and year.
FINDINGS: Vocabulary = {
    "emission": ("已核算，或数量为零", "an emission, or an amount of zero"),
    "none": ("资料写明没有", "printed as none"),
    "activity": ("有活动水平，缺少因子", "an activity without a factor"),
    "other_years": (
        "有活动水平，因子是其他年份的，不得采用",
        "an activity whose factor is of other years and may not be used",
    ),
    "nothing": ("没有活动水平", "no activity"),
    "elsewhere": ("计入别处，且该处有数", "counted elsewhere, and there is some of it there"),
    "outside": ("有活动水平，该版指南不含此部分", "an activity that the edition has no place for"),
    "not_asked": ("该版指南不要求此类别的此气体", "the edition does not ask for this gas of the category"),
}

#: CO2 by which plans of the state are assessed (methodology 1.1, V2).
ASSESSED_PARTS: Vocabulary = {
    "fuel": ("燃料燃烧", "fuel combustion"),
    "electricity": ("净调入电力", "net imported electricity"),
}

EXPORT_RULES: Vocabulary = {
    "grid_factor": ("净调出电力按电网因子计为负值", "net exports count by the grid factor, as imports do"),
    "own_mix": ("净调出电力按本地发电因子计为负值", "net exports count by the average of the county's own generation"),
    "zero": ("净调出电力不计", "net exports do not count"),
}

#: How electricity becomes standard coal.
ELECTRICITY_METHODS: Vocabulary = {
    "calorific": ("当量值", "by its heat"),
    "coal_equivalent": ("等价值", "by the coal that makes it"),
}

WASTE_ENERGY_SECTORS: Vocabulary = {
    "waste": ("垃圾发电计入废弃物处理", "waste burnt for energy counts as waste"),
    "energy": ("垃圾发电计入能源活动", "waste burnt for energy counts as energy"),
}

GRID_FACTOR_POLICIES: Vocabulary = {
    "provincial": ("省级平均因子", "provincial average factor of the year"),
    "regional": ("区域电网平均因子", "regional grid average factor of the year"),
    "national": ("全国平均因子", "national average factor of the year"),
}

#: What a basis does in a year for which no value of a factor was published.
FACTOR_YEAR_POLICIES: Vocabulary = {
    "estimated": (
        "没有当年的因子时，按卡片内插或沿用，并标明",
        "interpolated or carried as far as the card allows, marked",
    ),
    "published": (
        "只用当年公布的因子，没有的不估算",
        "only a value of the year itself, or the figure is not estimated",
    ),
}

#: How a value of other years stands for one of the year, from best to worst.
FACTOR_TREATMENTS: Vocabulary = {
    "published": ("当年的值", "a value of the year itself"),
    "interpolated": ("在前后两个值之间内插", "on the straight line between the values before and after"),
    "carried": ("沿用以前的值", "the last value before, carried on"),
}


#: Directions in which energy enters the account of an industry.
ENERGY_FLOWS: Vocabulary = {
    "use": ("使用", "used"),
    "generation": ("县内发电（为负）", "generated in the county, below zero"),
    "raw_material": ("用作原料", "used as raw material"),
}

#: What is counted as energy CO2 (methodology 1.1, 10.8).
CALIBERS: Vocabulary = {
    row["variant_code"]: (row["title_zh"], row["title_en"])
    for row in read_codes("indicator_variants")
    if row["variant_code"] in ("fuel_only", "energy")
}

#: Lengths over which a change is looked at.
SPANS: Vocabulary = {
    "year": ("一年", "one year"),
    "plan_period": ("规划期", "a plan period, or what has passed of it"),
}

#: Of energy CO2, what of the county is counted (methodology 17.3).
CO2_SCOPES: Vocabulary = {
    "gross": ("全部", "all of it"),
    "outside_power": ("不含火电厂（视为从县外购电）", "without the thermal power station, as though it stood outside"),
}

#: What kind of thing a target asks for (`factors/targets`).
TARGET_KINDS: Vocabulary = {
    "level": ("水平值", "a level"),
    "change": ("比基年的变化", "a change against a base year"),
    "trend": ("方向", "a direction without a figure"),
    "outside": ("数值由上级或外部确定", "a figure that somebody else sets"),
    "deed": ("要做成的事", "something to be done"),
    "peak": ("达峰", "a peak"),
    "all_of": ("几项都要完成", "several others, all of them"),
}

#: In which capacity a target stands.
TARGET_ROLES: Vocabulary = {
    "goal": ("方案目标", "goal of the county's plan"),
    "control": ("控制指标", "control indicator of the assessment"),
    "supporting": ("支撑指标", "supporting indicator of the assessment"),
}

#: What can be said of a target (methodology 10.10). Met and missed are said of a year that has passed, and of no other.
VERDICTS: Vocabulary = {row["verdict"]: (row["title_zh"], row["title_en"]) for row in read_codes("verdicts")}


def meanings(vocabulary: Vocabulary) -> list[str]:
    """The values of a vocabulary, in order."""
    return list(vocabulary)


#: Steps by which a release becomes official, in order. The first two are always asked for, the others where somebody
#: is entered for them among the signers of the data folder.
SIGNING_ROLES: Vocabulary = {
    "prepared": ("编制", "prepared"),
    "reviewed": ("审核", "reviewed"),
    "city": ("市级复核", "reviewed by the city"),
    "province": ("省级复核", "reviewed by the province"),
}
