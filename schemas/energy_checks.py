"""Rules over the energy account and what stands behind it (METHODOLOGY.md section 16: ENB, ELE, PWR, CEM, TRA).

Here: the rules, declared once and imported by the contract of `core.energy_use`. Each returns the figures that break
it, with the cell where one cell is at fault. Not here: totals inside one printed table (its declaration says those).
"""

from schemas.contract import TableCheck

#: Opening stock + purchases = consumption + closing stock, by fuel of form 205-1.
_STOCK_GAP = """
    with parts as (
        select
            region_code, year, fuel_code,
            max(amount_base) filter (where item_code = 'industry_energy_opening_stock') as opening,
            max(amount_base) filter (where item_code = 'industry_energy_purchase') as purchase,
            max(amount_base) filter (where item_code = 'industry_energy_consumption') as consumption,
            max(amount_base) filter (where item_code = 'industry_energy_closing_stock') as closing,
            max(file_name) filter (where item_code = 'industry_energy_consumption') as file,
            max(sheet) filter (where item_code = 'industry_energy_consumption') as sheet,
            max(cell) filter (where item_code = 'industry_energy_consumption') as cell
        from core.observations
        where is_preferred and is_whole_year and not is_total and item_code like 'industry_energy_%'
        group by region_code, year, fuel_code
    ),

    gaps as (
        select
            parts.*, opening + purchase - consumption - closing as difference,
            abs(opening + purchase - consumption - closing)::double / consumption::double as part
        from parts
        where opening is not null and purchase is not null and closing is not null and consumption > 0
    )

    select
        file, sheet, cell, concat_ws(' ', region_code, year, fuel.title_zh) as label, difference,
        {limit} as limit, '年初库存、购进、消费、年末库存' as other
    from gaps
    inner join codes.fuels as fuel using (fuel_code)
    where {condition}
"""

#: Generation against capacity, by kind of plant, with the hours that each kind usually runs.
_HOURS = """
    with kinds as (
        select * from (
            values
            ('electricity_generation_thermal', 'power_capacity_thermal', 1500, 7000),
            ('electricity_generation_hydro', 'power_capacity_hydro', 1000, 6000)
        ) as kind (generation_item, capacity_item, usual_from, usual_to)
    ),

    figures as (
        select region_code, year, item_code, amount_base::double as amount, file_name, sheet, cell
        from core.observations
        where is_preferred and is_whole_year and sector_code = '' and amount_base is not null
    ),

    hours as (
        select
            generated.region_code, generated.year, generated.item_code, kind.usual_from, kind.usual_to,
            generated.file_name as file, generated.sheet, generated.cell,
            -- MWh a kW are thousands of hours
            round(generated.amount * 1000 / capacity.amount, 1) as found
        from figures as generated
        inner join kinds as kind on generated.item_code = kind.generation_item
        inner join figures as capacity
            on
                capacity.item_code = kind.capacity_item and generated.region_code = capacity.region_code
                and generated.year = capacity.year
        where capacity.amount > 0 and generated.amount > 0
    )

    select
        file, sheet, cell, concat_ws(' ', region_code, year, item.title_zh) as label, found, {expected} as expected
    from hours
    inner join codes.items as item using (item_code)
    where {condition}
"""

#: A measured figure of a plant outside its physical range.
_RANGE = """
    with ranges as (
        select * from (values {ranges}) as range (item_code, fuel_code, lower, upper)
    )

    select
        observation.file_name as file, observation.sheet, observation.cell,
        concat_ws(' ', observation.region_code, observation.period, item.title_zh, fuel.title_zh) as label,
        observation.amount_base as found, concat(range.lower, '—', range.upper) as expected
    from core.observations as observation
    inner join ranges as range using (item_code, fuel_code)
    inner join codes.items as item using (item_code)
    left join codes.fuels as fuel using (fuel_code)
    where
        observation.is_preferred and observation.amount_base is not null
        and not observation.amount_base between range.lower and range.upper
"""

