"""Works that a later one took the place of, as the canon's rows say: they are left out, and told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from mainstem.model import CanonWork, Missed, Pack, Ranked, Successor

_N_TOLD = 2
_VERSION = re.compile(
    r"^(?:the\s+)?([a-z][a-z ]*?)[ -]?v?(\d+(?:\.\d+)*)\b", re.IGNORECASE
)  # "Gemma 3 Report"


def superseded(pack: Pack, at: datetime) -> dict[str, str]:
    """Keys of works that are superseded at a moment, and by what: "Gemma 4 Technical Report (2026-07)".

    A canon row supersedes its direct predecessors; among its direct successors a higher version supersedes the
    lower ones of the same name (FlashAttention-4, -3, -2). Others (another lab's, a variant) only follow. A
    successor counts from its date on. Canon works are never left out for this: that is what a review decides.
    """
    canon = {key for row in pack.canon for key in (row.key, *row.aliases)}
    found = {key: by for row in pack.canon for key, by in (*_by_row(row, at), *_by_version(row, at))}
    return {key: by for key, by in found.items() if key not in canon}


def _by_row(row: CanonWork, at: datetime) -> Iterator[tuple[str, str]]:
    if row.submitted and row.submitted <= at.date().isoformat():
        for earlier in row.predecessors:
            if earlier.key and not earlier.relation:
                yield earlier.key, f"{row.title} ({row.submitted})"


def _by_version(row: CanonWork, at: datetime) -> Iterator[tuple[str, str]]:
    today = at.date().isoformat()
    out = [
        s for s in row.successors if s.key and not s.relation and s.date and s.date <= today[: len(s.date)]
    ]
    versions = {s: version for s in out if (version := _version(s))}
    for earlier, (name, number) in versions.items():
        later = [s for s, (other, n) in versions.items() if other == name and n > number]
        if later and earlier.key:
            newest = max(later, key=lambda s: versions[s][1])
            yield earlier.key, f"{newest.title} ({newest.date})"


def _version(work: Successor) -> tuple[str, tuple[int, ...]] | None:
    found = _VERSION.match(work.title)
    return (found[1].casefold().strip(), tuple(map(int, found[2].split(".")))) if found else None


def told(ranked: Iterable[Ranked], replaced: Mapping[str, str], least: float) -> Sequence[Missed]:
    """The best superseded works that score at least ``least`` and so would have been thought of."""
    found = []
    for one in sorted(ranked, key=lambda one: (-one.score, one.work.id)):
        by = next((replaced[key] for key in (one.work.id, *one.work.keys) if key in replaced), None)
        if by and one.score >= least:
            work = one.work
            found.append(Missed("read", work.title, work.url, work.id, one.score, f"superseded by {by}"))
    return found[:_N_TOLD]
