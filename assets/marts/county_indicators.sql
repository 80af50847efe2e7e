-- every family of indicators that stands in this folder
select *
from marts."county_indicators__*"
