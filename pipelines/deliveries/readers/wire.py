"""What goes over the pipe to the child and back: frames of JSON, four bytes of length before each.

JSON and never pickle: a hostile file may have taken the child over, and its answer must not run here.
"""

import json
import struct

from pipelines.reading.cells import Sheet, from_record, to_record
from schemas.problems import Refusal

LENGTH = struct.Struct("<L")


def frame(payload: bytes) -> bytes:
    """Return a payload with its length before it."""
    return LENGTH.pack(len(payload)) + payload


def encode_answer(answer: list[Sheet] | Refusal) -> bytes:
    """Return sheets or a refusal as JSON."""
    if isinstance(answer, Refusal):
        return json.dumps({"refusal": answer.as_record()}).encode()
    return json.dumps({"sheets": [to_record(sheet) for sheet in answer]}).encode()


def decode_answer(payload: bytes) -> list[Sheet] | Refusal:
    """Return what `encode_answer` wrote."""
    answer = json.loads(payload)
    if "refusal" in answer:
        return Refusal.from_record(answer["refusal"])
    return [from_record(record) for record in answer["sheets"]]
