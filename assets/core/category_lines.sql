-- waste that gives energy stands with energy or with waste, as the basis says
with lines as (
    select
        basis.basis_id,
        category.category_code,
        case basis.waste_energy_sector
            when 'energy' then category.provincial_line_if_energy
            else category.provincial_line_code
        end as provincial_line_code,
        case basis.waste_energy_sector
            when 'energy' then category.ipcc_2006_code_if_energy
            else category.ipcc_2006_code
        end as ipcc_2006_code,
        category.is_in_total
    from core.categories as category
    cross join core.bases as basis
)

select
    basis_id,
    category_code,
    provincial_line_code,
    ipcc_2006_code,
    is_in_total,
    -- assessed CO2 is fuel combustion and net imported electricity (methodology 1.1, V2). Combustion is IPCC 1.A,
    -- whatever our codes are: fugitives, non-energy use and processes are not in it
    case
        when category_code = 'S2.1' then 'electricity'
        when is_in_total and starts_with(ipcc_2006_code || '.', '1.A.') then 'fuel'
        else ''
    end as assessed_part,
    -- what the statistics since 2026 count beside combustion: minerals, chemicals and metals (methodology 10.8)
    is_in_total and regexp_matches(ipcc_2006_code, '^2\.[ABC](\.|$)') as is_industrial_process
from lines
