"""What goes over the pipe to the child and back: frames of JSON, four bytes of length before each.

JSON and never pickle: a hostile file may have taken the child over, and its answer must not run here.
"""

import json
import struct
from typing import Any

from pipelines.reading.cells import Sheet, from_record, to_record
from schemas.problems import Place, Refusal

LENGTH = struct.Struct("<L")


def frame(payload: bytes) -> bytes:
    """Return a payload with its length before it."""
    return LENGTH.pack(len(payload)) + payload


def encode_answer(answer: list[Sheet] | Refusal) -> bytes:
    """Return sheets or a refusal as JSON."""
    if isinstance(answer, Refusal):
        place = answer.place
        details = {name: value if isinstance(value, int) else str(value) for name, value in answer.details.items()}
        body: dict[str, Any] = {
            "code": answer.code,
            "place": [place.file, place.sheet, place.cell, place.line],
        }
        return json.dumps({"refusal": body | {"details": details}}).encode()
    return json.dumps({"sheets": [to_record(sheet) for sheet in answer]}).encode()


def decode_answer(payload: bytes) -> list[Sheet] | Refusal:
    """Return what `encode_answer` wrote."""
    answer = json.loads(payload)
    if "refusal" in answer:
        refusal = answer["refusal"]
        return Refusal(refusal["code"], Place(*refusal["place"]), **refusal["details"])
    return [from_record(record) for record in answer["sheets"]]
