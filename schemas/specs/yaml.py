"""Reading hand-written YAML without surprises.

Every scalar stays the text that stands in the file; the Pydantic model of the file decides what becomes a
number or a flag. What YAML would silently turn into something else (`NO`, `08`, `1:30`, `1_000`, `2024-1-2`)
is refused until it is quoted; tags, aliases and repeated keys are refused. What a declaration means does not
belong here.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import NoReturn, TypeVar

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
    declaration: Model = _declaration(path.read_text(encoding="utf-8"), path.name, model, tuple(facts.items()))
    return declaration


@lru_cache(maxsize=1024)  # by what is written there: a run asks for the cards ten times, 60 ms each
def _declaration(text: str, file_name: str, model: type[Model], facts: tuple[tuple[str, str], ...]) -> Model:
    content = parse_yaml(text, file_name)
    if not isinstance(content, dict):
        raise Refusal("E-SPEC", Place(file_name), found="a mapping was expected")
    return validate(model, {**content, **dict(facts)}, file_name)


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
    loader = _Loader(text)
    loader.file_name = file_name
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file_name, line=mark.line + 1 if mark else 0)
        raise Refusal("E-SPEC", place, found=getattr(error, "problem", None) or "no YAML") from None


class _Loader(yaml.CSafeLoader):
    """Builds texts, lists and dicts; nodes are tagged by their kind alone, so that any other tag was written."""

    file_name = ""
    depth = 0

    def resolve(self, kind: type[yaml.Node], _value: str | None, implicit: tuple[bool, bool] | bool) -> str:
        is_plain = isinstance(implicit, tuple) and implicit[0]  # neither quoted nor a block
        return "plain" if is_plain else kind.__name__

    def descend_resolver(self, parent: yaml.Node | None, _index: object) -> None:
        self.depth += 1  # counted while the parser descends: it recurses in C, where no limit of Python holds
        if parent and self.depth > DEEPEST + 1:
            self.refuse("E-SPEC", parent, f"nested more than {DEEPEST} levels")

    def ascend_resolver(self) -> None:
        self.depth -= 1

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        if node in self.constructed_objects or node in self.recursive_objects:  # a node twice is an alias
            self.refuse("E-YAML-ALIAS", node, "")
        return super().construct_object(node, deep=True)

    def construct_plain(self, node: yaml.ScalarNode) -> str:
        text: str = node.value
        if _SURPRISES.fullmatch(text):
            self.refuse("E-YAML-TYPE", node, text)
        return text

    def construct_dict(self, node: yaml.MappingNode) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node)
            if not isinstance(key, str):
                self.refuse("E-SPEC", key_node, "a key must be a text")
            if key in values:
                self.refuse("E-YAML-DUP", key_node, key)
            values[key] = self.construct_object(value_node)
        return values

    def refuse_tag(self, node: yaml.Node) -> NoReturn:
        self.refuse("E-YAML-TAG", node, node.tag)

    def refuse(self, code: str, node: yaml.Node, found: str) -> NoReturn:
        raise Refusal(code, Place(self.file_name, line=node.start_mark.line + 1), found=found)


_Loader.yaml_constructors = {
    "plain": _Loader.construct_plain,
    "ScalarNode": _Loader.construct_scalar,
    "SequenceNode": _Loader.construct_sequence,
    "MappingNode": _Loader.construct_dict,
    None: _Loader.refuse_tag,
}
