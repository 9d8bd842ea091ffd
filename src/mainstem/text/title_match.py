"""Titles held side by side: what they share, and the marks that tell two works apart. Pure.

Two titles may be written in many ways and mean one work; a version number, a sibling's suffix ("-VL", "Nano",
"++") or "A Survey of" means another one however alike the rest is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from mainstem.text.title_parts import STOP, TELLING, Title, is_coined, squash, stem, weigh, weight

_PHRASE = 12.0  # weight of a name of several words with which another title may begin by chance
_SAYINGS = STOP | {
    "beyond",
    "matters",
    "paper",
    "position",
    "report",
    "study",
}  # words of names that many give
_ACRONYM = 8.0  # of an acronym in hardly any title: "LLM" is of many
_PROPER = 6.0  # weight from which a word in a title can be somebody's name


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two titles share."""

    exact: bool  # the same letters and digits
    spelling: float  # in [0, 1]: how alike the letters are in order; 0 where that is below 0.9
    overlap: float  # in [0, 1]: weight of the shared words over that of all
    contained: float  # in [0, 1]: the same over that of the shorter title
    told: float  # weight of the shared words, in nats
    same_name: bool
    same_body: bool  # all behind two differing names is equal, four words or more
    names: int  # how many of the two begin with the name of a system
    named: bool  # both begin with it
    coined: bool  # it is no plain word in either
    phrase: bool  # it has several words, and is no saying
    bare: bool  # they are that name and nothing else, and it has a version
    subtitled: bool  # one is the other's beginning, three words or more, up to a colon
    initials: (
        bool  # the letters with which the words of the one begin, three or more, are a word of the other
    )
    surveys: bool  # both are one
    apart: str | None  # what tells them apart, in words; None where nothing does


def compare(a: Title, b: Title) -> Likeness:
    """What two titles share and what tells them apart; the order does not matter."""
    same_name = _same_name(a, b)
    ours, theirs = _expanded(a, b, same_name)
    shared, union = ours & theirs, ours | theirs
    least = min(weigh(ours), weigh(theirs))
    return Likeness(
        exact=a.squash == b.squash != "",
        spelling=_spelling(a.squash, b.squash),
        overlap=weigh(shared) / weigh(union) if union else 0.0,
        contained=weigh(shared) / least if least else 0.0,
        told=weigh(shared),
        same_name=same_name,
        same_body=bool(a.name and b.name and len(a.body) >= 4 and a.body == b.body),
        names=a.system + b.system,
        named=same_name and a.name == b.name,
        coined=same_name and _coined(a, b),
        phrase=same_name and _phrase(a, b),
        bare=same_name and not ours and not theirs and bool(a.versions) and a.versions == b.versions,
        subtitled=_subtitled(a, b) or _subtitled(b, a),
        initials=_initials(a, b) or _initials(b, a),
        surveys=a.survey and b.survey,
        apart=_apart(a, b, same_name),
    )


def _spelling(a: str, b: str) -> float:
    """The ratio of letters in common order, which costs much and is asked of nearly equal ones only."""
    if abs(len(a) - len(b)) > 0.2 * max(len(a), len(b)):
        return 0.0
    letters = SequenceMatcher(None, a, b, autojunk=False)
    return letters.ratio() if letters.quick_ratio() >= 0.9 else 0.0  # an upper bound, and quick


def _same_name(a: Title, b: Title) -> bool:
    if a.name and b.name:
        return a.name == b.name
    named, other = (a, b) if a.name else (b, a)
    if not named.name or len(named.name) < 3:  # two letters begin many titles
        return False
    if other.last == named.name:
        return True
    words = other.plain.split()
    return any(squash(" ".join(words[:n])) == named.name for n in range(1, 5))


def _coined(a: Title, b: Title) -> bool:
    """Whether the name is written as no plain word by both: "PrivATE" is not the "private" of another title."""
    name = a.name or b.name or ""
    if any(title.name and not title.coined for title in (a, b)):
        return False
    other = next((title for title in (a, b) if not title.name), None)
    return len(name) > 4 and (other is None or other.last == name or is_coined(other.cased[: len(name)]))


def _phrase(a: Title, b: Title) -> bool:
    """Whether the name has several words, and is no saying ("less is more") and no kind of paper.

    Where only one is a name and the other merely begins so, the words must tell much.
    """
    words = re.findall(r"[^\W_]+", (a if a.name else b).plain.partition(":")[0])
    if len(words) < 2 or not _SAYINGS.isdisjoint(words):
        return False
    return a.name == b.name or weigh(set(map(stem, words))) >= _PHRASE


