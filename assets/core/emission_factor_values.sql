-- the factor values that an emission rests on: those that are multiplied, and the shares by which fuel is divided
-- between sectors
with multiplied as (
    select
        emission.basis_id,
        emission.region_code,
        emission.year,
        emission.category_code,
        emission.sector_code,
        emission.fuel_code,
        emission.item_code,
        emission.gas,
        unnest([part.factor_id, part.later_factor_id]) as factor_id
    from core.emissions as emission
    inner join core.factor_regions using (region_code, fuel_code, item_code)
    inner join core.factor_parts as part
        using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
    where part.is_allowed
)

select distinct
    basis_id,
    region_code,
    year,
    category_code,
    sector_code,
    fuel_code,
    item_code,
    gas,
    factor_id,
    true as is_multiplied
from multiplied
where factor_id != ''
union all
select distinct
    emission.basis_id,
    emission.region_code,
    emission.year,
    emission.category_code,
    emission.sector_code,
    emission.fuel_code,
    emission.item_code,
    emission.gas,
    input.share_factor_id as factor_id,
    false as is_multiplied
from core.emissions as emission
inner join core.energy_inputs as input using (region_code, year, sector_code, fuel_code)
where emission.item_code = '' and input.share_factor_id != ''
