"""Synthetic: repositories of the Hugging Face Hub as they are kept: commits, references, blobs by hash.

Written from the public documentation of the Hub (huggingface.co/docs/hub/api, git-lfs/docs/api/batch.md) and from what
huggingface_hub 2.4 sends and reads. A file is a git blob, or an LFS object named by its sha256.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

REGULAR_MAX = 10 * 2**20  # larger files must go over LFS, as on the Hub
_LFS_ENDS = (
    ".safetensors",
    ".bin",
    ".pt",
    ".pth",
    ".ckpt",
    ".pkl",
    ".model",
    ".gguf",
    ".h5",
    ".onnx",
    ".npz",
)
_START = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Blob:
    """One version of a file; ``sha256`` where it is an LFS object."""

    oid: str  # git's sha1 of the content, or of the pointer
    size: int
    sha256: str | None = None


@dataclass(frozen=True)
class Commit:
    """One commit: what it is called and all files after it."""

    oid: str
    title: str
    parent: str | None
    files: dict[str, Blob]
    at: datetime


@dataclass
class Repo:
    """One repository."""

    kind: str  # models, datasets
    name: str  # owner/name
    private: bool = False
    gated: str | bool = False
    disabled: bool = False
    commits: dict[str, Commit] = field(default_factory=dict)
    head: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    discussions: list[dict[str, Any]] = field(default_factory=list)
    unsafe: dict[str, str] = field(default_factory=dict)  # path -> what the Hub's own scanner says
    log: list[str] = field(default_factory=list)  # oids of main, oldest first

    def commit(self, title: str, files: dict[str, Blob]) -> Commit:
        """Moves ``main`` to a new commit with these files."""
        at = _START + timedelta(hours=len(self.log))
        told = json.dumps([self.kind, self.name, self.head, title, sorted(files), len(self.log)])
        oid = hashlib.sha1(told.encode(), usedforsecurity=False).hexdigest()
        self.commits[oid] = Commit(oid, title, self.head or None, files, at)
        self.head = oid
        self.log.append(oid)
        return self.commits[oid]

    def at(self, revision: str) -> Commit | None:
        """The commit of a branch, tag or (short) hash."""
        if revision == "main":
            return self.commits[self.head]
        revision = self.tags.get(revision, revision)
        return next((c for oid, c in self.commits.items() if oid.startswith(revision)), None)


def git_oid(data: bytes) -> str:
    """The sha1 by which git names a blob."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def is_lfs(path: str, size: int) -> bool:
    """Whether the Hub keeps such a file as an LFS object."""
    return size > REGULAR_MAX or (size > 0 and path.endswith(_LFS_ENDS))


class Shelf:
    """Blobs: LFS objects as files, git blobs in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.small: dict[str, bytes] = {}
        (folder / "lfs").mkdir(parents=True, exist_ok=True)

    def lfs(self, sha256: str) -> Path:
        """Where an LFS object lies."""
        return self.folder / "lfs" / sha256

    def put(self, path: str, data: bytes) -> Blob:
        """Keeps a file's content the way the Hub would."""
        if not is_lfs(path, len(data)):
            oid = git_oid(data)
            self.small[oid] = data
            return Blob(oid, len(data))
        sha256 = hashlib.sha256(data).hexdigest()
        self.lfs(sha256).write_bytes(data)
        return pointer(sha256, len(data))

    def data(self, blob: Blob, start: int = 0, stop: int | None = None) -> bytes:
        """A file's bytes from ``start`` to ``stop``."""
        if blob.sha256 is None:
            return self.small[blob.oid][start:stop]
        with self.lfs(blob.sha256).open("rb") as file:
            file.seek(start)
            return file.read(-1 if stop is None else stop - start)


def pointer(sha256: str, size: int) -> Blob:
    """An LFS object as git sees it."""
    told = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {size}\n"
    return Blob(git_oid(told.encode()), size, sha256)


