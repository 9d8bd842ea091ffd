"""Which of the works that meet are one, and which follow another: proposed with the evidence. Pure.

``pipeline.meeting`` says which pairs are worth a look, ``text.same_work`` judges each; here the verdicts are put
together, so that no group of works takes in one that is told apart from any of its members.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mainstem.model import Pack
from mainstem.text.same_work import Record, Verdict, judge, shared_authors
from mainstem.text.shingles import shared
from mainstem.text.title_match import follows
from mainstem.text.title_parts import read

JOIN = 0.93  # the machine joins from here on; what is less sure is shown to a person
_APART = 0.1  # two works as unlikely to be one as this keep their groups apart
_OPEN = 0.2  # from here on two papers' abstracts are held side by side


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
    pairs: Iterable[tuple[Candidate, Candidate]],
    umbrellas: frozenset[str] = frozenset(),
    texts_of: Callable[[Collection[str]], Mapping[str, str]] = lambda _: {},
) -> Found:
    """What is one and what follows, among these pairs.

    ``texts_of`` gives abstracts of papers by their ids; it is asked once, for those whose titles leave it open.
    """
    known: dict[str, Candidate] = {}
    judged: list[tuple[Candidate, Candidate, Verdict]] = []
    followings: list[Following] = []
    for a, b in pairs:
        known |= {a.id: a, b.id: b}
        verdict = None if _two_preprints(a, b) else judge(a.record, b.record, umbrellas=umbrellas)
        if verdict and verdict.probability >= _OPEN:
            judged.append((a, b, verdict))
        elif (following := _following(a, b)) is not None:
            followings.append(following)
    left_open = [(a, b) for a, b, verdict in judged if verdict.probability < JOIN and _papers(a, b)]
    by_text = _by_text(left_open, umbrellas, texts_of)
    told = (Proposal(a.id, b.id, by_text.get((a.id, b.id), verdict)) for a, b, verdict in judged)
    proposals = sorted(
        (one for one in told if one.verdict.same), key=lambda one: (-one.verdict.probability, one.a, one.b)
    )
    joins, doubtful = _grouped(proposals, known, umbrellas)
    return Found(joins, doubtful, tuple(sorted(followings, key=lambda one: (one.earlier, one.later))))


def _papers(a: Candidate, b: Candidate) -> bool:
    return a.record.kind == b.record.kind == "paper"


def _by_text(
    pairs: Sequence[tuple[Candidate, Candidate]],
    umbrellas: frozenset[str],
    texts_of: Callable[[Collection[str]], Mapping[str, str]],
) -> dict[tuple[str, str], Verdict]:
    """The verdicts on pairs of which both abstracts are known, by ids."""
    texts = texts_of({one.id for pair in pairs for one in pair}) if pairs else {}
    return {
        (a.id, b.id): judge(a.record, b.record, umbrellas=umbrellas, shared_text=text)
        for a, b in pairs
        if (text := shared(texts.get(a.id, ""), texts.get(b.id, ""))) is not None
    }


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


def _following(a: Candidate, b: Candidate) -> Following | None:
    """A higher number behind one name is a successor where the authors, where known, have somebody in common."""
    if not _papers(a, b):
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
