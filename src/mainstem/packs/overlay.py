"""Edits a person's overlay folder the way they would: entries are appended or cut out, all else stays as it was.

TOML has no writer in the standard library, and one would lose the comments. So text is edited, and what
comes out is read again: it must say exactly what was meant, or nothing is written.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mainstem.errors import HomeNotWritable, PackError, UnknownSource
from mainstem.packs.read import OVERLAY, SOURCES

_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*source[ \t]*\]\]", re.MULTILINE)
_ABOVE = re.compile(r"(?:^[ \t]*#[^\n]*\n)+\Z", re.MULTILINE)  # comments directly above an entry belong to it
_SILENCE = re.compile(r"^[ \t]*silence[ \t]*=[ \t]*\[", re.MULTILINE)
_BY_HAND = "Edit the file by hand, and check it with `mainstem pack check`"

Value = str | Sequence[str] | Mapping[str, str | int]


def entry(comment: str, source: Mapping[str, Value], endpoints: Sequence[Mapping[str, Value]]) -> str:
    """A ``[[source]]`` with its endpoints as TOML, under a line of comment; empty values are left out."""
    tables = [("[[source]]", source), *(("[[source.endpoint]]", endpoint) for endpoint in endpoints)]
    blocks = [
        "\n".join([head, *(f"{name} = {_spelt(value)}" for name, value in fields.items() if value)])
        for head, fields in tables
    ]
    return f"# {' '.join(comment.split())}\n" + "\n\n".join(blocks) + "\n"


def _spelt(value: Value) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_spelt_one(told)}" for name, told in value.items()) + " }"
    if isinstance(value, str):
        return _spelt_one(value)
    return "[" + ", ".join(map(_spelt_one, value)) + "]"


def _spelt_one(value: str | int) -> str:
    # JSON's strings are TOML's, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def added(text: str, written: str) -> str:
    """The text of a file with an entry behind what stands there."""
    return f"{text.rstrip()}\n\n{written}" if text.strip() else written


def removed(text: str, source_id: str, file: str) -> str:
    """The text of a file without a source and the comments above it; raises UnknownSource or PackError."""
    before = _sources(text, file)
    names = [row.get("id") for row in before]
    if source_id not in names:
        raise UnknownSource(source_id, f"is not a source of {file}")
    heads = [match.start() for match in _HEAD.finditer(text)]
    at = names.index(source_id)
    if len(heads) == len(names):
        begin = _with_comments(text, heads[at])
        end = _with_comments(text, heads[at + 1]) if at + 1 < len(heads) else len(text)
        rest = f"{text[:begin].rstrip()}\n\n{text[end:]}".strip() + "\n"
        if _sources(rest, file) == before[:at] + before[at + 1 :]:
            return rest if rest.strip() else ""
    raise PackError(f"{file}: {source_id}", "cannot be cut out of the file", _BY_HAND)


def _with_comments(text: str, head: int) -> int:
    above = _ABOVE.search(text[:head])
    return above.start() if above else head


def silenced(text: str, name: str, *, undo: bool = False) -> str:
    """The text of overlay.toml with ``name`` among the silenced entries, or without it where ``undo``."""
    before = _parsed(text, OVERLAY)
    names = list(before.get("silence", []))
    if (name in names) != undo:
        return text
    wanted = [each for each in names if each != name] if undo else [name, *names]
    if undo:
        after = re.sub(rf"[ \t]*{re.escape(_spelt_one(name))}[ \t]*,?", "", text, count=1)
    elif _SILENCE.search(text):
        after = _SILENCE.sub(
            lambda head: f"{head[0]}{_spelt_one(name)}{', ' if names else ''}", text, count=1
        )
    else:
        after = added(text, f"silence = [{_spelt_one(name)}]\n")
    if _parsed(after, OVERLAY) != before | {"silence": wanted}:
        raise PackError(f"{OVERLAY}: silence", "cannot be edited as it is written", _BY_HAND)
    return after


def _sources(text: str, file: str) -> list[dict[str, Any]]:
    rows = _parsed(text, file).get("source", [])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise PackError(file, f"is not TOML: {error}", "Correct the file first") from error


# --- files ----------------------------------------------------------------------------------------


def file_of(overlay: Path, source_id: str) -> Path:
    """The file of the overlay in which a source stands; raises UnknownSource or PackError."""
    for path in sorted(overlay.glob(f"{SOURCES}/*.toml")):
        if any(row.get("id") == source_id for row in _sources(text_of(path), path.name)):
            return path
    raise UnknownSource(
        source_id,
        "is not a source of your overlay",
        f"`mainstem sources silence {source_id}` silences a source of the pack",
    )


def ids(overlay: Path) -> frozenset[str]:
    """The sources that stand in the overlay; raises PackError."""
    paths = sorted(overlay.glob(f"{SOURCES}/*.toml"))
    return frozenset(str(row.get("id")) for path in paths for row in _sources(text_of(path), path.name))


def text_of(path: Path) -> str:
    """What stands in a file; nothing where there is none. Raises PackError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(str(path), f"cannot be read ({error})", "Correct the file first") from error


def put(path: Path, text: str) -> None:
    """Writes a file whole or not at all, and removes one that would be empty; raises HomeNotWritable."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not text.strip():
            path.unlink(missing_ok=True)
            return
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)  # noqa: PTH105 - says what it does: in one step
    except OSError as error:
        raise HomeNotWritable(str(path), f"cannot be written ({error.strerror})") from error
