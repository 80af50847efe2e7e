-- waste that gives energy stands with energy or with waste, as the basis says
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
