"""Which works of many are worth holding side by side: found in one pass, whatever their number. Pure.

Works meet where one links to the other, where their titles are spelt alike, where one title bears the name that
the other begins with, and, as papers, where they share rare words. Two arXiv ids are two works, so preprints meet
each other only by their spelling, or as versions of one system. What is new is looked up among what is known, so
the cost grows with the one and with the other, never with their product; a mark that hundreds of works share
tells none of them apart and is passed over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mainstem.text.title_parts import folded, name_in, openings, squash, stems

Pairs = set[tuple[int, int]]
_Mark = tuple[str, str]
_SOUGHT = {"name": "begins", "begins": "name"}  # what bears a mark seeks this one; else its like

_MAX_ALIKE = 100  # works of one spelling, or that link one thing: a column's headline, a page that all cite
_MAX_NAMED = 400  # works that begin with one word
_MAX_RARE = 60  # papers that have a word, or two in a row
_RAREST = 5  # such papers that meet by it alone; of more it takes two
_MAX_MET = 25  # papers that one meets by its words: those that share most of them


@dataclass(frozen=True, slots=True)
class Told:
    """A work as far as it takes to know whom it meets."""

    title: str
    paper: bool
    preprint: bool = False  # goes by an arXiv id
    links: tuple[str, ...] = ()  # keys of what it may be about


def meetings(works: Mapping[int, Told], fresh: Collection[int], owners: Mapping[str, int]) -> Pairs:
    """The pairs of works, by number, the smaller first, of which one is ``fresh`` and that may be one or follow.

    ``owners`` says which work goes by a key.
    """
    plain = {n: folded(told.title) for n, told in works.items()}
    news = [n for n in fresh if n in works]
    return _by_links(works, news, owners) | _by_names(works, plain, news) | _by_words(works, plain, news)


def _by_links(works: Mapping[int, Told], news: Iterable[int], owners: Mapping[str, int]) -> Pairs:
    """A work and what it links, and works that link one thing."""
    linking: defaultdict[str, list[int]] = defaultdict(list)
    for n, told in works.items():
        for key in told.links:
            linking[key].append(n)
    new = set(news)
    pairs: Pairs = set()
    for key, ns in linking.items():
        owner = owners.get(key)
        if owner is not None and owner in works:
            pairs |= {_pair(n, owner) for n in ns if n != owner and (n in new or owner in new)}
        if len(ns) <= _MAX_ALIKE:
            pairs |= {_pair(a, b) for a in ns if a in new for b in ns if a != b}
    return pairs


def _by_names(works: Mapping[int, Told], plain: Mapping[int, str], news: Iterable[int]) -> Pairs:
    """Works whose titles are spelt alike, or begin with one name."""
    marks = {n: list(_marks(plain[n], told.paper)) for n, told in works.items()}
    asked = {n: [(_SOUGHT.get(kind, kind), told) for kind, told in marks[n]] for n in news}
    wanted = {mark for its in asked.values() for mark in its}
    bearing: defaultdict[_Mark, list[int]] = defaultdict(list)
    for n, its in marks.items():
        for mark in wanted.intersection(its):
            bearing[mark].append(n)
    pairs: Pairs = set()
    for n, sought in asked.items():
        for mark in sought:
            ns = bearing[mark]
            if len(ns) <= (_MAX_ALIKE if mark[0] == "alike" else _MAX_NAMED):
                pairs.update(_pair(n, m) for m in ns if n != m and _may_tell(mark, works[n], works[m]))
    return pairs


def _may_tell(mark: _Mark, a: Told, b: Told) -> bool:
    """Whether to share ``mark`` says anything of two such works."""
    if mark[0] in ("name", "begins"):
        return (a.paper or b.paper) and not (a.preprint and b.preprint)
    return True


def _marks(plain: str, paper: bool) -> Iterator[_Mark]:
    """What a folded title is found by: how it is spelt, and where it has a name or may begin with one."""
    if spelt := squash(plain):
        yield "alike", spelt
    head, colon, _ = plain.partition(":")
    if colon and head.count(" ") > 1:  # a title that goes on with a subtitle elsewhere
        yield "alike", squash(head)
    yield from (("begins", opening) for opening in openings(plain))
    if paper and (name := name_in(plain)):
        yield "name", "".join(name)
        yield from _letters(name)


def _letters(name: Iterable[str]) -> Iterator[_Mark]:
    """A name without its numbers: versions of one system share it."""
    if letters := " ".join(part for part in name if part.isalpha() and part != "v"):
        yield "letters", letters


def _by_words(works: Mapping[int, Told], plain: Mapping[int, str], news: Iterable[int]) -> Pairs:
    """Papers, at least one of them not a preprint, that share rare words of their titles."""
    phrases = {n: _phrases(plain[n]) for n, told in works.items() if told.paper}
    asking = [n for n in news if n in phrases]
    on_pages = set[str]().union(*(phrases[n] for n in phrases if not works[n].preprint))
    wanted = on_pages & set[str]().union(*(phrases[n] for n in asking))
    pages: defaultdict[str, list[int]] = defaultdict(list)
    preprints: defaultdict[str, list[int]] = defaultdict(list)
    for n, its in phrases.items():
        having = preprints if works[n].preprint else pages
        for phrase in wanted & its:
            having[phrase].append(n)
    pairs: Pairs = set()
    for n in asking:
        shared = phrases[n] & wanted
        rare = {p: len(pages.get(p, ())) + len(preprints.get(p, ())) for p in shared}
        met = _sharing(rare, (pages,) if works[n].preprint else (pages, preprints), n)
        pairs.update(_pair(n, m) for m in met)
    return pairs


def _phrases(plain: str) -> set[str]:
    """The words of a folded title, and every two of them that follow each other."""
    words = stems(plain)
    return {*words, *map(" ".join, pairwise(words))}


def _sharing(n_having: Mapping[str, int], having: Sequence[Mapping[str, list[int]]], n: int) -> list[int]:
    """The papers that share a very rare phrase or two rare ones, at most so many, those that share most first.

    ``n_having`` says of each phrase how many papers have it, ``having`` which of those that count.
    """
    shared: Counter[int] = Counter()
    for phrase, n_papers in n_having.items():
        if n_papers <= _MAX_RARE:
            found = [lists[phrase] for lists in having if phrase in lists]
            for ns in found * (1 + (n_papers <= _RAREST)):
                shared.update(ns)
    shared.pop(n, None)
    met = [m for m, n_shared in shared.items() if n_shared > 1]
    return met if len(met) <= _MAX_MET else sorted(met, key=lambda m: (-shared[m], m))[:_MAX_MET]


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
