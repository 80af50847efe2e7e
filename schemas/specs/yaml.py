"""Reading hand-written YAML without surprises.

Every scalar stays the text that stands in the file; the Pydantic model of the file decides what becomes a
number or a flag. What YAML would silently turn into something else (`NO`, `08`, `1:30`, `1_000`, `2024-1-2`)
is refused until it is quoted, as are tags, anchors and repeated keys. What a declaration means does not
belong here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from schemas.problems import Place, Refusal

Model = TypeVar("Model", bound=BaseModel)

DEEPEST = 30
"""Levels of nesting; our declarations need six."""

#: Plain scalars which YAML 1.1 or 1.2 reads as something else than their text (yaml.org/type: bool, null,
#: int, float, timestamp). `true`, `false`, canonical integers and plain decimals say what they are and pass.
_SURPRISES = re.compile(
    r"""y|n|yes|no|on|off|~|null
    | [-+]?0[0-9_]+ | [-+]?0[xob][0-9a-f_]+          # 08, 0x1F
    | \+[0-9.]+                                      # +5
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?   # 1:30
    | [-+]?[0-9][0-9.]*_[0-9_.]*                     # 1_000
    | [-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)e[-+]?[0-9]+  # 1e5
    | [-+]?(?:\.[0-9]+|[0-9]+\.)                     # .5, 5.
    | [-+]?\.inf | \.nan
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\ ].*)?     # 2024-1-2
    """,
    re.VERBOSE | re.IGNORECASE,
)


def load_yaml(path: Path) -> object:
    """Read a YAML file as nested dicts, lists and texts.

    Raises:
        Refusal: E-YAML-TAG, E-YAML-DUP, E-YAML-TYPE, E-YAML-ALIAS, or E-SPEC if it is no YAML at all.
    """
    return parse_yaml(path.read_text(encoding="utf-8"), path.name)


def load_declaration(path: Path, model: type[Model], **facts: str) -> Model:
    """Read a YAML file into its model; `facts` are fields the file's own name tells.

    Raises:
        Refusal: as `load_yaml`; E-SPEC naming every field that the model refuses.
    """
    content = load_yaml(path)
    if not isinstance(content, dict):
        raise Refusal("E-SPEC", Place(path.name), found="a mapping was expected")
    return validate(model, {**content, **facts}, path.name)


def validate(model: type[Model], content: object, file_name: str) -> Model:
    """Build `model` from `content`, wording all that is wrong as one refusal E-SPEC."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        # a field nobody knows explains the ones that are missing
        errors = sorted(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
        found = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in errors)
        raise Refusal("E-SPEC", Place(file_name), found=found) from None


def parse_yaml(text: str, file_name: str) -> object:
    """Like `load_yaml`, for text at hand."""
    reader = _Reader(text, file_name)
    try:
        return reader.read_document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file_name, line=mark.line + 1 if mark else 0)
        raise Refusal("E-SPEC", place, found=getattr(error, "problem", None) or "no YAML") from None


class _Reader:
    """Builds values from the parser's events, so that nothing is resolved behind our back."""

    def __init__(self, text: str, file_name: str) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.file_name = file_name

    def read_document(self) -> object:
        value: object = ""
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refusal("E-SPEC", event, "more than one document")
                value = self._read(next(self.events), 0)
        return value

    def _read(self, event: yaml.Event, depth: int) -> object:
        self._refuse_magic(event)
        if depth > DEEPEST:
            raise self._refusal("E-SPEC", event, f"nested more than {DEEPEST} levels")
        if isinstance(event, yaml.ScalarEvent):
            return self._read_text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._read_list(depth)
        return self._read_mapping(depth)

    def _read_list(self, depth: int) -> list[object]:
        values = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self._read(event, depth + 1))
        return values

    def _read_mapping(self, depth: int) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._read(event, depth + 1)
            if not isinstance(key, str):
                raise self._refusal("E-SPEC", event, "a key must be a text")
            if key in values:
                raise self._refusal("E-YAML-DUP", event, key)
            values[key] = self._read(next(self.events), depth + 1)
        return values

    def _read_text(self, event: yaml.ScalarEvent) -> str:
        value: str = event.value
        if event.implicit[0] and _SURPRISES.fullmatch(value):  # plain: neither quoted nor a block
            raise self._refusal("E-YAML-TYPE", event, value)
        return value

    def _refuse_magic(self, event: yaml.Event) -> None:
        if anchor := getattr(event, "anchor", None):  # an alias is an event with an anchor, too
            raise self._refusal("E-YAML-ALIAS", event, anchor)
        if tag := getattr(event, "tag", None):
            raise self._refusal("E-YAML-TAG", event, tag)

    def _refusal(self, code: str, event: yaml.Event, found: str) -> Refusal:
        mark = event.start_mark
        return Refusal(code, Place(self.file_name, line=mark.line + 1 if mark else 0), found=found)