ENERGY_CHECKS = (
    TableCheck(
        "H-ENERGY-STOCK",
        "warning",
        "205-1表分品种收支差不超过消费量的 3%（ENB-01）",
        "form 205-1 closes within 3 % of the consumption of each fuel",
        _STOCK_GAP.format(limit="round(consumption * 0.03, 3)", condition="part > 0.03 and part <= 0.05"),
    ),
    TableCheck(
        "E-BALANCE",
        "error",
        "205-1表分品种收支差超过消费量的 5%，不能采用（ENB-01）",
        "form 205-1 is off by more than 5 % of the consumption of a fuel",
        _STOCK_GAP.format(limit="round(consumption * 0.05, 3)", condition="part > 0.05"),
    ),
    TableCheck(
        "E-FEEDSTOCK",
        "error",
        "用作原料的能源不在燃烧量之内（ENB-05）：工业、发电、供热燃烧量之和不超过消费量减原料，汽油、柴油更少",
        "what is used as raw material is not burnt",
        """
        with asked as (
            select
                region_code, year, fuel_code,
                sum(case item_code when 'industry_energy_consumption' then amount_base else -amount_base end) as fuel
            from core.observations
            where
                is_preferred and is_whole_year and not is_total and amount_base is not null
                and item_code in ('industry_energy_consumption', 'industry_energy_feedstock')
                and fuel_code != 'electricity'
            group by region_code, year, fuel_code
        ),

        burnt as (
            select
                inputs.region_code, inputs.year, inputs.fuel_code,
                sum(inputs.sign * inputs.amount_base) as amount
            from core.energy_inputs as inputs
            inner join core.observations as observation using (observation_id)
            where
                inputs.account = 'returns' and inputs.sector_code in ('industry', 'power', 'heat_supply')
                and observation.item_code != 'energy_survey_use'
            group by inputs.region_code, inputs.year, inputs.fuel_code
        )

        select
            concat_ws(' ', burnt.region_code, burnt.year, fuel.title_zh) as label,
            burnt.amount as found, asked.fuel as expected
        from burnt
        inner join asked using (region_code, year, fuel_code)
        inner join codes.fuels as fuel using (fuel_code)
        where burnt.amount > asked.fuel
        """,
    ),
    TableCheck(
        "E-PART",
        "warning",
        "公共机构是其他服务业的其中项：电力、天然气不大于其他服务业（ENB-06）",
        "public institutions are a part of other services",
        """
        select
            concat_ws(' ', part.region_code, part.year, '公共机构', fuel.title_zh) as label,
            part.amount as found, whole.amount as expected
        from core.energy_use as part
        inner join core.energy_use as whole
            on
                part.region_code = whole.region_code and part.year = whole.year and part.fuel_code = whole.fuel_code
                and whole.sector_code = 'other_services'
        inner join codes.fuels as fuel on part.fuel_code = fuel.fuel_code
        where
            part.sector_code = 'public_institutions' and part.fuel_code in ('electricity', 'natural_gas')
            and part.amount > whole.amount
        """,
    ),
    TableCheck(
        "H-SUPPLY",
        "warning",
        "全社会用电量＝售电量＋线损＋自用：不小于售电量加线损，自用不超过发电量的 15%（ELE-02）",
        "electricity used is what was sold, lost and used by the stations themselves",
        """
        with parts as (
            select
                region_code, year,
                sum(amount_base) filter (where item_code = 'electricity_use' and sector_code = 'whole_society') as used,
                sum(amount_base) filter (
                    where item_code = 'electricity_sold' and sector_code = 'whole_society'
                ) as sold,
                sum(amount_base) filter (where item_code = 'line_loss') as lost,
                sum(amount_base) filter (where item_code = 'electricity_generation') as generated
            from core.observations
            where is_preferred and is_whole_year and amount_base is not null
            group by region_code, year
        )

        select
            concat_ws(' ', region_code, year) as label, used as found, sold + lost as expected,
            coalesce(generated, 0) as other
        from parts
        where
            used < (sold + lost) * 0.995
            or used - sold - lost > used * 0.005 + coalesce(generated, 0) * 0.15
        """,
    ),
    TableCheck(
        "E-CAPACITY",
        "error",
        "发电量不超过装机容量乘全年小时数（ELE-04）",
        "generation is at most capacity times the hours of the year",
        _HOURS.format(expected="'不超过 8784'", condition="found > 8784"),
    ),
    TableCheck(
        "H-CAPACITY",
        "warning",
        "利用小时在常见范围之内：火电 1500—7000，水电 1000—6000（ELE-04）",
        "hours of use are those of such plants",
        _HOURS.format(
            expected="concat(usual_from, '—', usual_to)",
            condition="found <= 8784 and not found between usual_from and usual_to",
        ),
    ),
    TableCheck(
        "E-UNIT-NCV",
        "error",
        "实测的收到基低位发热量在物理范围之内，出界多半是单位（千焦、千卡、标准煤）之误（PWR-03）",
        "a measured heating value is physically possible; outside, the unit is wrong",
        _RANGE.format(
            ranges="('plant_ncv', 'raw_coal', 8, 30), ('plant_ncv', 'cleaned_coal', 20, 29), "
            "('plant_ncv', 'coke', 27, 30), ('plant_ncv', 'diesel', 41, 44)"
        ),
    ),
    TableCheck(
        "E-CARBON",
        "error",
        "实测的单位热值含碳量 0.02—0.035 吨碳/吉焦，碳氧化率 0.85—1（PWR-04）",
        "measured carbon content and oxidation are physically possible",
        _RANGE.format(
            ranges="('plant_carbon_content', 'raw_coal', 0.02, 0.035), ('plant_oxidation', 'raw_coal', 0.85, 1)"
        ),
    ),
    TableCheck(
        "H-CLINKER",
        "warning",
        "熟料与水泥产量之比 0.45—0.98；大于 1 须有熟料外销（CEM-01）",
        "the ratio of clinker to cement is that of cement works",
        """
        with products as (
            select
                region_code, year,
                sum(amount_base) filter (where item_code = 'clinker_output')::double as clinker,
                sum(amount_base) filter (where item_code = 'cement_output')::double as cement,
                max(file_name) filter (where item_code = 'clinker_output') as file,
                max(sheet) filter (where item_code = 'clinker_output') as sheet,
                max(cell) filter (where item_code = 'clinker_output') as cell
            from core.observations
            where is_preferred and is_whole_year and item_code in ('clinker_output', 'cement_output')
            group by region_code, year
        )

        select
            file, sheet, cell, concat_ws(' ', region_code, year) as label, round(clinker / cement, 3) as found,
            '0.45—0.98' as expected
        from products
        where clinker > 0 and cement > 0 and not clinker / cement between 0.45 and 0.98
        """,
    ),
    TableCheck(
        "E-CLINKER-FACTOR",
        "error",
        "实测的熟料过程排放因子 0.49—0.55 吨/吨（CEM-03）",
        "a measured process emission factor of clinker is possible",
        _RANGE.format(ranges="('plant_clinker_factor', '', 0.49, 0.55)"),
    ),
    TableCheck(
        "H-ROAD-FUEL",
        "warning",
        "道路用油与“保有量×年均里程×百公里油耗×密度”的测算相差不到一倍（TRA-01）",
        "road fuel agrees with vehicles × distance × consumption within a factor of two",
        """
        with burns as (
            select * from (
                values
                ('car_small', 'gasoline'), ('motorcycle', 'gasoline'),
                ('bus', 'diesel'), ('truck_light', 'diesel'), ('truck_heavy', 'diesel')
            ) as burns (sector_code, fuel_code)
        ),

        estimated as (
            select
                vehicle.region_code, vehicle.year, burns.fuel_code,
                sum(
                    vehicle.amount_base::double * distance.value_base * consumption.value_base * density.value_base
                ) as tonnes,
                count(*) as classes
            from core.observations as vehicle
            inner join burns using (sector_code)
            inner join core.factor_values as distance
                on distance.property = 'distance_per_year' and vehicle.sector_code = distance.sector_code
            inner join core.factor_values as consumption
                on consumption.property = 'consumption_per_distance' and vehicle.sector_code = consumption.sector_code
            inner join core.factor_values as density
                on density.property = 'fuel_density' and burns.fuel_code = density.subject_code
            where vehicle.item_code = 'vehicles' and vehicle.is_preferred and vehicle.amount_base is not null
            group by vehicle.region_code, vehicle.year, burns.fuel_code
        )

        select
            concat_ws(' ', used.region_code, used.year, fuel.title_zh) as label,
            used.amount as found, round(estimated.tonnes, 0) as expected
        from core.energy_use as used
        inner join estimated using (region_code, year, fuel_code)
        inner join codes.fuels as fuel using (fuel_code)
        where
            used.sector_code = 'road'
            and estimated.classes = (select count(*) from burns where burns.fuel_code = used.fuel_code)
            and not used.amount::double between estimated.tonnes / 2 and estimated.tonnes * 2
        """,
    ),
)