def _initials(a: Title, b: Title) -> bool:
    """Whether ``b`` begins with the initials of all of ``a`` in capitals; those of the field's phrases say nothing."""
    letters = "".join(word[0] for word in a.words)
    if len(letters) < 3 or weight(letters) < _ACRONYM:
        return False
    return re.match(rf"{re.escape(letters.upper())}\b", b.cased) is not None


def _subtitled(a: Title, b: Title) -> bool:
    return len(a.plain.split()) >= 3 and b.plain.startswith(f"{a.plain}:")


def _expanded(a: Title, b: Title, same_name: bool) -> tuple[set[str], set[str]]:
    """The words of each with the other's acronyms put in place of what they stand for, names left out."""
    ours = list(a.body if same_name and a.name else a.words)
    theirs = list(b.body if same_name and b.name else b.words)
    ours, theirs = _contract(ours, theirs), _contract(theirs, ours)
    named = set(a.name_parts or b.name_parts) if same_name else set()
    return set(ours) - named, set(theirs) - named


def _contract(words: list[str], other: list[str]) -> list[str]:
    """``words`` with every run whose initials are an acronym of ``other`` replaced by that acronym.

    A stop word that was left out may stand within the run ("mixture OF experts").
    """
    made = words
    for acronym in sorted(
        {word for word in other if 2 <= len(word) <= 5 and word.isalpha()}, key=len, reverse=True
    ):
        if acronym in words:
            continue
        for initials in (acronym, acronym.replace("o", "", 1)):
            at = "".join(word[0] for word in made).find(initials)
            if at >= 0 and len(initials) > 1:
                made = [*made[:at], acronym, *made[at + len(initials) :]]
                break
    return made


def _apart(a: Title, b: Title, same_name: bool) -> str | None:
    if a.survey != b.survey:
        return "one is a survey"
    if a.remark != b.remark:
        return "one is a remark on the other"
    if told := _other_version(a, b) or _other_version(b, a):
        return told
    if same_name and a.name == b.name:
        return None
    return _sibling(a, b) or _built_on(a, b) or _built_on(b, a) or _two_reports(a, b)


def _other_version(a: Title, b: Title) -> str | None:
    """A number behind a name that the other title has with another number, or bare."""
    theirs = {name: {n for other, n in b.versions if other == name} for name, _ in b.versions}
    for name, number in sorted(a.versions):
        if name in theirs:
            if number not in theirs[name]:
                return f"{name} {number} is not {name} {min(theirs[name])}"
        elif len(name) > 2 and name in re.findall(r"[^\W\d_]+", b.plain) and (name, number) not in b.versions:
            return f"{name} {number} is not {name}"
    return None


def _sibling(a: Title, b: Title) -> str | None:
    """Names of one family: they share a telling part, or one begins the other."""
    if not a.name or not b.name or a.name == b.name:
        return None
    short, long = sorted((a.name, b.name), key=len)
    begins = len(short) >= 3 and long.startswith(short)
    family = {p for p in set(a.name_parts) & set(b.name_parts) if len(p) >= 3 and weight(stem(p)) >= TELLING}
    if begins or family:
        return f"{a.name} and {b.name} are siblings"
    return None


def _two_reports(a: Title, b: Title) -> str | None:
    """Names and nothing else, as of reports on two systems."""
    if not a.name or not b.name or a.name == b.name or a.body or b.body:
        return None
    return f"{min(a.name, b.name)} is not {max(a.name, b.name)}"


def _built_on(a: Title, b: Title) -> str | None:
    """One names the other within its title: as part of a compound, or behind a name of its own."""
    if not a.name or len(a.name) < 3 or weight(stem(a.name)) < _PROPER:
        return None
    for compound in b.compounds:
        if a.name in compound.split("-") and squash(compound) != a.name:
            return f"{compound} is not {a.name}"
    if b.name and a.name in re.findall(r"[\w+]+", b.plain.partition(":")[2]):
        return f"{b.name} builds on {a.name}"
    return None


def follows(earlier: Title, later: Title) -> str | None:
    """Why ``later`` names a later version of the system that ``earlier`` names; None where it does not.

    The letters of the two names are the same and the numbers are not; a name without a number is the first.
    """
    letters = [[p for p in title.name_parts if p.isalpha() and p != "v"] for title in (earlier, later)]
    if not letters[0] or letters[0] != letters[1] or earlier.name == later.name:
        return None
    before, after = (_numbers(title.name_parts) for title in (earlier, later))
    if len(after) == 1 and len(before) <= 1 and before < after:
        return f"{' '.join(later.name_parts)} follows {' '.join(earlier.name_parts)}"
    return None


def _numbers(parts: tuple[str, ...]) -> list[tuple[int, ...]]:
    return [tuple(map(int, part.split("."))) for part in parts if part[0].isdigit()]
