-- every level against those of the base years, within one price base (methodology 10.1): there GDP of two years divides
-- to the index of growth, at any base. Shares are compared by themselves
with levels as (
    select *
    from marts."county_indicators__*"
    where base_year = 0 and is_price_base_in_force and unit_zh != '%'
),

compared as (
    select
        level.*,
        base.year as against_year,
        base.value as base_value,
        level.value is not null and base.value > 0 as is_known,
        (level.numerator::double / level.denominator::double)
        / (base.numerator::double / base.denominator::double) as quotient,
        coalesce(nullif(level.notation_key, ''), nullif(base.notation_key, ''), 'NA') as unknown_key,
        concat_ws(
            '；',
            nullif(level.reason_zh, ''),
            '基年' || base.year || '年：' || nullif(base.reason_zh, ''),
            if(base.value <= 0, '基年' || base.year || '年的数不为正，不计算变化', null)
        ) as reasons_zh,
        level.is_incomplete or base.is_incomplete as is_any_incomplete,
        -- errors of the years that both chains share cancel; on two sides of the price base they add up
        abs(
            sign(level.year - level.price_base_year) * level.error_pct
            - sign(base.year - level.price_base_year) * base.error_pct
        ) as relative_error_pct
    from levels as level
    inner join core.price_bases as listed on level.year > listed.price_base_year
    inner join levels as base
        on
            listed.price_base_year = base.year
            and level.basis_id = base.basis_id and level.region_code = base.region_code
            and level.indicator_code = base.indicator_code and level.caliber = base.caliber
            and level.scope = base.scope and level.method = base.method and level.accounting = base.accounting
            and level.grid_factor_year = base.grid_factor_year and level.gas = base.gas
            and level.is_with_lulucf = base.is_with_lulucf and level.price_base_year = base.price_base_year
)

select
    basis_id,
    region_code,
    year,
    indicator_code,
    caliber,
    scope,
    method,
    accounting,
    grid_factor_year,
    gas,
    is_with_lulucf,
    price_base_year,
    against_year as base_year,
    is_price_base_in_force,
    false as is_headline,
    concat(title_zh, '比', against_year, '年变化') as title_zh,
    concat(title_en, ', change against ', against_year) as title_en,
    '%' as unit_zh,
    if(is_known, printf('%.9f', 100 * quotient - 100), null)::decimal(24, 9) as value,
    value::decimal(38, 9) as numerator,
    base_value::decimal(38, 9) as denominator,
    if(is_known, '', unknown_key) as notation_key,
    is_any_incomplete as is_incomplete,
    if(is_known, printf('%.9f', quotient * relative_error_pct::double), null)::decimal(24, 9) as error_pct,
    if(is_known and relative_error_pct is not null, '', 'NA') as error_key,
    reasons_zh as reason_zh
from compared
