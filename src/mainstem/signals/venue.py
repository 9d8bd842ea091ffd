"""Venue: where a paper was published, by the pack's venues. Reviewers of systems venues read what practitioners do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mainstem.model import Pack, Signal, Source, Work
from mainstem.seams import Known

_WORD = re.compile(r"[^\W\d_]+")
_NOT_THERE = re.compile(r"workshop|submi|under review|withdrawn|reject|arxiv|corr\b|preprint", re.IGNORECASE)


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """The prior of the venue, else of all venues; unknown without one, or where the pack does not follow it.

    A submission and a workshop are none: neither says that the programme committee took the paper.
    """
    venues = [source for source in known.pack.sources if source.shelf == "venue"]
    by_id = {source.id: source for source in venues}
    by_name = {name: source for source in venues for name in _names(source)}
    return [_signal(work, _venue(work, by_id, by_name), known.pack) for work in works]


def _signal(work: Work, venue: Source | None, pack: Pack) -> Signal:
    if venue is None:
        return Signal("venue", None)
    value = pack.priors.source.get(venue.id, pack.priors.shelf.get("venue"))
    return Signal("venue", value, "" if value is None else f"at {work.venue or venue.name}")


def _venue(work: Work, by_id: Mapping[str, Source], by_name: Mapping[str, Source]) -> Source | None:
    if work.kind != "paper" or (work.venue and _NOT_THERE.search(work.venue)):
        return None
    if work.source_id in by_id:
        return by_id[work.source_id]
    told = work.venue or ""
    names = [*_WORD.findall(told), *(name for name in by_name if " " in name and name in told.casefold())]
    return next((by_name[name] for name in names if name in by_name), None)


def _names(source: Source) -> list[str]:
    """The acronym as the pack writes it (SC, MLSys), and the long name in small letters."""
    _, _, long_name = source.name.partition(": ")
    acronym = source.id.rpartition("-")[2]
    short = [word for word in _WORD.findall(source.name) if word.casefold() == acronym]
    return [*short[:1], *([long_name.casefold()] if " " in long_name else [])]
