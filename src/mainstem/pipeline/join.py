"""Which works of many are one, and which follow another: proposed with evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from mainstem.model import Pack
from mainstem.text.title_match import read


def umbrellas(pack: Pack) -> frozenset[str]:
    """Keys of watched repositories whose name stands in the titles of several known works."""
    titles = {read(title).squash for title in _titles(pack)}
    several: set[str] = set()
    for repository in pack.repositories:
        name = read(repository.name.rpartition("/")[2]).squash
        if len(name) > 3 and sum(name in title for title in titles) > 1:  # jax, trl: parts of words
            several.update(f"github:{told.lower()}" for told in (repository.name, *repository.former))
    return frozenset(several)


def _titles(pack: Pack) -> Iterator[str]:
    for row in (*pack.canon, *pack.candidates):
        yield row.title
        yield from (other.title for other in (*row.successors, *row.predecessors))
