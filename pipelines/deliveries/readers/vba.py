"""Whether the VBA project of an .xls has any code.

Excel 97 to 2003 left a project without code in workbooks whose author had once opened the macro editor, two
of four energy tables of the 2007 national yearbook among them. Such a file is harmless; anything that is not
plainly such a project counts as macros. Running or analysing code does not belong here.
"""

import struct
from collections.abc import Mapping

LARGEST_EMPTY_MODULE = 1_200
"""Bytes. An empty module is 977 to 985 (measured in the yearbook); with compiled code it is larger."""

NOT_MODULES = ("_vba_project", "dir", "__srp_")
CHUNK = 4096


def has_code(streams: Mapping[str, bytes]) -> bool:
    """Tell whether one of the streams of a `VBA` storage (by lower-case name) is a module with code."""
    modules = [data for name, data in streams.items() if not name.startswith(NOT_MODULES)]
    return any(len(data) > LARGEST_EMPTY_MODULE or _has_statements(data) for data in modules)


def _has_statements(module: bytes) -> bool:
    """Tell whether the source has a line besides the attributes that Excel itself writes."""
    # The source is the compressed container at the end; its first token run spells "Attribut".
    start = module.find(b"\0Attribut") - 3
    if start < 0 or module[start] != 1:
        return True
    try:
        lines = decompress(module[start:]).splitlines()
    except (IndexError, struct.error):
        return True
    return any(line.strip() and not line.startswith(b"Attribute ") for line in lines)


def decompress(container: bytes) -> bytes:
    """Undo the compression of [MS-OVBA] 2.4.1."""
    out = bytearray()
    position = 1
    while position < len(container):
        (header,) = struct.unpack_from("<H", container, position)
        end = min(position + (header & 0x0FFF) + 3, len(container))
        position += 2
        if header & 0x8000:
            _decompress_chunk(container[position:end], out)
        else:
            out += container[position : position + CHUNK]
        position = end
    return bytes(out)


def _decompress_chunk(chunk: bytes, out: bytearray) -> None:
    start, position = len(out), 0
    while position < len(chunk):
        flags = chunk[position]
        position += 1
        for bit in range(8):
            if position >= len(chunk):
                return
            if flags >> bit & 1:
                (token,) = struct.unpack_from("<H", chunk, position)
                _copy(token, out, start)
                position += 2
            else:
                out.append(chunk[position])
                position += 1


def _copy(token: int, out: bytearray, start: int) -> None:
    """Repeat earlier bytes: the split of the token into distance and length moves as the chunk grows."""
    distance_bits = max((len(out) - start - 1).bit_length(), 4)
    distance = (token >> (16 - distance_bits)) + 1
    for _ in range((token & (0xFFFF >> distance_bits)) + 3):
        out.append(out[-distance])
