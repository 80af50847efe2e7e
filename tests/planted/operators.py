"""All operators by name: ways in which a workbook can be written otherwise, and in which it can say what is not so."""

from tests.planted import not_so, written_otherwise
from tests.planted.laid import OPERATORS, Operator

__all__ = ["OPERATORS", "Operator"]

#: Each enters its operators when it is imported.
WAYS = (written_otherwise, not_so)
