"""What coordinator and workers share: files that never change, named by their SHA-256, and results by name.

A folder or an S3 bucket, through the file systems of pyarrow. An object is put before anything names it, and compared
with its name when it is read, so that half a file is found. A store that cannot be reached is asked again for a while.
"""

import hashlib
import io
import os
import re
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from pyarrow import fs

from pipelines.lake.files import sha256_of
from schemas.problems import Place, Refusal

#: Seconds between attempts, doubled each time up to the longest, and after how many of waiting nobody asks any more.
FIRST_WAIT, LONGEST_WAIT, PATIENCE = 0.25, 15.0, 180.0

CHUNK = 1 << 20

Answer = TypeVar("Answer")


class Store:
    """Objects below one address: a folder, or ``s3://BUCKET/PREFIX?endpoint_override=HOST:PORT&scheme=http``.

    Keys for S3 stand in the variables of the environment that AWS uses.
    """

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self.address, self.patience = address, patience

    @property
    def shown(self) -> str:
        """Its address as it may be printed: without a key that somebody wrote into it."""
        return re.sub("//[^/@]*@", "//", self.address)

    @cached_property
    def _place(self) -> tuple[Any, str]:
        """File system and folder in it."""
        address = self.address
        if "://" not in address:
            address = Path(address).absolute().as_uri()
        system, root = fs.FileSystem.from_uri(address)
        system.create_dir(root, recursive=True)
        return system, root

    def put(self, path: Path) -> str:
        """Keep a file; returns the digest that names it."""
        digest, size = sha256_of(path), path.stat().st_size
        with path.open("rb") as content:
            self._put(_object(digest), content, size)
        return digest

    def put_bytes(self, content: bytes) -> str:
        """Keep some bytes; returns the digest that names them."""
        digest = hashlib.sha256(content).hexdigest()
        self._put(_object(digest), io.BytesIO(content), len(content))
        return digest

    def get(self, digest: str, target: Path) -> None:
        """Put an object in its place, whole or not at all.

        Raises:
            Refusal: E-STORE, the store is out of reach; E-STORE-OBJECT, the object is gone or not what its name says.
        """
        if target.is_file() and sha256_of(target) == digest:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{os.getpid()}")

        def copy() -> bool:
            system, root = self._place
            found = hashlib.sha256()
            with system.open_input_stream(f"{root}/{_object(digest)}") as source, beside.open("wb") as copied:
                while chunk := source.read(CHUNK):
                    found.update(chunk)
                    copied.write(chunk)
                copied.flush()
                os.fsync(copied.fileno())
            return found.hexdigest() == digest

        try:
            is_whole = self._patiently(copy)
        except FileNotFoundError as error:
            raise Refusal("E-STORE-OBJECT", Place(file=digest), found=self.shown) from error
        if not is_whole:
            beside.unlink()
            self._forget(digest)
            raise Refusal("E-STORE-OBJECT", Place(file=digest), found=self.shown)
        beside.replace(target)

    def get_bytes(self, digest: str) -> bytes:
        """The bytes of an object; refused as in `get`."""
        content = self.named(_object(digest))
        if content is None or hashlib.sha256(content).hexdigest() != digest:
            raise Refusal("E-STORE-OBJECT", Place(file=digest), found=self.shown)
        return content

    def has(self, digest: str) -> bool:
        """Whether there is such an object."""

        def ask() -> bool:
            system, root = self._place
            return bool(system.get_file_info(f"{root}/{_object(digest)}").type == fs.FileType.File)

        return self._patiently(ask)

    def keep(self, name: str, content: bytes) -> None:
        """Write what goes by a name and not by its hash: the last thing of a result."""
        self._put(name, io.BytesIO(content), len(content), is_new=True)

    def named(self, name: str) -> bytes | None:
        """What goes by a name; nothing if it is not there."""

        def read() -> bytes:
            system, root = self._place
            with system.open_input_stream(f"{root}/{name}") as source:
                return bytes(source.read())

        try:
            return self._patiently(read)
        except FileNotFoundError:
            return None

    def _forget(self, digest: str) -> None:
        """Take away what is not what its name says, so that the next one who has it puts it again."""

        def remove() -> None:
            system, root = self._place
            system.delete_file(f"{root}/{_object(digest)}")

        self._patiently(remove)

    def _put(self, name: str, content: BinaryIO, size: int, *, is_new: bool = False) -> None:
        """Write unless it is there: whoever was cut off on the way left another size, or nothing at all."""

        def write() -> None:
            system, root = self._place
            path = f"{root}/{name}"
            if not is_new and system.get_file_info(path).size == size:
                return
            is_local = isinstance(system, fs.LocalFileSystem)
            beside = f"{path}.{os.getpid()}.part" if is_local else path  # S3 shows an object when it is whole
            system.create_dir(path.rpartition("/")[0], recursive=True) if is_local else None
            content.seek(0)
            with system.open_output_stream(beside) as target:
                while chunk := content.read(CHUNK):
                    target.write(chunk)
            if beside != path:
                system.move(beside, path)
            if (written := system.get_file_info(path).size) != size:
                raise OSError(f"{name}: {written} B != {size} B")

        self._patiently(write)

    def _patiently(self, ask: Callable[[], Answer]) -> Answer:
        """Ask until there is an answer, with longer and longer pauses.

        Raises:
            FileNotFoundError: the answer is that it is not there.
            Refusal: E-STORE, no answer in time.
        """
        wait, waited = FIRST_WAIT, 0.0
        while True:
            try:
                return ask()
            except FileNotFoundError:
                raise
            except OSError as error:
                if waited >= self.patience:
                    raise Refusal("E-STORE", Place(file=self.shown), found=str(error)) from error
            time.sleep(wait)
            waited, wait = waited + wait, min(2 * wait, LONGEST_WAIT)


def _object(digest: str) -> str:
    return f"objects/{digest[:2]}/{digest}"
