"""Whether two records are about one work, why, and how they are related. Pure.

Identifiers decide first, then what links to what, then near-duplicate text, then titles, authors and years.
Every rule names itself in words; nothing here was fitted to labels but the few thresholds below, which were
chosen on folds (docs/adr/0013-one-work.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from mainstem.text import title_match
from mainstem.text.title_match import Likeness
from mainstem.text.title_parts import read, weight

Kind = Literal["paper", "listing", "post", "thread", "model", "repository", "issue", "other"]
Relation = Literal[
    "preprint-of",
    "version-of",
    "announcement-of",
    "discussion-of",
    "code-of",
    "successor-of",
    "unrelated-lookalike",
]

_OWNED = re.compile(r"[\w.-]+/[\w.-]+")
_OTHERS = re.compile(
    r"(?:\s*,)?\s*\b(?:et al\b\.?|(?:and )?(?:\d+ )?(?:others|more authors))\s*$", re.IGNORECASE
)
_STATE_WORDS = "b k m dev instruct base chat it hf preview fp bf int awq gguf moe main official code rl sft"
_STATES = frozenset(_STATE_WORDS.split())
SAME = 0.9  # a verdict at or above it is "same"
# Shares of weight (overlap) and weights in nats (told) that two titles must have in common. They were set
# where 725,000 pairs of look-alike titles of 55,290 arXiv papers without a common author gave few false answers.
_NAMED = 0.25  # overlap of the subtitles behind one name
_COINED = 7.5  # told by the subtitles behind one name that is rare
_COINED_NEAR = 5.0  # the same where the years are near, too
_PHRASED = 2.0  # told by the subtitles behind one name of several words, where the years are near
_OF_SURVEYS = 0.85  # overlap of two surveys
_OVERLAP_LEAST, _TOLD_MOST = (
    0.4,
    24.0,
)  # of titles without a common name: sharing 40 % they must share 24 nats,
_PER_SHARE, _TOLD_LEAST = 80.0, 12.0  # and 0.8 less for every further per cent, down to 12
_NAMES_COST = (0.0, 6.0, 2.0)  # nats more where one of them, or each in its own way, names a system
_WITHIN = (0.7, 0.85)  # unless so much of the shorter title is in the other, by the same count of systems
_WITH_AUTHORS = 0.3  # overlap of two titles by much the same people, who may also have written two papers:
_SURE_WITH_AUTHORS = (
    0.6  # of 5,749 pairs of papers by common authors 452 share 30 % of their words, 40 share 60 %
)
_TEXT = 0.5  # share of one abstract's six-word runs that the other has, too
_SPELLING = 0.93
_TALK_MOST = 0.92  # posts and threads of like titles that link nothing: many write about one thing
_UNLIKE = 6.0  # a list's title that shares less with what it links to names something else
_TOLD = 12.0  # a thread's title that shares as much with what it links to speaks of it


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a thing that may be a work."""

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    day: str | None = None  # ISO date where it is known
    kind: Kind = "other"
    keys: frozenset[str] = frozenset()  # canonical keys it goes by
    links: frozenset[str] = frozenset()  # canonical keys it links to as what it is about
    host: str = ""  # who published it, for posts and threads

    @property
    def arxiv(self) -> frozenset[str]:
        """Its arXiv keys."""
        return frozenset(key for key in self.keys if key.startswith("arxiv:"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two records are one work."""

    same: bool
    relation: Relation
    probability: float  # in [0, 1] that they are one work: how often such evidence was right
    why: str


def judge(
    a: Record, b: Record, *, umbrellas: frozenset[str] = frozenset(), shared_text: float | None = None
) -> Verdict:
    """Whether ``a`` and ``b`` are one work; the order matters for no part of the verdict.

    ``umbrellas`` are keys of repositories that serve several works: they are never merged with one.
    ``shared_text`` is the share of six-word runs of the shorter text that the other holds.
    """
    like = title_match.compare(read(a.title), read(b.title))
    probability, why = _weigh(a, b, like, umbrellas, shared_text)
    same = probability >= SAME
    return Verdict(same, _relation(a, b, like, same), probability, why)


def _weigh(
    a: Record, b: Record, like: Likeness, umbrellas: frozenset[str], shared_text: float | None
) -> tuple[float, str]:
    if _is_repository(a) != _is_repository(b):
        return _code(a, b, umbrellas)
    if shared := sorted(a.keys & b.keys):
        return 0.999, f"both go by {shared[0]}"
    if (told := _linked(a, b, like)) is not None:
        return told
    if a.arxiv and b.arxiv:
        return _two_preprints(a, b, like)
    if shared_text is not None and shared_text >= _TEXT and like.apart is None:
        return 0.98, f"{shared_text:.0%} of the text is the same"
    return _titles(a, b, like)


def _code(a: Record, b: Record, umbrellas: frozenset[str]) -> tuple[float, str]:
    """A repository or model card is its paper's where it bears the work's name and nothing more than a size."""
    held, work = (a, b) if _is_repository(a) else (b, a)
    if shared := sorted(held.keys & work.keys):
        return 0.999, f"both go by {shared[0]}"
    if held.kind != "model" and not umbrellas.isdisjoint({*held.keys, f"github:{held.title.lower()}"}):
        return 0.05, "the repository serves several works"
    linked = bool(held.links & work.keys or work.links & held.keys)
    title = read(work.title)
    if not title.name:
        return 0.3, "the title bears no name"
    if _bears(held.title.rpartition("/")[2], title.name_parts):
        return 0.96 if linked else 0.91, f"{held.title} bears the work's name {title.name}"
    return 0.3 if linked else 0.05, f"{held.title} does not bear the work's name {title.name}"


def _bears(repository: str, name: tuple[str, ...]) -> bool:
    """Whether a repository's name is ``name``, or goes on with a size or a state of the same model."""
    parts = read(repository.replace("-", " ").replace("_", " ") + ": x").name_parts
    if "".join(parts) == "".join(name):
        return True
    return parts[: len(name)] == name and all(
        part in _STATES or part.isdigit() for part in parts[len(name) :]
    )


def _is_repository(record: Record) -> bool:
    return record.kind in ("repository", "model") or bool(_OWNED.fullmatch(record.title))


def _linked(a: Record, b: Record, like: Likeness) -> tuple[float, str] | None:
    """One links to the other as what it is about, or both to one story."""
    if (common := a.links & b.links) and {a.kind, b.kind} <= {"thread", "post"}:
        return 0.95, f"both are about {min(common)}"
    if not (a.links & b.keys or b.links & a.keys):
        return None
    if _n_papers(a) > 1 or _n_papers(b) > 1:
        return None  # what links several works is about none of them by that
    about = min((a.links & b.keys) | (b.links & a.keys))
    pointing = a if a.links & b.keys else b
    return _RULES[pointing.kind](a, b, like, about)


def _n_papers(record: Record) -> int:
    return (
        len([key for key in record.links if key.startswith(("arxiv:", *_VENUES))])
        if record.kind in _TALK
        else 0
    )


def _from_list(a: Record, b: Record, like: Likeness, about: str) -> tuple[float, str]:
    """A list's line gives a title and a link: wrong only where the titles name two things."""
    if like.told < _UNLIKE and _two_names(a, b):
        return 0.4, f"linked to {about}, but the titles name different works"
    return 0.97, f"listed under {about}"


def _from_post(a: Record, b: Record, like: Likeness, about: str) -> tuple[float, str]:
    """A publisher's own post that links a work first announces it, unless the titles tell them apart."""
    if like.apart and not like.same_name:
        return 0.3, f"links {about}, but {like.apart}"
    return 0.93, f"announces {about}"


def _from_thread(a: Record, b: Record, like: Likeness, about: str) -> tuple[float, str]:
    """A thread that links a work may only use it: its title must speak of the work alone."""
    thread, paper = (a, b) if a.kind == "thread" else (b, a)
    told, of = read(thread.title), read(paper.title)
    if re.search(r"\s[×x+&]\s|\+(?=[a-z])", told.plain):
        return 0.3, f"links {about} beside something else"
    others = {f"{name} {n}" for name, n in told.versions - of.versions if len(name) > 2}
    if others:
        return 0.4, f"links {about}, but is about {min(others)}"
    named = bool(of.name and len(of.name) > 3 and of.name in told.squash)
    acronym = "".join(word[0] for word in of.words) in told.words and len(of.words) > 2
    if named or acronym or like.exact or like.contained >= 0.5 or like.told >= _TOLD:
        return 0.93, f"discusses {about}"
    return 0.4, f"links {about}, but its title speaks of something else"


_RULES = {
    "listing": _from_list,
    "paper": _from_list,
    "other": _from_list,
    "post": _from_post,
    "model": _from_list,
    "repository": _from_list,
    "thread": _from_thread,
    "issue": _from_thread,
}


def _two_names(a: Record, b: Record) -> bool:
    ours, theirs = read(a.title), read(b.title)
    return not (ours.name and theirs.name and ours.name == theirs.name)


def _two_preprints(a: Record, b: Record, like: Likeness) -> tuple[float, str]:
    """Two arXiv ids are two works, unless the same people submitted one title twice."""
    if like.exact and shared_authors(a.authors, b.authors):
        return 0.95, "one title by the same authors under two arXiv ids"
    return 0.02, "two arXiv ids"


def _titles(a: Record, b: Record, like: Likeness) -> tuple[float, str]:
    """Titles, authors and years alone."""
    shared = shared_authors(a.authors, b.authors)
    dated = bool(a.year and b.year)
    gap = abs(a.year - b.year) if a.year and b.year else 0
    if like.apart:
        return 0.03, like.apart
    fewest = min(len(_people(a.authors)), len(_people(b.authors)))
    if shared == 0 and fewest > 1:
        return 0.08, "no author in common"
    if like.exact:
        return _same_title(a, b, gap, dated, bool(shared))
    if gap > 1 and not shared:
        return 0.2, f"titles differ and {gap} years lie between"
    by_same = shared / fewest if shared and shared > 1 else 0.0  # one person writes about one thing for years
    probability, why = _changed_title(like, by_same, dated and gap <= 1)
    talk = not {a.kind, b.kind}.isdisjoint(("post", "thread", "issue"))
    return (min(probability, _TALK_MOST), why) if talk else (probability, why)


def _same_title(a: Record, b: Record, gap: int, dated: bool, by_same: bool) -> tuple[float, str]:
    bare = not (a.authors or b.authors or a.year or b.year)
    if bare or {a.kind, b.kind} <= {"post", "thread", "issue"}:
        return _same_headline(a, b)
    if by_same:
        return 0.995, "same title and authors"
    words = read(a.title).words
    telling = sum(map(weight, words)) >= 12.0 or (dated and gap <= 1)
    if len(words) < 3 or not telling:
        return 0.5, "the title is too common to tell"
    return (0.97, "same title") if gap <= 3 else (0.5, f"same title, {gap} years apart")


def _same_headline(a: Record, b: Record) -> tuple[float, str]:
    """Columns repeat their headlines; a cross-post stands at two places within days."""
    n = len(read(a.title).words)
    if a.day and b.day:
        apart_d = abs(_ordinal(a.day) - _ordinal(b.day))
        told = f"one headline, {apart_d} days apart"
        crossed = a.host != b.host and n >= 5 and apart_d <= 31  # a month
        literal = a.title.casefold() == b.title.casefold() and apart_d == 0
        return (0.95 if crossed or literal else 0.2), told
    if n >= 5:
        return 0.92, "one headline of five words or more"
    return 0.4, "the headline is too common to tell"


def _ordinal(day: str) -> int:
    from datetime import date

    return date.fromisoformat(day).toordinal()


def _changed_title(like: Likeness, by_same: float, near: bool) -> tuple[float, str]:
    """Titles that differ; ``by_same`` is the share of authors in common, ``near`` that the years are known and near."""
    if like.spelling >= _SPELLING:
        return 0.97, "titles differ by spelling"
    if like.bare:
        return 0.92, "one name and version, and nothing else"
    if like.subtitled:
        return 0.95, "one title goes on with a subtitle"
    words = f"{like.overlap:.0%} of the words"
    if by_same >= 0.5 and (like.overlap >= _WITH_AUTHORS or like.same_name):
        sure = like.same_name or like.overlap >= _SURE_WITH_AUTHORS
        return (0.96 if sure else 0.91), f"{by_same:.0%} of the authors and {words}"
    if like.same_name:
        return _same_named(like, near)
    if like.initials and near:
        return 0.91, "one title is the other's acronym"
    if like.same_body or _alike(like):
        return 0.92, words
    return 0.1 + 0.5 * like.overlap, f"titles differ: {words}"


def _alike(like: Likeness) -> bool:
    """The smaller the shared part, the more it must tell; more still where a system's name is on one side only.

    Surveys of one field share most of their words.
    """
    if like.overlap < (_OF_SURVEYS if like.surveys else _OVERLAP_LEAST):
        return False
    cost = _NAMES_COST[like.names]
    if like.names < 2 and like.contained >= _WITHIN[like.names] and like.told >= _TOLD_LEAST:
        return True
    need = max(_TOLD_LEAST, _TOLD_MOST - _PER_SHARE * (like.overlap - _OVERLAP_LEAST))
    return like.told >= need + cost


def _same_named(like: Likeness, near: bool) -> tuple[float, str]:
    """Systems of one name are often two: the subtitles must agree, or the name be rare and they share something.

    Of 10,142 coined names in the titles of eight months 77 were given twice, so within a year one is enough;
    of names of several words, sayings aside, a handful.
    """
    words = f"same name, {like.overlap:.0%} of the words"
    if like.overlap >= _NAMED and like.told >= _COINED_NEAR:
        return 0.94, words
    if (like.coined or like.phrase) and like.told >= (_COINED_NEAR if near else _COINED):
        return 0.92, f"{words}, and the name is rare"
    if like.named and near and (like.coined or (like.phrase and like.told >= _PHRASED)):
        return 0.91, "one rare name within a year"
    return 0.3, f"{words}: names are given twice"


def shared_authors(ours: Collection[str], theirs: Collection[str]) -> int | None:
    """How many people both lists name, by last name and an initial; None where either is empty."""
    a, b = _people(ours), _people(theirs)
    if not a or not b:
        return None
    return sum(
        any(last == other and (not ini or not also or ini & also) for other, also in b) for last, ini in a
    )


def _people(names: Collection[str]) -> list[tuple[str, frozenset[str]]]:
    """The people of a list; "et al." and "12 others" are none."""
    named = (_OTHERS.sub("", name) for name in names)
    return [_person(name) for name in named if name.strip(" ,")]


def _person(name: str) -> tuple[str, frozenset[str]]:
    """The last name and the initials of the others; DBLP's numbers and accents are left out."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if "," in folded:
        last, _, first = folded.partition(",")
        folded = f"{first} {last}"
    words = re.findall(r"[^\W\d_]+", folded.casefold())
    return (words[-1] if words else "", frozenset(word[0] for word in words[:-1]))


def _relation(a: Record, b: Record, like: Likeness, same: bool) -> Relation:
    kinds = {a.kind, b.kind}
    if "repository" in kinds:
        return "code-of"
    if not same:
        return "successor-of" if like.apart and "survey" not in like.apart else "unrelated-lookalike"
    if kinds & {"thread", "issue"}:
        return "discussion-of"
    if kinds & {"post", "model"} and kinds != {"post"}:
        return "announcement-of"
    published = any(key.startswith(_VENUES) for record in (a, b) for key in record.keys)
    return "preprint-of" if published and (a.arxiv or b.arxiv) else "version-of"


_TALK = ("thread", "post", "issue")
_VENUES = ("doi:", "openreview:", "usenix:", "mlsys", "neurips", "pmlr:", "acl:", "ieee:", "dblp:")
