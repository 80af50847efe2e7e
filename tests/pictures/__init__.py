"""The picture of the readmes: the report of the sample, with a number opened down to its cell and its factors."""

from pathlib import Path

PICTURE = Path(__file__).with_name("report.png")

#: SHA-256 of the report that is shown.
SHOWN = Path(__file__).with_name("report.sha256")
