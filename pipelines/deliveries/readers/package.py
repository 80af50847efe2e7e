"""The zip container of an .xlsx, read strictly: one way to understand it, or none.

Two programs can see different contents in one zip (two directories, overlapping parts, sizes that lie). This
module accepts only what Excel, WPS, LibreOffice and the usual libraries write, and inflates every part
once against its declared size and checksum. What is inside the parts belongs to `spreadsheetml`.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.deliveries.readers import limits
from schemas.problems import Place, Refusal

END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
CHUNK = 64 * 1024
STORED, DEFLATED = 0, 8
IS_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the directory."""

    name: str
    flags: int
    method: int
    crc: int
    compressed: int
    size: int
    offset: int


@dataclass(frozen=True, slots=True)
class Package:
    """The bytes and the directory of one container; parts are found by their name in lower case."""

    file: str
    content: bytes
    parts: dict[str, Part]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Inflate a part piece by piece; refuse it when size or checksum are not as declared."""
        part = self.parts[name]
        data = memoryview(self.content)[_data_start(self.content, part) :][: part.compressed]
        size = crc = 0
        for chunk in _inflate(data, part.method, self.file):
            size += len(chunk)
            if size > part.size:
                raise Refusal("E-ZIP-LIES", Place(self.file), found=part.name)
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if size != part.size:
            raise Refusal("E-ZIP-LIES", Place(self.file), found=part.name)
        if crc != part.crc:
            raise Refusal("E-ZIP-CRC", Place(self.file), found=part.name)


def open_package(content: bytes, file: str) -> Package:
    """Read the directory and refuse whatever is not plain about it."""
    parts = _directory(content, file)
    _check_names(parts, file)
    _check_sizes(parts, file)
    _check_extents(content, parts, file)
    return Package(file, content, {part.name.lower(): part for part in parts})


def _directory(content: bytes, file: str) -> list[Part]:
    broken = Refusal("E-ZIP-BROKEN", Place(file))
    if len(content) < END.size:
        raise broken
    # No comment and nothing behind the end record: otherwise a second end record could hide there.
    magic, disk, first_disk, here, count, size, offset, comment = END.unpack_from(content, len(content) - END.size)
    if magic != b"PK\5\6" or disk or first_disk or comment or offset + size + END.size != len(content):
        raise broken
    if count > limits.PARTS or here != count:
        raise Refusal("E-ZIP-PARTS", Place(file), found=count, limit=limits.PARTS)
    parts = []
    for _ in range(count):
        part, offset = _entry(content, offset, broken)
        parts.append(part)
    if offset != len(content) - END.size:
        raise broken
    return parts


def _entry(content: bytes, offset: int, broken: Refusal) -> tuple[Part, int]:
    if offset + ENTRY.size > len(content) or content[offset : offset + 4] != b"PK\1\2":
        raise broken
    fields = ENTRY.unpack_from(content, offset)
    flags, method = fields[3], fields[4]
    crc, compressed, size, name_length, extra_length, comment_length = fields[7:13]
    start = offset + ENTRY.size
    name = content[start : start + name_length].decode("utf-8", "surrogateescape")
    part = Part(name, flags, method, crc, compressed, size, fields[16])
    return part, start + name_length + extra_length + comment_length


def _check_names(parts: list[Part], file: str) -> None:
    seen = set()
    for part in parts:
        steps = part.name.split("/")
        if not part.name.isprintable() or ".." in steps or steps[0] == "" or set(part.name) & set('\\:*?"<>|'):
            raise Refusal("E-ZIP-MEMBER", Place(file), found=part.name)
        if part.name.lower() in seen:  # part names of a package differ by more than case
            raise Refusal("E-ZIP-DUP", Place(file), found=part.name)
        seen.add(part.name.lower())


def _check_sizes(parts: list[Part], file: str) -> None:
    for part in parts:
        if part.flags & IS_ENCRYPTED:
            raise Refusal("E-ENCRYPTED", Place(file))
        if part.method not in (STORED, DEFLATED):
            raise Refusal("E-ZIP-BROKEN", Place(file))
        ratio = part.size // max(part.compressed, 1)
        if part.size > limits.RATIO_FROM_BYTES and ratio > limits.UNPACKED_RATIO:
            found, limit = f"{ratio}:1", f"{limits.UNPACKED_RATIO}:1"
            raise Refusal("E-ZIP-RATIO", Place(file), found=found, limit=limit)
    total = sum(part.size for part in parts)
    if total > limits.UNPACKED_BYTES:
        found, limit = f"{total // limits.MB} MB", f"{limits.UNPACKED_BYTES // limits.MB} MB"
        raise Refusal("E-ZIP-RATIO", Place(file), found=found, limit=limit)


def _check_extents(content: bytes, parts: list[Part], file: str) -> None:
    """Each part has its own bytes, and its local header says the same as the directory."""
    free_from = 0
    for part in sorted(parts, key=lambda part: part.offset):
        if part.offset < free_from:
            raise Refusal("E-ZIP-OVERLAP", Place(file), found=part.name)
        if part.offset + LOCAL.size > len(content):
            raise Refusal("E-ZIP-BROKEN", Place(file))
        magic, _, _, method, _, _, _, _, size, name_length, _ = LOCAL.unpack_from(content, part.offset)
        start = part.offset + LOCAL.size
        name = content[start : start + name_length].decode("utf-8", "surrogateescape")
        if magic != b"PK\3\4":
            raise Refusal("E-ZIP-BROKEN", Place(file))
        # A writer that streams leaves the local size 0 and puts it behind the data.
        if name != part.name or method != part.method or size not in (0, part.size, 0xFFFFFFFF):
            raise Refusal("E-ZIP-LIES", Place(file), found=part.name)
        free_from = _data_start(content, part) + part.compressed
        if free_from > len(content):
            raise Refusal("E-ZIP-BROKEN", Place(file))


def _data_start(content: bytes, part: Part) -> int:
    name_length, extra_length = LOCAL.unpack_from(content, part.offset)[9:11]
    return part.offset + LOCAL.size + int(name_length) + int(extra_length)


def _inflate(data: memoryview, method: int, file: str) -> Iterator[bytes]:
    if method == STORED:
        for start in range(0, len(data), CHUNK):
            yield bytes(data[start : start + CHUNK])
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(data), CHUNK):
            piece = bytes(data[start : start + CHUNK])
            while piece:
                if chunk := inflater.decompress(piece, CHUNK):
                    yield chunk
                piece = inflater.unconsumed_tail
        while chunk := inflater.decompress(b"", CHUNK):
            yield chunk
    except zlib.error as error:
        raise Refusal("E-ZIP-BROKEN", Place(file)) from error
    if not inflater.eof or inflater.unused_data:
        raise Refusal("E-ZIP-BROKEN", Place(file))
