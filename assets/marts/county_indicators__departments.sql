-- ratios and levels of figures that departments deliver, each side the sum of its parts; what is missing names the
-- department that holds it (methodology 10.9)
with cases as (
    select
        listed.indicator_code,
        listed.scope,
        listed.accounting,
        listed.grid_factor_year::integer as grid_factor_year,
        listed.gas,
        listed.is_headline = 'true' as is_headline,
        indicator.unit_zh,
        indicator.title_zh,
        indicator.title_en,
        concat_ws('，', scope.title_zh, account.title_zh, nullif(listed.grid_factor_year, '0') || '年电网因子') as about_zh,
        concat_ws(', ', scope.title_en, account.title_en, 'grid factor of ' || nullif(listed.grid_factor_year, '0'))
            as about_en
    from rules.department_indicators as listed
    inner join codes.indicators as indicator using (indicator_code)
    left join codes.indicator_variants as scope
        on scope.variant_column = 'scope' and listed.scope = scope.variant_code
    left join codes.indicator_variants as account
        on account.variant_column = 'accounting' and listed.accounting = account.variant_code
),

-- how many figures of an item make a side, and who holds them
asked as (
    select
        term.indicator_code,
        term.scope,
        term.side,
        term.item_code,
        any_value(term.is_optional) = 'true' as is_optional,
        any_value(item.title_zh) as item_title_zh,
        any_value(held.department_zh) as department_zh,
        sum(len(string_split(term.sector_codes, ' ')) * len(string_split(term.fuel_codes, ' '))) as figures
    from rules.department_terms as term
    inner join codes.items as item using (item_code)
    left join (select distinct table_name, department_zh from core.printed_tables) as held using (table_name)
    group by term.indicator_code, term.scope, term.side, term.item_code
),

found as (
    select
        basis_id,
        region_code,
        year,
        indicator_code,
        scope,
        accounting,
        grid_factor_year,
        side,
        item_code,
        count(*) as figures,
        bool_or(contribution is null) as lacks_coefficient,
        sum(contribution) as contribution
    from core.indicator_parts
    group by basis_id, region_code, year, indicator_code, scope, accounting, grid_factor_year, side, item_code
),

counted as (
    select
        place.basis_id,
        place.region_code,
        place.year,
        cases.*,
        asked.side,
        found.contribution,
        found.figures is null and not asked.is_optional as is_missing,
        coalesce(found.lacks_coefficient, false) as lacks_coefficient,
        found.figures < asked.figures as is_incomplete,
        concat(asked.item_title_zh, '（', asked.department_zh, '）') as figure_zh
    from core.inventories as place
    cross join cases
    inner join asked using (indicator_code, scope)
    left join found
        using (
            basis_id, region_code, year, indicator_code, scope, accounting, grid_factor_year, side, item_code
        )
),

items as (
    select *, is_missing or lacks_coefficient as is_unknown
    from counted
),

indicators as (
    select
        basis_id,
        region_code,
        year,
        indicator_code,
        scope,
        accounting,
        grid_factor_year,
        gas,
        any_value(is_headline) as is_headline,
        any_value(title_zh) as title_zh,
        any_value(title_en) as title_en,
        any_value(about_zh) as about_zh,
        any_value(about_en) as about_en,
        any_value(unit_zh) as unit_zh,
        -- a side that lacks a figure is not known, whatever there is of it
        if(
            bool_or(side = 'numerator' and is_unknown), null,
            sum(contribution) filter (where side = 'numerator')
        )::decimal(38, 9) as numerator,
        -- a level is over one
        case
            when count_if(side = 'denominator') = 0 then if(bool_or(is_unknown), null, 1)
            when not bool_or(side = 'denominator' and is_unknown)
                then sum(contribution) filter (where side = 'denominator')
        end::decimal(38, 9) as denominator,
        bool_or(is_unknown) as is_unknown,
        coalesce(bool_or(is_incomplete), false) as is_incomplete,
        joined(list(figure_zh) filter (where is_missing), '、') as missing_zh,
        joined(list(figure_zh) filter (where lacks_coefficient), '、') as without_factor_zh,
        joined(list(figure_zh) filter (where is_incomplete), '、') as incomplete_zh
    from items
    group by basis_id, region_code, year, indicator_code, scope, accounting, grid_factor_year, gas
)

select
    basis_id,
    region_code,
    year,
    indicator_code,
    '' as caliber,
    scope,
    '' as method,
    accounting,
    grid_factor_year,
    gas,
    false as is_with_lulucf,
    0 as price_base_year,
    0 as base_year,
    true as is_price_base_in_force,
    is_headline,
    concat(title_zh, '（' || nullif(about_zh, '') || '）') as title_zh,
    concat(title_en, ' (' || nullif(about_en, '') || ')') as title_en,
    unit_zh,
    ratio(numerator, denominator) as value,
    numerator,
    denominator,
    case when is_unknown then 'NE' when denominator = 0 then 'NA' else '' end as notation_key,
    is_incomplete,
    null::decimal(24, 9) as error_pct,
    'NA' as error_key,
    concat_ws(
        '；',
        '缺少' || missing_zh,
        '缺少折算系数或排放因子：' || without_factor_zh,
        if(not is_unknown and denominator = 0, '分母为零', null),
        '不全：' || incomplete_zh
    ) as reason_zh
from indicators
