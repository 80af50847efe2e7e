-- every family of indicators that stands in this folder
select *
from lineage."county_indicators__*"
