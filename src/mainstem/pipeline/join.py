"""Which works of many are one, and which follow another: proposed with the evidence. Pure.

Works meet where they share a key or a link, the letters of a title, a name, or two of their rarest words; only
these pairs are judged (``text.same_work``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from mainstem.model import Pack
from mainstem.text.same_work import Record, Verdict, judge, shared_authors
from mainstem.text.shingles import shared
from mainstem.text.title_match import follows, read, weight

JOIN = 0.93  # the machine joins from here on; what is less sure is shown to a person
_APART = 0.1  # two works as unlikely to be one as this keep their groups apart
_OPEN = 0.2  # from here on two papers' abstracts are held side by side
_N_RARE = 5  # words of a title whose pairs are looked up
_MAX_BLOCK = 60  # works that share two words; more share a phrase of the field
_MAX_NAMED = 400  # works that share a name, a title or a link


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work as it is held against others."""

    id: str
    record: Record


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two works that are likely one."""

    a: str
    b: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Following:
    """A later version of a system: another work, and linked as its successor."""

    earlier: str
    later: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison came to."""

    joins: tuple[Proposal, ...]  # for the machine to make, in order
    doubtful: tuple[Proposal, ...]  # for a person to look at
    followings: tuple[Following, ...]


def compare(
    candidates: Sequence[Candidate],
    fresh: Collection[str],
    umbrellas: frozenset[str] = frozenset(),
    text_of: Callable[[str], str] = lambda _: "",
) -> Found:
    """What is one and what follows, among all pairs of candidates of which one is ``fresh`` (by id).

    ``text_of`` gives the abstract of a paper by its id; asked only where titles leave it open.
    """
    proposals: list[Proposal] = []
    followings: list[Following] = []
    for a, b in _pairs(candidates, fresh):
        verdict = None if _two_preprints(a, b) else judge(a.record, b.record, umbrellas=umbrellas)
        if verdict and _OPEN <= verdict.probability < JOIN and a.record.kind == b.record.kind == "paper":
            text = shared(text_of(a.id), text_of(b.id))
            verdict = judge(a.record, b.record, umbrellas=umbrellas, shared_text=text)
        if verdict and verdict.same:
            proposals.append(Proposal(a.id, b.id, verdict))
        elif (following := _following(a, b)) is not None:
            followings.append(following)
    proposals.sort(key=lambda one: (-one.verdict.probability, one.a, one.b))
    joins, doubtful = _grouped(proposals, {one.id: one for one in candidates}, umbrellas)
    followings.sort(key=lambda one: (one.earlier, one.later))
    return Found(joins, doubtful, tuple(followings))


def _grouped(
    proposals: Sequence[Proposal], known: dict[str, Candidate], umbrellas: frozenset[str]
) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    """The proposals to carry out, best first: none makes one of two works that are told apart elsewhere."""
    groups = {one: [one] for proposal in proposals for one in (proposal.a, proposal.b)}
    joins: list[Proposal] = []
    doubtful: list[Proposal] = []
    for proposal in proposals:
        ours, theirs = groups[proposal.a], groups[proposal.b]
        if ours is theirs:
            continue
        crossing = (
            judge(known[a].record, known[b].record, umbrellas=umbrellas) for a in ours for b in theirs
        )
        if proposal.verdict.probability < JOIN or any(v.probability < _APART for v in crossing):
            doubtful.append(proposal)
            continue
        joins.append(proposal)
        ours.extend(theirs)
        groups.update(dict.fromkeys(theirs, ours))
    return tuple(joins), tuple(doubtful)


def _pairs(candidates: Sequence[Candidate], fresh: Collection[str]) -> Iterator[tuple[Candidate, Candidate]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for n, candidate in enumerate(candidates):
        for block in _blocks(candidate.record):
            blocks[block].append(n)
    met: set[tuple[int, int]] = set()
    for block, ns in blocks.items():
        if len(ns) > (_MAX_BLOCK if isinstance(block, frozenset) else _MAX_NAMED):
            continue
        new = [n for n in ns if candidates[n].id in fresh]
        met.update((min(a, b), max(a, b)) for a in new for b in ns if a != b)
    for a, b in sorted(met):
        yield candidates[a], candidates[b]


def _blocks(record: Record) -> Iterator[Hashable]:
    title = read(record.title)
    yield from (("key", key) for key in record.keys | record.links)
    yield ("title", title.squash)
    words = title.plain.replace(":", " ").split()
    yield from {("name", "".join(words[:n]).replace("-", "")) for n in (1, 2, 3)}
    if title.name:
        yield ("name", title.name)
        yield ("family", title.name_parts[0] if title.name_parts else "")
    rare = sorted(set(title.words), key=lambda word: (-weight(word), word))[:_N_RARE]
    yield from (frozenset(pair) for pair in combinations(rare, 2))


def _following(a: Candidate, b: Candidate) -> Following | None:
    """A higher number behind one name is a successor where the authors, where known, have somebody in common."""
    if a.record.kind != "paper" or b.record.kind != "paper":
        return None
    for earlier, later in ((a, b), (b, a)):
        why = follows(read(earlier.record.title), read(later.record.title))
        if why and _in_order(earlier.record, later.record) and _by_same(a.record, b.record):
            return Following(earlier.id, later.id, why)
    return None


def _two_preprints(a: Candidate, b: Candidate) -> bool:
    """Whether two arXiv ids and titles spare a closer look; most pairs are such."""
    return (
        bool(a.record.arxiv and b.record.arxiv) and read(a.record.title).squash != read(b.record.title).squash
    )


def _in_order(earlier: Record, later: Record) -> bool:
    days = earlier.day or str(earlier.year or ""), later.day or str(later.year or "")
    return not all(days) or days[0] <= days[1]


def _by_same(a: Record, b: Record) -> bool:
    """Somebody wrote both; where authors are not known, the name must be one that is hardly given twice."""
    shared = shared_authors(a.authors, b.authors)
    return read(a.title).coined and read(b.title).coined if shared is None else shared > 0


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
