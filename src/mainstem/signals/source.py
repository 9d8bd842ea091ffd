"""Source: the pack's trust in who brought the work, before anything was learned."""

from __future__ import annotations

from collections.abc import Sequence

from mainstem.model import Priors, Signal, Source, Work
from mainstem.seams import Known


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """The prior of the single source, else of its shelf; with a proceedings venue at least the venues'."""
    sources = {source.id: source for source in known.pack.sources}
    return [_trust(work, sources.get(work.source_id), known.pack.priors) for work in works]


def _trust(work: Work, source: Source | None, priors: Priors) -> Signal:
    trust = priors.source.get(work.source_id)
    if trust is None and source is not None:
        trust = priors.shelf.get(source.shelf)
    venue = priors.shelf.get("venue") if work.venue and work.kind == "paper" else None
    if venue is not None and (trust is None or venue > trust):
        return Signal("source", venue, f"at {work.venue}")
    name = source.name if source is not None else work.source_id
    return Signal("source", trust, "" if trust is None else f"{name} (trust {trust:.2f})")
