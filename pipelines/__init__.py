"""Orchestration: what runs, when, with which settings, and the commands people type. No number is computed here."""

import gc
from pathlib import Path

from qingdan import require_packages_of

require_packages_of(Path(__file__).resolve().parents[1])

# Dagster and pandas bring a million objects that stay: looking through them for garbage, again and again, was a tenth
# of a run of the sample county. Everything that orchestrates imports this package before them.
gc.set_threshold(100_000, 50, 1_000)
