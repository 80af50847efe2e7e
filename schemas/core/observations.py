"""Observations of all sources in base units; which vintage and source wins is decided here, the loser is kept."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table, TableCheck
from schemas.farm_and_land import OF_OBSERVATIONS


class CoreObservations(Table):
    observation_id: Text = columns.column("观测值编号", "observation")
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    period: Text = columns.column("数据期", "period")
    item_code: Text = columns.item_code(optional=False)
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    facility_code: Text = columns.column("企业（设施）代码", "facility")
    source_id: Text = columns.column("来源", "source")
    vintage: Text = columns.word("数据版本", "vintage", vocabulary.VINTAGES)
    amount: Exact = columns.exact("数值", "amount in the printed unit", scale=12, nullable=True)
    unit_code: Text = columns.unit_code()
    amount_base: Exact = columns.exact("折基本单位数值", "amount in the base unit", nullable=True)
    base_unit_code: Text = columns.unit_code()
    value_status: Text = columns.word("数值状态", "status of the value", vocabulary.VALUE_STATUSES)
    is_total: Flag = columns.column("是否合计", "is a printed total")
    is_whole_year: Flag = columns.column("全年数据是否齐全", "an annual figure, or one of twelve months")
    is_preferred: Flag = columns.column("是否采用", "is the one in force")
    printed_text: Text = columns.column("单元格原文", "text as printed")
    file_name: Text = columns.column("文件名", "file name")
    file_sha256: Text = columns.file_sha256()
    sheet: Text = columns.column("工作表", "sheet")
    cell: Text = columns.column("单元格", "cell", str_matches=r"^[A-Z]{1,3}[0-9]{1,7}$")
    note: Text = columns.column("备注", "note")

    class Config:
        title = "全部观测值"
        description = "Observations of all sources"
        unique = ["observation_id"]


CHECKS = (
    TableCheck(
        "E-UNIT-SCALE",
        "error",
        "与上年相差约 10⁴ 或 10⁸ 倍的，多半是“万”“亿”单位之误（UNI-02）",
        "a jump by about 10^4 or 10^8 against the year before is a mistaken unit",
        """
        with annual as (
            select
                region_code, year, item_code, sector_code, fuel_code, facility_code,
                sum(amount_base)::double as amount,
                arg_min(file_name, observation_id) as file,
                arg_min(sheet, observation_id) as sheet,
                arg_min(cell, observation_id) as cell
            from core.observations
            where is_preferred and amount_base > 0
            group by region_code, year, item_code, sector_code, fuel_code, facility_code
        ),

        jumps as (
            select
                later.*, earlier.amount as before, round(log10(later.amount / earlier.amount)) as power,
                concat_ws(' › ', earlier.file, earlier.sheet, earlier.cell) as other,
                abs(log10(later.amount / earlier.amount)) as size
            from annual as later
            inner join annual as earlier
                on
                    later.region_code = earlier.region_code and later.year = earlier.year + 1
                    and later.item_code = earlier.item_code and later.sector_code = earlier.sector_code
                    and later.fuel_code = earlier.fuel_code and later.facility_code = earlier.facility_code
        )

        select
            file, sheet, cell,
            concat_ws(' ', item.title_zh, sector.title_zh, fuel.title_zh, jumps.year) as label,
            amount as found, before as expected, power::integer as power, other
        from jumps
        inner join codes.items as item using (item_code)
        left join codes.sectors as sector using (sector_code)
        left join codes.fuels as fuel using (fuel_code)
        where size between 3.5 and 4.5 or size between 7.5 and 8.5
        """,
    ),
    TableCheck(
        "E-UNIT-RANGE",
        "error",
        "人均数值在合理范围之内，整列都错的单位也能发现（UNI-02）",
        "figures per resident are plausible, so that a unit wrong in all years is found",
        """
        with residents as (
            select region_code, year, max(amount_base)::double as persons
            from core.observations
            where item_code = 'population_resident' and sector_code = '' and is_preferred and amount_base > 0
            group by region_code, year
        ),

        annual as (
            select
                region_code, year, item_code, sector_code, fuel_code,
                sum(amount_base)::double as amount,
                arg_min(file_name, observation_id) as file,
                arg_min(sheet, observation_id) as sheet,
                arg_min(cell, observation_id) as cell,
                arg_min(unit_code, observation_id) as unit_code
            from core.observations
            where is_preferred and is_whole_year and amount_base > 0
            group by region_code, year, item_code, sector_code, fuel_code
        ),

        per_resident as (
            select annual.*, amount / persons as found, band.lower::double as lower, band.upper::double as upper
            from annual
            inner join residents using (region_code, year)
            inner join rules.plausible_bands as band using (item_code, sector_code, fuel_code)
        )

        select
            file, sheet, cell,
            concat_ws(' ', '人均', item.title_zh, per_resident.year) as label,
            printf('%.6g', found) as found,
            printf('%g — %g', lower, upper) as expected,
            -- against the middle of the range, which is geometric
            round(abs(log10(found / case when lower > 0 then sqrt(lower * upper) else upper end)))::integer as power,
            unit.title_zh as other
        from per_resident
        inner join codes.items as item using (item_code)
        inner join codes.units as unit using (unit_code)
        where found < lower or found > upper
        """,
    ),
    TableCheck(
        "H-WASTE-RATE",
        "warning",
        "生活垃圾清运量折每城镇居民每天0.3到1.5千克（WST-01）",
        "municipal waste collected is 0.3 to 1.5 kg per urban resident and day",
        """
        with annual as (
            select
                region_code, year,
                sum(amount_base) filter (where item_code in ('waste_collected', 'waste_dumped'))::double as tonnes,
                max(amount_base) filter (where item_code = 'population_resident_urban')::double as persons,
                any_value(file_name) filter (where item_code in ('waste_collected', 'waste_dumped')) as file
            from core.observations
            where
                item_code in ('waste_collected', 'waste_dumped', 'population_resident_urban')
                and sector_code = '' and is_preferred and is_whole_year
            group by region_code, year
        )

        select
            file, concat_ws(' ', region_code, year) as label, round(tonnes * 1000 / 365 / persons, 2) as found
        from annual
        where tonnes > 0 and persons > 0 and tonnes * 1000 / 365 / persons not between 0.3 and 1.5
        """,
    ),
    *OF_OBSERVATIONS,
)