def front_matter(readme: bytes) -> dict[str, Any]:
    """A card's metadata; empty where there is none."""
    text = readme.decode(errors="replace")
    if not text.startswith("---\n"):
        return {}
    told = yaml.safe_load(text[4:].partition("\n---")[0])
    return told if isinstance(told, dict) else {}


def info(repo: Repo, commit: Commit, shelf: Shelf, *, blobs: bool) -> dict[str, Any]:
    """What ``GET /api/models/NAME`` answers."""
    readme = commit.files.get("README.md")
    card = front_matter(shelf.data(readme)) if readme else {}
    siblings: list[dict[str, Any]] = [{"rfilename": path} for path in sorted(commit.files)]
    if blobs:
        for row in siblings:
            blob = commit.files[row["rfilename"]]
            row.update({"blobId": blob.oid, "size": blob.size}, **_lfs_row(blob, "sha256"))
    return {
        "_id": hashlib.md5(repo.name.encode(), usedforsecurity=False).hexdigest()[:24],
        "id": repo.name,
        "modelId": repo.name,
        "author": repo.name.partition("/")[0],
        "sha": commit.oid,
        "private": repo.private,
        "gated": repo.gated,
        "disabled": repo.disabled,
        "downloads": 0,
        "likes": 0,
        "tags": [f"license:{card['license']}"] if isinstance(card.get("license"), str) else [],
        "cardData": card,
        "createdAt": f"{repo.commits[repo.log[0]].at:%Y-%m-%dT%H:%M:%S.000Z}",
        "lastModified": f"{commit.at:%Y-%m-%dT%H:%M:%S.000Z}",
        "siblings": siblings,
    }


def _lfs_row(blob: Blob, name: str) -> dict[str, Any]:
    return {"lfs": {name: blob.sha256, "size": blob.size, "pointerSize": 134}} if blob.sha256 else {}


def tree(repo: Repo, commit: Commit, *, expand: bool) -> list[dict[str, Any]]:
    """What ``GET /api/models/NAME/tree/REVISION?recursive=true`` answers, by path."""
    folders = {str(p) for path in commit.files for p in Path(path).parents} - {"."}
    rows: list[dict[str, Any]] = [
        {"type": "directory", "oid": "0" * 40, "size": 0, "path": path} for path in sorted(folders)
    ]
    for path, blob in sorted(commit.files.items()):
        row = {"type": "file", "oid": blob.oid, "size": blob.size, "path": path} | _lfs_row(blob, "oid")
        if expand:
            row["lastCommit"] = {
                "id": commit.oid,
                "title": commit.title,
                "date": f"{commit.at:%Y-%m-%dT%H:%M:%S.000Z}",
            }
            row["securityFileStatus"] = _scan(repo, path)
        rows.append(row)
    return rows


def _scan(repo: Repo, path: str) -> dict[str, Any]:
    told = repo.unsafe.get(path)
    status = "unsafe" if told else "safe"
    return {
        "status": status,
        "avScan": {"virusFound": bool(told), "virusNames": [told] if told else []},
        "pickleImportScan": {"highestSafetyLevel": "dangerous" if told else "innocuous", "imports": []},
    }


def changed(
    files: dict[str, Blob], lines: Iterator[bytes], shelf: Shelf
) -> tuple[dict[str, Any], dict[str, Blob]]:
    """The head and the files after the operations of a commit (``application/x-ndjson``)."""
    head: dict[str, Any] = {}
    after = dict(files)
    for line in lines:
        told = json.loads(line)
        value = told["value"]
        match told["key"]:
            case "header":
                head = value
            case "file":
                data = base64.b64decode(value["content"])
                oid = git_oid(data)
                shelf.small[oid] = data
                after[value["path"]] = Blob(oid, len(data))
            case "lfsFile":
                after[value["path"]] = pointer(value["oid"], shelf.lfs(value["oid"]).stat().st_size)
            case "deletedFile":
                after.pop(value["path"], None)
            case "deletedFolder":
                after = {p: b for p, b in after.items() if not p.startswith(value["path"].rstrip("/") + "/")}
    return head, after
