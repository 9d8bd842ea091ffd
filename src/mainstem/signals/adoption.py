"""Adoption: who cites the work, counted by independent sources, since weight comes from use and not votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from mainstem.model import Mention, Pack, Signal, Work
from mainstem.seams import Known

# What one source's mention weighs: a line of production code is use, a thread is talk.
WEIGHT: Mapping[str, float] = {
    "code": 1.0,
    "docs": 0.7,
    "release": 0.7,
    "post": 0.4,
    "list": 0.4,
    "issue": 0.3,
    "thread": 0.2,
}
OWN_LAB = 0.25  # a lab that cites itself says little


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """Above .5 and towards 1 (.875 for one line of code), so that use only ever lifts; unknown for the others.

    Silence is not evidence: most good works are never named where we listen.
    """
    book = _Book(known)
    return [_adoption(work, book) for work in works]


class _Book:
    """Names and labs of those who cite."""

    def __init__(self, known: Known) -> None:
        self.mentions = known.mentions
        self.names = _names(known.pack)
        self.repositories = {name: r for r in known.pack.repositories for name in (r.name, *r.former)}
        self.lab_names = {
            lab.id: {name.casefold() for name in (lab.name, *lab.names)} for lab in known.pack.labs
        }

    def source(self, mention: Mention) -> str:
        """Who cites, by today's name."""
        repository = self.repositories.get(mention.by)
        return mention.by if repository is None else repository.name

    def own(self, mention: Mention, work: Work) -> bool:
        """Whether the one who cites is the one who wrote it."""
        repository = self.repositories.get(mention.by)
        if mention.by == work.source_id or repository is None or repository.lab is None:
            return mention.by == work.source_id
        return any(author.casefold() in self.lab_names.get(repository.lab, ()) for author in work.authors)


def _names(pack: Pack) -> dict[str, str]:
    repositories = {repository.name: repository.name.rpartition("/")[2] for repository in pack.repositories}
    return repositories | {source.id: source.name for source in pack.sources}


def _adoption(work: Work, book: _Book) -> Signal:
    mentions = book.mentions.get(work.id, ())
    if not mentions:
        return Signal("adoption", None)
    best = _best_by_source(mentions, work, book)
    strength = sum(weight for weight, _ in best)
    return Signal("adoption", 1 - 0.5 * 0.25**strength, _evidence(best, work, book))


def _best_by_source(mentions: Sequence[Mention], work: Work, book: _Book) -> list[tuple[float, Mention]]:
    """Each source's weightiest mention (the first of equals), weightiest and then newest sources first."""
    best: dict[str, tuple[float, Mention]] = {}
    for mention in mentions:
        weight = WEIGHT.get(mention.kind, 0.2) * (OWN_LAB if book.own(mention, work) else 1)
        source = book.source(mention)
        if source not in best or weight > best[source][0]:
            best[source] = (weight, mention)
    return sorted(best.values(), key=lambda pair: (-pair[0], _newest_first(pair[1]), pair[1].by))


def _newest_first(mention: Mention) -> float:
    return -mention.at.timestamp() if mention.at is not None else 0.0


def _evidence(best: list[tuple[float, Mention]], work: Work, book: _Book) -> str:
    told = [_told(mention, book.own(mention, work), book) for _, mention in best[:2]]
    more = f" and {len(best) - 2} more" if len(best) > 2 else ""
    return f"cited by {', '.join(told)}{more}"


def _told(mention: Mention, own: bool, book: _Book) -> str:
    source = book.source(mention)
    by = book.names.get(source, source)
    return f"{by} {mention.kind}{_day(mention.at)}{' (own lab)' if own else ''}"


def _day(at: datetime | None) -> str:
    return f" {at:%Y-%m-%d}" if at is not None else ""
