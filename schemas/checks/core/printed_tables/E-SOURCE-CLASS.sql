-- severity: block
-- title_zh: 同一来源的各张表数据等级相同
-- title_en: all tables of a source are of one data class
select split_part(table_name, '__', 1) as label, string_agg(distinct data_class, ' ') as found
from core.printed_tables
group by split_part(table_name, '__', 1)
having count(distinct data_class) > 1
