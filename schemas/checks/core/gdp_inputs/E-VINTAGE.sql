-- severity: block
-- title_zh: 地区生产总值及其增速同为普查修订数，或同不是（GDP-03）
-- title_en: GDP and its growth are both revised after a census, or neither is
with printed as (
    select *, vintage = 'revised' as is_revised
    from core.observations
    where
        item_code in ('gdp', 'gdp_growth') and is_preferred and amount_base is not null
        and sector_code in ('', 'primary_industry', 'secondary_industry', 'tertiary_industry')
)

select
    revised.file_name as file,
    revised.sheet,
    revised.cell,
    revised.year,
    concat_ws(' ', revised.region_code, revised.year, nullif(revised.sector_code, '')) as label,
    if(revised.item_code = 'gdp', '现价总量是普查修订数，增速不是', '增速是普查修订数，现价总量不是') as found,
    '两者一并报送修订数' as expected
from printed as revised
inner join printed as other using (region_code, year, sector_code)
where revised.is_revised and not other.is_revised and revised.item_code != other.item_code
