"""Public figures of 渠县 used in the sample, typed with their source.

Here: facts that appear in data/sample as `real`. Not here: synthetic figures, or how a cell is laid out.
Each page named is a mirror; the figures have to be confirmed against the bureau before any published use.
"""

from __future__ import annotations

from dataclasses import dataclass

POPULATION_PAGE = "县人口数据页(红黑人口库镜像) http://psic.org.cn/xianjirank/scrkpm/6409.html"
COUNTY_PAGE_2018 = "渠县(360百科) https://m.baike.so.com/doc/5333341-5568776.html"
COUNTY_PAGE_2022 = "渠县(百科条目镜像) https://kuwei2.com/answer/133696.html"
COUNTY_PAGE_2024 = "渠县(城市信息页) https://www.hendeli.cn/country/countryInformation.php?countryID=2821"
COUNTY_PORTAL = "渠县政府网简介 https://www.huocheso.com/zhengfu_511725/"
GRAIN_PAGE = "四川渠县粮食生产报道 2023-08-21"
POWER_STATISTICS = "电力工业统计资料汇编(中电联)四川分厂数据 github.com/JantyKkum/powerPlantProcess"


@dataclass(frozen=True)
class Fact:
    """A figure as the sample prints it, and where it was read (with the step from the published form)."""

    printed: str
    source: str


GDP_10K_CNY = {
    2018: Fact("2747195", f"{COUNTY_PAGE_2018}; 网页数字夹乱字, 剔除后读作2747195万元"),
    2022: Fact("4012284", COUNTY_PAGE_2022),
    2024: Fact("4365312", f"{COUNTY_PAGE_2024}; 原文436.5312亿元"),
}
GDP_GROWTH_PCT = {
    2018: Fact("8.3", COUNTY_PAGE_2018),
    2022: Fact("3.7", COUNTY_PAGE_2022),
    2024: Fact("4.4", COUNTY_PAGE_2024),
}
REGISTERED_10K = {
    2010: Fact("148", f"{COUNTY_PORTAL}; 总人口148万人, 户籍口径"),
    2018: Fact("134.38", f"{POPULATION_PAGE}; 原文1343760人"),
    2023: Fact("125.8", POPULATION_PAGE),
    2024: Fact("124.37", POPULATION_PAGE),
}
RESIDENT_10K = {
    2010: Fact("115.65", f"{POPULATION_PAGE}; 第六次人口普查1156481人"),
    2018: Fact("111.61", POPULATION_PAGE),
    2020: Fact("91.75", f"{POPULATION_PAGE}; 第七次人口普查917508人"),
    2022: Fact("90.5", COUNTY_PAGE_2022),
    2023: Fact("89.2", POPULATION_PAGE),
    2024: Fact("88.63", POPULATION_PAGE),
}
URBAN_10K = {
    2010: Fact("28.5", f"{POPULATION_PAGE}; 第六次人口普查城镇人口285024人"),
    2020: Fact("38.47", f"{POPULATION_PAGE}; 第七次人口普查城镇人口384700人"),
}
# Urban people of these years are resident people times a published rate: computed, hence not `real`.
URBAN_SHARE_PCT = {
    2018: Fact("38.9", POPULATION_PAGE),
    2023: Fact("45.51", POPULATION_PAGE),
    2024: Fact("45.7", POPULATION_PAGE),
}
GRAIN_AREA_HA = {2022: Fact("121533", f"{GRAIN_PAGE}; 原文182.3万亩, 除以15折公顷")}

# Generation in 10^4 kWh. The header of the source says MWh; the values are 10^4 kWh (600 MW x 3,874 h).
SMALL_PLANT_10K_KWH = {2005: "14481", 2006: "13858", 2009: "8629"}
OLD_PLANT_10K_KWH = {2006: "181770", 2007: "186529", 2008: "83642"}
LARGE_PLANT_10K_KWH = {2006: "232436", 2008: "149577", 2009: "235152"}
# Two units of 1,289,345 MWh each in the published base table, modelled with a capacity factor of 0.6.
LARGE_PLANT_MODELLED_10K_KWH = {2016: "257869"}
# 44,220 MWh of waste-heat power at the cement works; this one is truly in MWh.
WASTE_HEAT_10K_KWH = {2016: "4422"}

# Land of the county on a page of 2019: 土地总面积20.18万公顷, 耕地8.65 (水田4.81, 旱地3.83); forest cover 31.52 %.
LAND_PAGE_2019 = "渠县概况(小康网) http://xianyu.chinaxiaokang.com/ 796974.html, 页面年份2019"
LAND_10K_HA = {2019: Fact("20.18", LAND_PAGE_2019)}
CROPLAND_10K_HA = {2019: Fact("8.65", LAND_PAGE_2019)}
PADDY_LAND_10K_HA = {2019: Fact("4.81", LAND_PAGE_2019)}
DRY_LAND_10K_HA = {2019: Fact("3.83", LAND_PAGE_2019)}
FOREST_COVER_PCT = {2019: Fact("31.52", LAND_PAGE_2019)}
GRAIN_OUTPUT_10K_T = {2022: Fact("65.2", GRAIN_PAGE)}
