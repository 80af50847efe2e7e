-- a declared value stands in its document; an observed one rests on cells
select *
from lineage."factor_values__*"
