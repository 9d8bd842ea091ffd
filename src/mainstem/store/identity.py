"""Which work an item is of: joins, moves and new works, decided without a database.

A key belongs to one work. An item that brings keys of two works says that these are one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

_RANK = {"arxiv": 0, "openreview": 1, "doi": 2}


def rank_of(key: str) -> int:
    """How good a name ``key`` is for a work: arXiv 0, OpenReview 1, DOI 2, anything else 3."""
    return _RANK.get(key.partition(":")[0], len(_RANK))


@dataclass(frozen=True, slots=True)
class Join:
    """Two works that turned out to be one: ``joined`` went into ``kept``."""

    kept_n: int
    joined_n: int
    kept_id: str
    joined_id: str
    item_id: str
    why: str


class Identity:
    """Places items at works, in the order in which they come.

    It starts from what is known of the keys at hand (``owners``: key -> number of its work), of their works
    (``ids``: number -> name; ``n_items``: number -> items it has) and of the next free number; afterwards
    ``made``, ``named``, ``keys`` and ``joins`` say what changed. Two works whose numbers stand in ``apart``
    are never joined: a person said that they are two.
    """

    def __init__(
        self,
        owners: Mapping[str, int],
        ids: Mapping[int, str],
        n_items: Mapping[int, int],
        next_n: int,
        apart: Collection[tuple[int, int]] = (),
    ) -> None:
        self._apart = apart
        self._owners = dict(owners)
        self._ids = dict(ids)
        self._n_items = dict(n_items)
        self._next_n = next_n
        self._into: dict[int, int] = {}
        self.made: set[int] = set()  # works that are new
        self.named: set[int] = set()  # works that were there and got a better name
        self.keys: dict[str, str] = {}  # new keys, and the item that brought each
        self.joins: list[Join] = []

    def place(self, item_id: str, keys: Sequence[str], current: int | None) -> int:
        """The work of an item with these keys; ``current`` is the work it was of so far.

        An item stays with its work, and new keys become that work's. Where its keys are all another work's
        it moves there; where it was the last of its work, the two works are joined and nothing is orphaned.
        """
        claimed = self._claimed(keys)
        here = None if current is None else self.now(current)
        if here is not None and (here in claimed or not claimed or self._n_items.get(here, 0) <= 1):
            claimed = self._together([here, *claimed])
        n = self._join(self._together(claimed), item_id, keys) if claimed else self._make(keys)
        for key in keys:
            if key not in self._owners:
                self._owners[key] = n
                self.keys[key] = item_id
        self._name(n, keys)
        if here is None or self.now(here) != n:
            self._n_items[n] = self._n_items.get(n, 0) + 1
            if here is not None:
                self._n_items[here] -= 1
        return n

    def now(self, n: int) -> int:
        """The work that ``n`` went into, or itself."""
        while n in self._into:
            n = self._into[n]
        return n

    def owner(self, key: str) -> int:
        """The work that ``key`` belongs to by now."""
        return self.now(self._owners[key])

    def id_of(self, n: int) -> str:
        """The name of a work."""
        return self._ids[n]

    def _claimed(self, keys: Iterable[str]) -> list[int]:
        return list(dict.fromkeys(self.owner(key) for key in keys if key in self._owners))

    def _together(self, works: Iterable[int]) -> list[int]:
        """The works that nobody told apart from the first of them, or from one another."""
        kept: list[int] = []
        apart = {frozenset((self.now(a), self.now(b))) for a, b in self._apart}
        for n in dict.fromkeys(works):
            if all(frozenset((n, other)) not in apart for other in kept):
                kept.append(n)
        return kept

    def _make(self, keys: Sequence[str]) -> int:
        n = self._next_n
        self._next_n += 1
        self._ids[n] = min(keys, key=rank_of)
        self.made.add(n)
        return n

    def _join(self, works: Sequence[int], item_id: str, keys: Sequence[str]) -> int:
        kept = min(works, key=lambda n: (rank_of(self._ids[n]), n))
        for n in works:
            if n == kept:
                continue
            why = f"item {item_id} goes by {', '.join(keys)}"
            self.joins.append(Join(kept, n, self._ids[kept], self._ids[n], item_id, why))
            self._into[n] = kept
            self._n_items[kept] = self._n_items.get(kept, 0) + self._n_items.pop(n, 0)
        return kept

    def _name(self, n: int, keys: Sequence[str]) -> None:
        best = min(keys, key=rank_of)
        if rank_of(best) < rank_of(self._ids[n]):
            self._ids[n] = best
            if n not in self.made:
                self.named.add(n)
