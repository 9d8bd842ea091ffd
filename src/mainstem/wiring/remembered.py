"""What was worked out once and holds while nothing that it was made from changes.

Each value is kept under the exact inputs it was made from, among them the revision of the store, which grows with every
sync: so nothing stale is ever told, and nothing is worked out twice.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")
N_KEPT = 64  # values, the last used ones; a review of a quarter is some 100 kB


class Remembered:
    """A few values by what they were made from. Several threads may ask: at worst one is made twice."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, Hashable], object] = OrderedDict()

    def get(self, what: str, made_from: Hashable, make: Callable[[], T]) -> T:
        """The value, made where it is not held; ``what`` names its maker and so its type."""
        name = what, made_from
        found = self._held.pop(name, None)
        if found is None:
            found = make()
        self._held[name] = found
        while len(self._held) > N_KEPT:
            self._held.popitem(last=False)
        return cast(T, found)
