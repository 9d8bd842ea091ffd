"""A folder of papers, the days on which lists took them in, and signals, as `mainstem bench ranking` reads it.

- ``papers.jsonl.gz``: id, title, abstract, authors, categories, announced, role (``candidate``: crawled as it came out;
  ``library``: older, and there because a list names it; its ``announced`` is null)
- ``labels.jsonl.gz``: list, id, added, n_in_commit, ai_assisted, core
- ``signals.jsonl.gz``: kind (hf_daily, code_citation, text_citation), source, id, date, path, history (of upvotes:
  [[day, n], ...])

Days are ISO dates. Files may lie there unpacked (``papers.jsonl``); without a file of signals there are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mainstem.bench import rows
from mainstem.bench.rows import Row
from mainstem.errors import UsageError

CANDIDATE = "candidate"
_PAPERS, _LABELS, _SIGNALS = (
    ("id", "title", "announced", "role"),
    ("list", "id", "added", "core"),
    ("kind", "source", "id", "date"),
)


@dataclass(frozen=True, slots=True)
class Folder:
    """The rows of a folder."""

    papers: tuple[Row, ...]
    labels: tuple[Row, ...]
    signals: tuple[Row, ...]

    @property
    def lists(self) -> dict[str, bool]:
        """The lists that labels come from, and whether each is a core one."""
        return {row["list"]: bool(row["core"]) for row in self.labels}

    def without(self, lists: Collection[str]) -> Folder:
        """Without these lists' labels, and without the signals from their repositories."""
        labels = tuple(row for row in self.labels if row["list"] not in lists)
        return replace(
            self, labels=labels, signals=tuple(s for s in self.signals if s["source"] not in lists)
        )

    def after(self, history: Folder) -> Folder:
        """Both as one: this folder's paper where both have it, the earlier of two labels or signals of one place."""
        return Folder(
            _one_each((*self.papers, *history.papers), "id"),
            _one_each(_by_day((*self.labels, *history.labels), "added"), "list", "id"),
            _one_each(_by_day((*self.signals, *history.signals), "date"), "kind", "source", "id", "path"),
        )


def read(folder: Path) -> Folder:
    """The files of a folder; raises UsageError where one is missing or not of this shape."""
    papers = _file(folder, "papers")
    labels, signals = _file(folder, "labels"), _file(folder, "signals")
    return Folder(
        tuple(_dated(papers, rows.read(papers, _PAPERS), "announced")),
        tuple(_dated(labels, rows.read(labels, _LABELS), "added")),
        tuple(_dated(signals, rows.read(signals, _SIGNALS), "date")) if signals.is_file() else (),
    )


def _file(folder: Path, name: str) -> Path:
    plain = folder / f"{name}.jsonl"
    return plain if plain.is_file() else folder / f"{name}.jsonl.gz"


def _dated(file: Path, found: Iterable[Row], field: str) -> Iterator[Row]:
    for row in found:
        day = row[field]
        if day is None and row.get("role", CANDIDATE) != CANDIDATE:
            yield row
            continue
        try:
            date.fromisoformat(day)
        except (TypeError, ValueError) as error:
            raise UsageError(
                f"{file}: {row['id']}", f"{field} is no day ({day})", "Write YYYY-MM-DD"
            ) from error
        yield row


def _by_day(found: Iterable[Row], field: str) -> list[Row]:
    return sorted(found, key=lambda row: str(row[field]))


def _one_each(found: Iterable[Row], *fields: str) -> tuple[Row, ...]:
    first: dict[tuple[object, ...], Row] = {}
    for row in found:
        first.setdefault(tuple(row.get(field) for field in fields), row)
    return tuple(first.values())
