-- what documents print and what the region itself observed
select *
from core."factor_values__*"
