"""The same equations by a second, independent implementation (bonsai_ipcc), on the same inputs."""

import importlib
import warnings
from collections.abc import Callable
from typing import Any


class Equations:
    """Equations of one of its modules, imported when the first is asked for: that takes long, and few tests ask."""

    def __init__(self, module: str) -> None:
        self._module = f"bonsai_ipcc.{module}.elementary"

    def __getattr__(self, equation: str) -> Callable[..., Any]:
        if equation.startswith(("_", "pytest")):  # whoever collects tests asks everything whether it is one
            raise AttributeError(equation)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = importlib.import_module(self._module)
        found: Callable[..., Any] = getattr(module, equation)
        return found
