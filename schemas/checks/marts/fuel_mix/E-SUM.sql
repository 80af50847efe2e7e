-- severity: block
-- title_zh: 能源消费构成的合计等于各部分之和，减去用作原料的等于能源平衡表的消费总量
-- title_en: parts add up to the total, which without raw material is the consumption of the energy balance
with sums as (
    select
        region_code,
        year,
        part_of_code as part_code,
        sum(calorific_tce) as calorific_tce,
        sum(coal_equivalent_tce) as coal_equivalent_tce
    from marts.fuel_mix
    where part_of_code != ''
    group by region_code, year, part_of_code
    having count(*) = count(calorific_tce)
),

compared as (
    select
        concat_ws(' ', region_code, year, part_code) as other,
        unnest([whole.calorific_tce, whole.coal_equivalent_tce]) as found,
        unnest([sums.calorific_tce, sums.coal_equivalent_tce]) as expected
    from sums
    left join marts.fuel_mix as whole using (region_code, year, part_code)
    union all
    select
        concat_ws(' ', balance.region_code, balance.year) as other,
        unnest([
            mix.calorific_tce - mix.raw_material_tce, mix.coal_equivalent_tce - mix.raw_material_tce
        ]) as found,
        unnest([balance.calorific_tce, balance.coal_equivalent_tce]) as expected
    from marts.energy_balance as balance
    left join marts.fuel_mix as mix
        on balance.region_code = mix.region_code and balance.year = mix.year and mix.part_code = 'total'
    where balance.row_code = 'energy_consumption' and balance.calorific_tce is not null
)

select found, expected, found - expected as difference, 0 as "limit", other
from compared
where found is distinct from expected
