"""The hand-written lists that a statement may read by name: ``codes.units``, ``forms.views``, ``rules.splices``."""

import factors
from schemas import codes, forms

FOLDERS = {"codes": codes.FOLDER, "forms": forms.FOLDER, "rules": factors.FOLDER / "rules"}

#: The file of every list, by the name under which statements read it.
LISTS = {f"{schema}.{path.stem}": path for schema, folder in FOLDERS.items() for path in sorted(folder.glob("*.csv"))}
