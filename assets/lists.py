"""The hand-written lists that a statement may read by name: ``codes.units``, ``forms.views``, ``rules.splices``."""

from pathlib import Path

from schemas import codes, forms

FOLDERS = {"codes": codes.FOLDER, "forms": forms.FOLDER, "rules": Path(__file__).parents[1] / "factors" / "rules"}

#: Of the regions of the whole country `core.regions` has those that a run needs: no table and no release carries all.
NOT_SHOWN = ("codes.regions",)

#: The file of every list, by the name under which statements read it.
LISTS = {
    name: path
    for schema, folder in FOLDERS.items()
    for path in sorted(folder.glob("*.csv"))
    if (name := f"{schema}.{path.stem}") not in NOT_SHOWN
}
