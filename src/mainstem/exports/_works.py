"""The works of a list, each once, under keys that a text may cite."""

from __future__ import annotations

from collections.abc import Iterator

from mainstem.model import Listing, Work
from mainstem.text.bibliography import key


def cited(listing: Listing) -> Iterator[tuple[str, Work]]:
    """Key and work, in the list's order; of works with the same key the second has an ``a`` after it, and so on."""
    works = {work.id: work for entry in listing.entries for work in entry.works}
    taken: dict[str, int] = {}
    for work in works.values():
        name = key(work)
        n = taken[name] = taken.get(name, -1) + 1
        yield (name if n == 0 else f"{name}{_letters(n)}"), work


def _letters(n: int) -> str:
    """a to z, then aa and on."""
    letters = ""
    while n:
        n, at = divmod(n - 1, 26)
        letters = chr(ord("a") + at) + letters
    return letters
