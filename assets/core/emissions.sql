-- every method that stands in this folder
select *
from core."emissions__*"
