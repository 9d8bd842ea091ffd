"""From all that may be planned to what the solver sees: folded, spread out, and chosen by quotas. Pure.

1. ``fold``: threads and near-duplicates go under the work that they are about.
2. ``spread``: what is near to something better, or comes from a source that was heard already, gives way.
3. ``preselect``: every quota, every stream and every rare source has its places before the best fill the rest.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mainstem.model import Cadence, Part, Sector
from mainstem.pipeline.planning.pool import Candidate, fits
from mainstem.pipeline.planning.week import Quota
from mainstem.text.alike import vectors
from mainstem.text.titles import cut

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_N = 2000  # the best of a pool: nobody who plans looks further down
_TALK = ("thread", "issue")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
# Likeness of titles (text.alike) from which two are about one thing; papers are told apart by a single word.
_SAME, _SAME_PAPER = 0.7, 0.95
# Log-odds that a work loses by its likeness to a better one, above the usual likeness of two titles of the field,
# and each time the number of its source's better works doubles: measured in docs/adr/0017-selection.md.
_NEAR, _USUAL, _LOUD = 3.0, 0.1, 0.15
_OPEN_SHELVES = ("paper", "venue")  # many independent authors behind one source: never loud
_TELLING = 0.3  # log-odds: a smaller loss is not worth telling
_TITLE_CHARS = 50
# Each quota sees this many fitting works for each piece it wants, so that sources and lengths can be traded.
_CHOICE_PER_PIECE = 2
_CHOICE_AT_LEAST = 6
_BALANCED: tuple[Sector, ...] = ("academic", "industrial")
# A source with so few works in a quarter of a year is rare; their best have one place in four.
_RARE, _QUARTER, _RARE_SHARE = 2, timedelta(days=91), 4


def select(pool: Sequence[Candidate]) -> list[Candidate]:
    """``pool``, best first, folded and spread out, but for what is pinned; best first again, ties by id."""
    pinned = [candidate for candidate in pool if candidate.pinned]
    chosen = spread(fold([candidate for candidate in pool if not candidate.pinned]))
    return sorted([*pinned, *chosen], key=lambda c: (-c.score, c.work.id))


# --- one thing once -----------------------------------------------------------------------------------


def fold(pool: Sequence[Candidate]) -> list[Candidate]:
    """``pool``, best first, without the threads and near-duplicates; each is listed under what it is about.

    That is the best of the alike that is no thread itself. A source's own posts and releases are a series and
    alike by design, so of one source only threads fold; another version ("4.7", "4.8"), a release and an issue
    of a newsletter never do.
    """
    main_of: dict[int, int] = {}
    alike = _alike(pool[:_N])
    for n in sorted(alike, key=lambda n: _rank(pool, n)):
        mains = (m for m in alike[n] if m not in main_of and _rank(pool, m) < _rank(pool, n))
        main = next((m for m in mains if _about_one(pool[m], pool[n])), None)
        if main is not None:
            main_of[n] = main
    under: defaultdict[int, list[Candidate]] = defaultdict(list)
    for n, main in sorted(main_of.items()):
        under[main].append(pool[n])
    return [_with(candidate, under.get(n, [])) for n, candidate in enumerate(pool) if n not in main_of]


def _alike(pool: Sequence[Candidate]) -> dict[int, list[int]]:
    """For each place the places of titles that are alike enough to be one thing, the most alike first."""
    rows = vectors([candidate.work.title for candidate in pool])
    likeness = (rows @ rows.T).toarray().round(4)
    ns, ms = (likeness >= _SAME).nonzero()
    found: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for n, m, near in zip(ns.tolist(), ms.tolist(), likeness[ns, ms].tolist(), strict=True):
        both_papers = pool[n].work.kind == pool[m].work.kind == "paper"
        if n != m and (not both_papers or near >= _SAME_PAPER):
            found[n].append((-near, m))
    return {n: [m for _, m in sorted(near)] for n, near in found.items()}


def _rank(pool: Sequence[Candidate], n: int) -> tuple[bool, int]:
    return pool[n].work.kind in _TALK, n


def _about_one(main: Candidate, other: Candidate) -> bool:
    works = main.work, other.work
    if "release" in (works[0].kind, works[1].kind) or "newsletter" in (main.shelf, other.shelf):
        return False
    if works[0].source_id == works[1].source_id and not all(work.kind in _TALK for work in works):
        return False
    ours, theirs = (set(_NUMBER.findall(work.title)) for work in works)
    return not ours or not theirs or ours == theirs


def _with(candidate: Candidate, folded: Sequence[Candidate]) -> Candidate:
    """The candidate with what is listed under it, and how much of that there is in its line."""
    work = candidate.work
    own = [t for t in work.talk if t.kind in _TALK and t.url != work.url]
    about = [Part(talk.title, talk.url, work.id) for talk in own]
    about += [Part(c.work.title, c.work.url, c.work.id) for c in folded]
    if not about:
        return candidate
    n_threads = len(own) + sum(c.work.kind in _TALK for c in folded)
    counts = (n_threads, "thread", "about it"), (len(about) - n_threads, "text", "like it")
    told = [f"{n} {what}{'s' * (n > 1)} {how}" for n, what, how in counts if n]
    return replace(candidate, about=tuple(about), why=f"and {' and '.join(told)} · {candidate.why}")


# --- not the same again -------------------------------------------------------------------------------


def spread(pool: Sequence[Candidate]) -> list[Candidate]:
    """``pool`` with every score less what the better ones take from it; best first, ties by id.

    The best work keeps its score. Each next one is the best after its loss: by its likeness to the most alike
    work of its kind that came before it (maximal marginal relevance; a post on a paper competes with posts, an
    issue of a newsletter with issues), and by how many of its source did. An archive and a venue are one address
    of many authors, and lose nothing for that.
    """
    import numpy as np

    top, rest = pool[:_N], pool[_N:]
    rows = vectors([candidate.work.title for candidate in top])
    likeness = (rows @ rows.T).toarray() * _same_kind(top)
    odds = np.array([_log_odds(candidate.score) for candidate in top])
    number_of = {source: n for n, source in enumerate(dict.fromkeys(c.work.source_id for c in top))}
    sources = np.array([number_of[c.work.source_id] for c in top], np.int64)
    is_loud = np.array([c.shelf not in _OPEN_SHELVES for c in top], bool)
    heard, nearest = np.zeros(len(number_of)), np.full(len(top), -1)
    near, left = np.full(len(top), _USUAL, np.float32), np.ones(len(top), bool)
    lost: list[Candidate] = []
    for _ in top:
        loss = _NEAR * (near - _USUAL) + _LOUD * np.log2(1 + heard[sources]) * is_loud
        n = int(np.argmax(np.where(left, odds - loss, -np.inf)))
        near_to = top[nearest[n]] if _NEAR * (near[n] - _USUAL) >= _TELLING else None
        lost.append(
            _less(top[n], float(odds[n] - loss[n]), int(heard[sources[n]]) * bool(is_loud[n]), near_to)
        )
        left[n] = False
        heard[sources[n]] += 1
        nearest[likeness[n] > near] = n
        near = np.maximum(near, likeness[n])
    return sorted([*lost, *rest], key=lambda c: (-c.score, c.work.id))


def _same_kind(candidates: Sequence[Candidate]) -> NDArray[np.bool_]:
    import numpy as np

    kinds = np.array([f"{c.work.kind} {c.shelf == 'newsletter'}" for c in candidates], np.str_)
    same: NDArray[np.bool_] = kinds[:, None] == kinds[None, :]
    return same


def _less(candidate: Candidate, odds: float, n_heard: int, near_to: Candidate | None) -> Candidate:
    told = [f"no. {n_heard + 1} of {candidate.source}"] if _LOUD * math.log2(1 + n_heard) >= _TELLING else []
    if near_to is not None:
        told.append(f"near to {cut(near_to.work.title, _TITLE_CHARS)!r}")
    return replace(candidate, score=1 / (1 + math.exp(-odds)), why=" · ".join([*told, candidate.why]))


def _log_odds(score: float) -> float:
    sure = min(max(score, 1e-6), 1 - 1e-6)
    return math.log(sure / (1 - sure))


# --- places -------------------------------------------------------------------------------------------


def preselect(
    pool: Sequence[Candidate], quotas: Sequence[Quota], cadence: Cadence, at: datetime
) -> list[Candidate]:
    """At most ``cadence.n_candidates`` works for the solver, best first; ``pool`` is best first.

    First come, for each quota in order (and each stream it asks for), the best works that fit, twice as many
    as it wants and six at least, no source with more than it may have in the week; and as many of each sector
    of the balance, so that the weeks can be evened out. Then come the best works of rare sources, in a quarter
    of the places. The best overall fill the rest, no source with more than three times its share: so a loud
    source takes neither a quota nor the rest, and buries nobody. Pinned works stand apart.
    """
    pool = [candidate for candidate in pool if not candidate.pinned]
    rare = list(_from_each(_of_rare(pool, at), cadence.n_candidates // _RARE_SHARE, _RARE))
    for_quotas = list({c.work.id: c for c in _for_quotas(pool, quotas, cadence)}.values())
    taken = {c.work.id: c for c in (*for_quotas[: cadence.n_candidates - len(rare)], *rare)}
    rest = (c for c in pool if c.work.id not in taken)
    chosen = [
        *taken.values(),
        *_from_each(rest, cadence.n_candidates - len(taken), 3 * cadence.max_per_source),
    ]
    return sorted(chosen, key=lambda c: (-c.score, c.work.id))


def _for_quotas(pool: Sequence[Candidate], quotas: Sequence[Quota], cadence: Cadence) -> Iterator[Candidate]:
    for quota in quotas:
        for stream in quota.streams or (None,):
            wanted = max(_CHOICE_AT_LEAST, _CHOICE_PER_PIECE * (1 if stream else quota.wanted))
            fitting = (c for c in pool if fits(quota.rule, c) and (not stream or stream in c.streams))
            yield from _from_each(fitting, wanted, cadence.max_per_source)
        for sector in _BALANCED:
            fitting = (c for c in pool if fits(quota.rule, c) and c.sector == sector)
            yield from _from_each(fitting, _CHOICE_PER_PIECE, cadence.max_per_source)


def _of_rare(pool: Sequence[Candidate], at: datetime) -> Iterator[Candidate]:
    """The works of sources that published no more than twice within a quarter of a year."""
    n_of = Counter(c.work.source_id for c in pool if c.work.known_at >= at - _QUARTER)
    return (c for c in pool if 0 < n_of[c.work.source_id] <= _RARE)


def _from_each(pool: Iterable[Candidate], n: int, n_per_source: int) -> Iterator[Candidate]:
    """The first ``n`` of ``pool``, no source with more than ``n_per_source``."""
    n_of: Counter[str] = Counter()
    for candidate in pool:
        if n_of.total() < n and n_of[candidate.work.source_id] < n_per_source:
            n_of[candidate.work.source_id] += 1
            yield candidate
