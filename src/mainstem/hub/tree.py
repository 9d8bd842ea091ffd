"""A checkpoint's files, wherever they lie: names, sizes, hashes, and pieces of their bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from mainstem.errors import UsageError
from mainstem.model import HubFile

PIECE_BYTES = 4 * 2**20
TEXT_MAX = 8 * 2**20  # bytes of a text that is read whole
_LEFT_OUT = (".git/", ".cache/", "__pycache__/", ".DS_Store")


class Tree(Protocol):
    """Files of a checkpoint."""

    @property
    def name(self) -> str:
        """OWNER/NAME, or the folder's name."""
        ...

    @property
    def files(self) -> Mapping[str, HubFile]:
        """By path, in order."""
        ...

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """A file's bytes from ``start`` to ``stop``; raises ReplyError, NetError or UsageError."""
        ...


class Folder:
    """A checkpoint in a folder of this machine."""

    def __init__(self, folder: Path, name: str = "") -> None:
        if not folder.is_dir():
            raise UsageError(str(folder), "is no folder", "Name the folder that holds the checkpoint")
        self.folder = folder
        self.name = name or folder.resolve().name

    @cached_property
    def files(self) -> Mapping[str, HubFile]:
        """By path; what belongs to git, caches and the desktop is left out."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            told = path.relative_to(self.folder).as_posix()
            if path.is_file() and not any(f"/{told}/".find(f"/{one}") >= 0 for one in _LEFT_OUT):
                found[told] = HubFile(told, path.stat().st_size)
        return found

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Bytes of a file; raises UsageError."""
        try:
            with (self.folder / path).open("rb") as file:
                file.seek(start)
                return file.read(-1 if stop is None else stop - start)
        except OSError as error:
            raise UsageError(
                path, f"cannot be read ({error.strerror})", "Name a file that is there"
            ) from error


def is_text(data: bytes) -> bool:
    """Whether bytes are text: UTF-8 without zeros."""
    if b"\0" in data[:8192]:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def text(tree: Tree, path: str) -> str:
    """A text file, unreadable characters replaced; empty where there is none or it is over ``TEXT_MAX`` bytes."""
    file = tree.files.get(path)
    if file is None or file.size > TEXT_MAX:
        return ""
    return tree.read(path).decode(errors="replace")


def document(tree: Tree, path: str) -> dict[str, Any] | None:
    """A JSON object; None where there is no such file or it holds none."""
    try:
        told = json.loads(text(tree, path) or "null")
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def pieces(tree: Tree, path: str) -> Iterator[bytes]:
    """A file from its beginning to its end."""
    size = tree.files[path].size
    for start in range(0, size, PIECE_BYTES):
        yield tree.read(path, start, min(start + PIECE_BYTES, size))


def hashes(tree: Tree, path: str) -> tuple[str, str]:
    """The sha256 of a file's content, and git's sha1 of it as a blob; the file is read once."""
    plain = hashlib.sha256()
    git = hashlib.sha1(b"blob %d\0" % tree.files[path].size, usedforsecurity=False)
    for piece in pieces(tree, path):
        plain.update(piece)
        git.update(piece)
    return plain.hexdigest(), git.hexdigest()


def sha256(tree: Tree, path: str) -> str:
    """The sha256 of a file's content."""
    digest = hashlib.sha256()
    for piece in pieces(tree, path):
        digest.update(piece)
    return digest.hexdigest()
