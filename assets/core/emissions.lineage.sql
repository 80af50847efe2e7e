-- every method that stands in this folder
select *
from lineage."emissions__*"
