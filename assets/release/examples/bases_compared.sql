-- title_zh: 换一种核算口径（指南版本、增温潜势），总量差多少？
-- title_en: How much does the total differ under another basis (edition of the guideline, warming potentials)?
select
    other.region_code,
    other.year,
    other.basis_id,
    other.emissions_tco2e,
    official.basis_id as official_basis_id,
    round(100 * (other.emissions_tco2e / official.emissions_tco2e - 1), 1) as difference_pct,
    other.is_incomplete
from marts.provincial_summary as other
inner join marts.provincial_summary_official as official using (region_code, year, line_code)
where other.line_code = 'total'
order by other.region_code, other.year, other.basis_id
