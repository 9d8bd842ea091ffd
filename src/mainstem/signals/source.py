"""Source: the pack's trust in who brought the work, before anything was learned."""

from __future__ import annotations

from collections.abc import Sequence

from mainstem.model import Priors, Signal, Source, Work
from mainstem.seams import Known


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """The prior of the single source, else of its shelf; unknown for a venue's paper, which ``venue`` speaks of."""
    sources = {source.id: source for source in known.pack.sources}
    return [_trust(work, sources.get(work.source_id), known.pack.priors) for work in works]


def _trust(work: Work, source: Source | None, priors: Priors) -> Signal:
    if source is None or (source.shelf == "venue" and work.kind == "paper"):
        return Signal("source", None)
    trust = priors.source.get(source.id, priors.shelf.get(source.shelf))
    return Signal("source", trust, "" if trust is None else f"{source.name} (trust {trust:.2f})")
