-- severity: block
-- title_zh: 能源平衡表的合计等于各格之和，实物量和标准量都是
-- title_en: sums of the energy balance are those of their cells, physical and as standard coal
with parts as (
    select
        whole.region_code, whole.year, whole.line_code, whole.fuel_code,
        sum(term.sign::integer * part.amount) as amount,
        sum(term.sign::integer * part.calorific_tce) as calorific_tce,
        sum(term.sign::integer * part.coal_equivalent_tce) as coal_equivalent_tce
    from marts.energy_balance_table as whole
    inner join forms.energy_balance_terms as term
        on
            whole.line_code = term.line_code
            and (term.fuel_codes = '' or list_contains(string_split(term.fuel_codes, ' '), whole.fuel_code))
            and not list_contains(string_split(term.excluded_fuel_codes, ' '), whole.fuel_code)
    inner join marts.energy_balance_table as part
        on
            whole.region_code = part.region_code and whole.year = part.year
            and term.part_code = part.line_code and whole.fuel_code = part.fuel_code and part.form_code = 'full'
    where whole.form_code = 'full'
    group by all
    union all
    select
        whole.region_code, whole.year, whole.line_code, whole.fuel_code,
        sum(if(whole.fuel_code = 'energy_total', null, part.amount)) as amount,
        sum(part.calorific_tce) as calorific_tce, sum(part.coal_equivalent_tce) as coal_equivalent_tce
    from marts.energy_balance_table as whole
    inner join forms.energy_balance_columns as listed using (fuel_code)
    inner join marts.energy_balance_table as part
        on
            whole.region_code = part.region_code and whole.year = part.year
            and whole.line_code = part.line_code and part.form_code = 'full'
            and list_contains(string_split(listed.part_codes, ' '), part.fuel_code)
    where
        whole.form_code = 'full'
        and whole.line_code not in (select term.line_code from forms.energy_balance_terms as term)
    group by all
)

select
    concat_ws(' ', cell.region_code, cell.year, cell.form_code, cell.line_title_zh, cell.fuel_title_zh) as label,
    cell.calorific_tce as found, parts.calorific_tce as expected,
    cell.calorific_tce - parts.calorific_tce as difference, 0 as "limit",
    concat_ws(' ', cell.amount, parts.amount, cell.unit_code) as other
from marts.energy_balance_table as cell
inner join parts using (region_code, year, line_code, fuel_code)
where
    (
        cell.amount is distinct from parts.amount
        or cell.calorific_tce is distinct from parts.calorific_tce
        or cell.coal_equivalent_tce is distinct from parts.coal_equivalent_tce
    )
    -- without any supply there is no difference
    and not (cell.line_code = 'difference' and cell.calorific_tce is null)
