-- the categories and gases of a part
with members as (
    select breakdown_code, part_code, unnest(string_split(members, ' ')) as member
    from codes.breakdown_parts
)

select
    inventory_shares_id(basis_id, region_code, year, breakdown_code, part_code) as child_id,
    region_code,
    'part' as role,
    'marts.county_inventory' as parent_table,
    county_inventory_id(basis_id, region_code, year, category_code, cell.gas) as parent_id,
    cell.emissions_tco2e::double as value_used
from marts.inventory_shares as share
inner join marts.county_inventory as cell using (basis_id, region_code, year)
inner join core.category_lines as line using (basis_id, category_code)
left join members using (breakdown_code, part_code)
where
    (cell.is_in_total or breakdown_code = 'category')
    and case breakdown_code
        when 'category' then category_code = part_code
        when 'gas' then cell.gas = part_code
        when 'coverage' then part_code = case
            when cell.notation_key = 'C' then 'confidential'
            when cell.emissions_tco2e is not null then if(cell.is_incomplete, 'partial', 'complete')
        end
        when 'chapter' then left(category_code, 1) = members.member
        else starts_with(line.provincial_line_code || '.', members.member || '.')
    end
order by abs(cell.emissions_tco2e) desc, category_code, cell.gas
