select distinct
    basis.basis_id,
    delivery.region_code,
    delivery.year
from core.deliveries as delivery
cross join core.bases as basis
