"""What was learned about a person: listed with what it stems from, corrected, and erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from mainstem.errors import UsageError
from mainstem.model import Mark, Wish
from mainstem.pipeline.week import View
from mainstem.signals.taste import Example, Taste
from mainstem.wiring import wishing

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_KINDS = ("word", "author", "lab", "source")
_LEAST = 0.04  # log-odds: what weighs less is noise


@dataclass(frozen=True, slots=True)
class Learned:
    """One thing that was learned: what it adds to a work made of nothing else, and the marks it stems from."""

    kind: str
    name: str
    odds: float  # as weighed by the pack; negative is less of it
    behind: Sequence[tuple[Example, float]]  # what each mark or wish gave, the strongest first


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that is known of a person's taste."""

    marks: Sequence[Mark]
    wishes: Sequence[Wish]
    learned: Sequence[Learned]  # the strongest of each kind first


def portrait(app: Mainstem, look: View, n_each: int) -> Portrait:
    """The ``n_each`` strongest words, authors, labs and sources; the same that `why` adds up."""
    reader = app.ranking.reader(look)
    taught = {mark.work_id for mark in reader.marks}
    if not taught and not reader.wishes:
        return Portrait((), (), ())
    renewed = app.ranking.renewed(look, lambda _: None, reader)
    added = next(one for one in renewed.added if isinstance(one.learned, Taste))
    learned = cast(Taste, added.learned)
    found = [_learned(learned, added.weight, n) for n in _strongest(learned, n_each)]
    return Portrait(reader.marks, reader.wishes, found)


def _strongest(taste: Taste, n_each: int) -> list[int]:
    """Columns of the strongest features, by kind."""
    features = taste.held.rows["taste"].features
    left = dict.fromkeys(_KINDS, n_each)
    chosen = []
    for column in np.argsort(-np.abs(taste.adds), kind="stable").tolist():
        if abs(taste.adds[column]) < _LEAST or not any(left.values()):
            break
        kind = features[column].partition(":")[0]
        if left[kind]:
            left[kind] -= 1
            chosen.append(column)
    return sorted(chosen, key=lambda column: _KINDS.index(features[column].partition(":")[0]))


def _learned(taste: Taste, weight: float, column: int) -> Learned:
    feature = taste.held.rows["taste"].features[column]
    kind, _, name = feature.partition(":")
    behind = [(example, weight * given) for example, given in taste.behind(feature)]
    return Learned(kind, name, weight * float(taste.adds[column]), behind)


def forget(app: Mainstem, told: str) -> Wish:
    """Nothing is learned from a word, author, lab or source any more; raises UsageError for anything else."""
    kind, name = wishing.split(told)
    if kind not in _KINDS:
        raise UsageError(told, f"a {kind} is not learned", f"End it with `mainstem unfollow {kind} {name}`")
    return wishing.wish(app, "forget", kind, name)[0]


def remember(app: Mainstem, told: str) -> Wish:
    """Takes a forgetting back."""
    return wishing.end(app, "forget", *wishing.split(told))


def less_of(app: Mainstem, work_id: str, look: View, n: int = 5) -> list[str]:
    """The words and names of a work that speak most against others now."""
    renewed = app.ranking.renewed(look, lambda _: None, app.ranking.reader(look))
    row = renewed.held.position.get(work_id)
    taste = next(one.learned for one in renewed.added if isinstance(one.learned, Taste))
    if row is None:
        return []
    return [name.partition(":")[2] for name, odds in taste.parts(row) if odds < 0][:n]


def erase(app: Mainstem) -> int:
    """Removes every mark, note, folder, follow and mute of the person, and their ranking; how many rows went."""
    person, store = app.settings.person, app.store
    n = store.marks.erase(person) + store.wishes.erase(person)
    store.ranks.erase(person)
    return n
