"""What a person muted, and which works that leaves out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mainstem.model import Pack, Wish, Work


class Mutes:
    """The mutes of one person. ``topics`` are the works' topics by id, where any mute is about one."""

    def __init__(self, wishes: Sequence[Wish], pack: Pack, topics: Mapping[str, str | None]) -> None:
        self._mutes = [wish for wish in wishes if wish.sense == "mute"]
        self._labs = {lab.id: {n.casefold() for n in (lab.name, *lab.names)} for lab in pack.labs}
        self._topics = topics

    def of(self, work: Work) -> Wish | None:
        """The first mute that leaves the work out, or None."""
        return next((wish for wish in self._mutes if self._leaves_out(wish, work)), None)

    def _leaves_out(self, wish: Wish, work: Work) -> bool:
        if not self._is(work, wish.kind, wish.name):
            return False
        return not any(self._is(work, *_kind_and_name(exception)) for exception in wish.exceptions)

    def _is(self, work: Work, kind: str, name: str) -> bool:
        """Whether the work holds the word, or is by that author, lab or source, or on that topic."""
        authors = {author.casefold() for author in work.authors}
        if kind == "author":
            return name.casefold() in authors
        if kind == "lab":
            return work.source_id == f"lab-{name}" or not authors.isdisjoint(self._labs.get(name, ()))
        if kind == "source":
            return work.source_id == name
        if kind == "topic":
            return self._topics.get(work.id) == name
        told = r"\s+".join(map(re.escape, name.split()))
        return re.search(rf"(?<!\w){told}(?!\w)", f"{work.title}\n{work.text}", re.IGNORECASE) is not None


def about_topics(wishes: Sequence[Wish]) -> bool:
    """Whether any mute, or an exception to one, is about a topic."""
    names = [name for wish in wishes if wish.sense == "mute" for name in (f"{wish.kind}:", *wish.exceptions)]
    return any(name.startswith("topic:") for name in names)


def _kind_and_name(told: str) -> tuple[str, str]:
    kind, colon, name = told.partition(":")
    return (kind, name) if colon and kind in ("author", "lab", "source", "topic") else ("word", told)
