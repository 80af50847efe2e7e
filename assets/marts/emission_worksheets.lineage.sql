-- the emission, which has its activity and factor as parents, and the warming potential
with inputs as (
    select
        worksheet.*,
        'emission' as role,
        'core.emissions' as parent_table,
        emissions_id(
            basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas
        ) as parent_id,
        emissions_t::double as value_used
    from marts.emission_worksheets as worksheet
    union all
    select
        worksheet.*,
        'potential' as role,
        'core.gwps' as parent_table,
        gwps_id(gwp_set, gas) as parent_id,
        worksheet.gwp::double as value_used
    from marts.emission_worksheets as worksheet
    inner join core.bases using (basis_id)
    where worksheet.gwp is not null
)

select *
from inputs
order by role
