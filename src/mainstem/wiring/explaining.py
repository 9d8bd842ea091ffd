"""Why a work stands where it stands: what moved it, by how much, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mainstem.errors import UnknownWork
from mainstem.model import Knowledge, Mention, Ranked, RankStamp, Work
from mainstem.pipeline.rank import Renewed, odds_of, score_of
from mainstem.pipeline.week import View
from mainstem.signals import TABLE as SIGNALS
from mainstem.signals.taste import Taste
from mainstem.wiring.ranking import Reader

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_N_READS = 3  # marks that are tried without


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One thing changed and all else as it is: the place and the score that the work would have."""

    what: str
    place: int
    score: float


@dataclass(frozen=True, slots=True)
class Explained:
    """A work's place in one reader's ranking; ``ranked.terms`` sum to the log-odds of its score."""

    ranked: Ranked
    place: int  # 1 is best
    n_works: int
    stamp: RankStamp
    parts: Sequence[tuple[str, float]]  # log-odds of the words and names of the reader's taste, as weighed
    what_if: Sequence[WhatIf]

    @property
    def odds(self) -> float:
        """The sum of the terms."""
        return odds_of(self.ranked.terms)

    @property
    def percentile(self) -> float:
        """Percent of the works that stand behind it."""
        return 100 * (self.n_works - self.place) / max(self.n_works - 1, 1)


def explain(app: Mainstem, told: str, look: View) -> Explained:
    """Made again from what is stored; raises UnknownWork for a work that was not ranked at that moment."""
    work = app.find(told)
    reader = app.ranking.reader(look)
    renewed = app.ranking.renewed(look, lambda _: None, reader)
    n = renewed.held.position.get(work.id)
    if n is None:
        raise UnknownWork(work.id, f"was not known or is blocked on {look.at:%Y-%m-%d}", "Try another --at")
    [ranked] = app.ranking.told(renewed, [n])
    parts = [
        (name, added.weight * odds)
        for added in renewed.added
        if isinstance(added.learned, Taste)
        for name, odds in added.learned.parts(n)
    ]
    place = _place(renewed, renewed.odds[n], n)
    what_if = [*_without(app, look, reader, renewed, n), *_cited(app, look, renewed, ranked.work, n)]
    return Explained(ranked, place, len(renewed.held.ids), app.ranking.stamp(look), parts, what_if)


def _place(renewed: Renewed, odds: float, n: int) -> int:
    """The place that the ``n``-th work would have with these log-odds; ties by id."""
    others = renewed.odds
    return 1 + int((others > odds).sum()) + int((others[:n] == odds).sum())


def _without(app: Mainstem, look: View, reader: Reader, now: Renewed, n: int) -> Iterator[WhatIf]:
    """Each wish, and the marks that move the work most, taken away one at a time."""
    tried: list[tuple[str, Reader]] = [
        (
            f"without the {wish.sense} of {wish.name}",
            replace(reader, wishes=[w for w in reader.wishes if w != wish]),
        )
        for wish in reader.wishes
        if wish.sense in ("follow", "forget")
    ]
    work_ids = [mark.work_id for mark in reader.marks if mark.action in ("read", "skip")]
    for work_id in _nearest(now, work_ids, n):
        rest = [mark for mark in reader.marks if mark.work_id != work_id]
        tried.append((f"without your mark of {app.title_of(work_id)!r}", replace(reader, marks=rest)))
    for what, other in tried:
        renewed = app.ranking.renewed(look, lambda _: None, other)
        place = _place(renewed, renewed.odds[n], n)
        if renewed.odds[n] != now.odds[n]:
            yield WhatIf(what, place, score_of(float(renewed.odds[n])))


def _nearest(now: Renewed, work_ids: Sequence[str], n: int) -> list[str]:
    """Of the works that were marked, those that share most with the ``n``-th."""
    rows, position = now.held.rows["taste"].matrix, now.held.position
    known = [work_id for work_id in dict.fromkeys(work_ids) if work_id in position and position[work_id] != n]
    shared = {work_id: float((rows[[position[work_id]]] * rows[[n]]).sum()) for work_id in known}
    return sorted((w for w in shared if shared[w] > 0), key=lambda w: (-shared[w], w))[:_N_READS]


def _cited(app: Mainstem, look: View, renewed: Renewed, work: Work, n: int) -> Iterator[WhatIf]:
    """One new line of code that cites the work, in a watched repository that does not yet."""
    mentions = [m for m in app.store.works.mentions_of(work.id) if m.at is None or m.at <= look.at]
    citing = {mention.by for mention in mentions}
    name = next((r.name for r in app.pack.repositories if r.role == "serving" and r.name not in citing), None)
    if name is None:
        return
    weight = app.pack.priors.weights.get("adoption", 0.0)
    line = Mention(work.id, name, "a line of code", "code", look.at)
    before, after = (_adoption(app, look, work, told, weight) for told in (mentions, [*mentions, line]))
    odds = float(renewed.odds[n]) + after - before
    yield WhatIf(f"with one line of code by {name} that cites it", _place(renewed, odds, n), score_of(odds))


def _adoption(app: Mainstem, look: View, work: Work, mentions: Sequence[Mention], weight: float) -> float:
    from mainstem.pipeline.rank import log_odds

    [signal] = SIGNALS["adoption"].values([work], Knowledge(look.at, app.pack, {work.id: mentions}))
    return 0.0 if signal.value is None else weight * log_odds(signal.value)
