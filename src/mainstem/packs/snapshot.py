"""Reads the snapshot that a pack ships: bibliographic facts up to its date, for where nothing was fetched.

One gzipped file of JSON lines: a head with the format, the date and the counts, then one line an entry, then
one line a mention. ``scripts/build_snapshot.py`` writes it.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from mainstem.errors import PackError
from mainstem.model import Draft, Mention

FILE = "snapshot.jsonl.gz"
FORMAT = 1


class Row(NamedTuple):
    """One entry, as a connector would have yielded it for that source."""

    source_id: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a pack ships; nothing in it is later than ``date``."""

    date: date
    rows: tuple[Row, ...]
    mentions: tuple[Mention, ...]


def read(pack_folder: Path) -> Snapshot | None:
    """The snapshot of a pack, or None where the pack ships none; raises PackError for a damaged file."""
    path = pack_folder / FILE
    if not path.is_file():
        return None
    try:
        return _snapshot(_lines(path))
    except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError) as error:
        raise _damaged(path, error) from error


def date_of(pack_folder: Path) -> date | None:
    """The date of a pack's snapshot without reading it all, or None where the pack ships none."""
    path = pack_folder / FILE
    if not path.is_file():
        return None
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return date.fromisoformat(json.loads(lines.readline())["date"])
    except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> PackError:
    return PackError(str(path), f"is not a whole snapshot ({error})", "Reinstall mainstem")


def _lines(path: Path) -> list[dict[str, Any]]:
    text = gzip.decompress(path.read_bytes()).decode()
    # One document parses in half the time of a document a line.
    lines: list[dict[str, Any]] = json.loads("[" + ",".join(text.rstrip("\n").split("\n")) + "]")
    return lines


def _snapshot(lines: list[dict[str, Any]]) -> Snapshot:
    head = lines[0]
    if head["format"] != FORMAT:
        raise ValueError(f"format {head['format']}, and this version reads {FORMAT}")
    first_mention = 1 + head["n_rows"]
    if len(lines) != first_mention + head["n_mentions"]:
        raise ValueError("it has fewer or more lines than its head says")
    return Snapshot(
        date=date.fromisoformat(head["date"]),
        rows=tuple(_row(line) for line in lines[1:first_mention]),
        mentions=tuple(_mention(line) for line in lines[first_mention:]),
    )


def _row(line: Mapping[str, Any]) -> Row:
    told = line.get
    return Row(
        line["source"],
        Draft(
            key=line["key"],
            title=line["title"],
            url=line["url"],
            kind=line["kind"],
            published_at=_moment(line["published_at"]),
            authors=tuple(told("authors", ())),
            links=tuple(told("links", ())),
            keys=tuple(told("keys", ())),
            venue=told("venue"),
            extra=told("extra", {}),
        ),
    )


def _mention(line: Mapping[str, Any]) -> Mention:
    return Mention(
        work_id=line["work"],
        by=line["by"],
        where=line["where"],
        kind=line["kind"],
        at=_moment(line["at"]),
    )


def _moment(told: str) -> datetime:
    """A moment as written, or 00:00 UTC of a day."""
    moment = datetime.fromisoformat(told)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
