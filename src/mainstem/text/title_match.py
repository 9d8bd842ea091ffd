"""Titles held side by side: what they share, and the marks that tell two works apart. Pure.

A title is read as a name ("Qwen2.5-VL", before the colon or before "Technical Report") and the words that say
what the work is. Two titles may be written in many ways and mean one work; a version number, a sibling's suffix
("-VL", "Nano", "++") or "A Survey of" means another one however alike the rest is.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files

_STOP_WORDS = """
a an and are as at be by can do does for from how in into is it its of on or over that the their
this to toward towards under use using via we what when why with without
"""
_SURVEY = frozenset({"survey", "review", "overview", "tutorial", "roadmap", "sok"})
_REPORTS = re.compile(
    r"\s+(?:technical report|tech report|model card|system card|is (?:now )?(?:out|here|available))\b.*",
    re.IGNORECASE,
)
_LEADS = re.compile(  # "[2506.21734] ", "Show HN: "
    r"\s*(?:\[[^\]]{1,20}\]\s*)+|\s*(?:show|ask|tell) hn:\s*"
    r"|\s*(?:introducing|announcing|presenting|releasing|meet)\s+",
    re.IGNORECASE,
)
_TAILS = re.compile(  # " MLSYS'23", " 23arxiv", " (ACL 2025 Main)", " (COLM's Version)"
    r"\s+[a-z]{2,8}\s?['’]\s?\d{2}\s*$|\s+\d{2}arxiv\s*$"
    r"|\s*\((?:[^()]*\b(?:19|20)\d\d\b[^()]*|[^()]*version|extended abstract)\)\s*$",
    re.IGNORECASE,
)
_SUFFIX_WORDS = """
izations ization izing ized izes ize ations ation ating ators ator ives ive ities ity isms ism ings
ing ions ion ments ment ers er ed es s e
"""
_TEX = frozenset("\\${}_^")
_TAIL_ENDS = frozenset(")vV0123456789")  # of what _TAILS finds
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:[bkmtx%d]|bits?)?|\d+(?:st|nd|rd|th)")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4"}
_COMPOUND = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_LETTERS = re.compile(r"[a-z]+")
_NOT_LETTERS = re.compile(r"[^\w+]+|_")
_PART = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*|\++")
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
_STOP = frozenset(_STOP_WORDS.split())
_SUFFIXES = tuple(_SUFFIX_WORDS.split())
_RAREST = 8.2  # weight of a word in fewer than 15 of 55,290 titles
_PHRASE = 12.0  # weight of a name of several words that is no saying ("less is more", "mind the gap")
_PROPER = 6.0  # weight from which a word in a title can be somebody's name
TELLING = 4.5  # weight of a word in about 1 % of them: rarer ones say which work it is


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is compared."""

    plain: str  # folded: no accents, TeX, tags or case
    squash: str  # letters, digits and plus signs alone
    name: str | None  # squashed; None where the title has none
    name_parts: tuple[str, ...]  # letters and numbers of the name apart
    coined: bool  # the name is no plain word: a capital within it, a number or a plus sign
    system: bool  # the name is one word or coined, not a phrase before a colon
    words: tuple[str, ...]  # stems in order, stop words left out, of the whole title
    body: tuple[str, ...]  # the same behind the name
    versions: frozenset[tuple[str, str]]  # ("qwen", "2.5"); sizes such as 7b and 4-bit are none
    compounds: frozenset[str]  # what a hyphen joins, such as sarathi-serve
    survey: bool


@lru_cache(maxsize=65536)
def read(title: str) -> Title:
    """``title`` as it is compared; never raises."""
    told = _clean(title)
    plain = told.casefold()
    head, rest = _halves(plain)
    words = stems(plain)
    coined = bool(head and re.search(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|\d|\w\+", told[: len(head)]))
    return Title(
        plain=plain,
        squash=squash(plain),
        name=(squash(head) or None) if head else None,
        name_parts=_parts(head or ""),
        coined=coined,
        system=bool(head) and (coined or " " not in (head or "").strip()),
        words=words,
        body=words if head is None else stems(rest),
        versions=_versions(plain),
        compounds=frozenset(_COMPOUND.findall(plain) if "-" in plain else ()),
        survey=any(word in plain for word in _SURVEY) and not _SURVEY.isdisjoint(_LETTERS.findall(plain)),
    )


def folded(title: str) -> str:
    """``title`` without accents, TeX, tags or case; never raises. A tenth of what ``read`` costs."""
    return _clean(title).casefold()


def name_in(plain: str) -> tuple[str, ...]:
    """Letters and numbers apart of the name with which a folded title begins; empty where it has none."""
    return _parts(_halves(plain)[0] or "")


def openings(plain: str) -> list[str]:
    """The first one, two, three and four words of a folded title, squashed: where a name of it would stand."""
    words = [squash(word) for word in plain.replace(":", " ").split(maxsplit=4)[:4]]
    return ["".join(words[: n + 1]) for n in range(len(words))]


def _clean(title: str) -> str:
    """A title without accents, TeX, tags of lists and threads, and DBLP's way to write a colon."""
    text = html.unescape(title) if "&" in title else title
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = re.sub(r"[‐-―−]", "-", text).replace("’", "'")
    if not _TEX.isdisjoint(text):
        text = re.sub(r"\\[a-zA-Z]+\s*|[${}\\]|(?<=\w)[_^](?=\w)", "", text)
    text = _untagged(_untagged(text))
    if ":" not in text and " -" in text:
        text = re.sub(r"\s+-{1,3}\s+", ": ", text, count=1)
    return " ".join(text.split()).rstrip(" .!")


def _untagged(text: str) -> str:
    if lead := _LEADS.match(text):
        text = text[lead.end() :]
    return _TAILS.sub("", text) if text.rstrip()[-1:] in _TAIL_ENDS else text


def _halves(plain: str) -> tuple[str | None, str]:
    """The name and what follows it; (None, all) where the title does not begin with a name."""
    head, colon, rest = plain.partition(":")
    head = _REPORTS.sub("", re.sub(r"\([^)]*\)", "", head)).strip()
    if colon and rest.strip() and len(head.split()) <= 4:
        return head, rest
    named = _REPORTS.sub("", plain)
    if named != plain and len(named.split()) <= 4:
        return named, ""
    return None, plain


def squash(text: str) -> str:
    """Letters, digits and plus signs of a folded text alone."""
    return text if text.isalnum() else _NOT_LETTERS.sub("", text)


def _parts(head: str) -> tuple[str, ...]:
    return tuple(_PART.findall(head)) if head else ()


def stems(text: str) -> tuple[str, ...]:
    """The stems of a folded text in order, stop words left out."""
    return tuple(stem(word) for word in _WORD.findall(text.replace("'s ", " ")) if word not in _STOP)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, as far as the titles of one work differ by it."""
    if word.isalpha():
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= (3 if suffix == "s" else 4):
                root = word[: -len(suffix)]
                return root[:-1] if len(root) > 4 and root[-1] == root[-2] else root  # overlapping
    return word


def _versions(plain: str) -> frozenset[tuple[str, str]]:
    if not re.search(r"\d|\bi[iv]i?\b", plain):
        return frozenset()
    found: set[tuple[str, str]] = set()
    before = ""
    for token in re.findall(r"[^\W_]+(?:\.\d+)*\+*", plain):
        number = _ROMAN.get(token, token)
        if re.fullmatch(r"v?\d+(?:\.\d+)*", number) and before:
            if not re.search(rf"{re.escape(token)}[- ]bits?\b", plain):
                found.add((before, number.lstrip("v")))
        elif (held := re.match(r"([^\W\d]+)(\d+(?:\.\d+)*)", token)) and not _SIZE.fullmatch(token):
            found.add((held[1], held[2]))
        before = re.sub(r"[\d.]+.*", "", token)
    return frozenset(found)


def weight(word: str) -> float:
    """How much a stem says about which work it is, in nats: minus the logarithm of its share of titles."""
    if len(word) < 2:
        return 1.0
    return _weights().get(word, _RAREST)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    lines = files(__package__).joinpath("title_words.txt").read_text("utf-8").splitlines()
    told = (line.split() for line in lines if not line.startswith("#"))
    return {word: float(value) for value, *words in told for word in words}


def _weigh(words: Iterable[str]) -> float:
    return math.fsum(map(weight, words))  # in whatever order a set gives them


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
    coined: bool  # they carry one name, and it is no plain word or has several words
    bare: bool  # they are that name and nothing else, and it has a version
    subtitled: bool  # one is the other's beginning, three words or more, up to a colon
    apart: str | None  # what tells them apart, in words; None where nothing does


def compare(a: Title, b: Title) -> Likeness:
    """What two titles share and what tells them apart; the order does not matter."""
    same_name = _same_name(a, b)
    ours, theirs = _expanded(a, b, same_name)
    shared, union = ours & theirs, ours | theirs
    least = min(_weigh(ours), _weigh(theirs))
    return Likeness(
        exact=a.squash == b.squash != "",
        spelling=_spelling(a.squash, b.squash),
        overlap=_weigh(shared) / _weigh(union) if union else 0.0,
        contained=_weigh(shared) / least if least else 0.0,
        told=_weigh(shared),
        same_name=same_name,
        same_body=bool(a.name and b.name and len(a.body) >= 4 and a.body == b.body),
        names=a.system + b.system,
        coined=same_name and _rare(a, b),
        bare=same_name and not ours and not theirs and bool(a.versions) and a.versions == b.versions,
        subtitled=_subtitled(a, b) or _subtitled(b, a),
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
    words = other.plain.split()
    return any(squash(" ".join(words[:n])) == named.name for n in range(1, 5))


def _rare(a: Title, b: Title) -> bool:
    """Whether the name they share is unlikely to be given twice: coined in both spellings, or a telling phrase."""
    named = [title for title in (a, b) if title.name]
    phrase = named[0].plain.partition(":")[0].split()
    if all(title.coined for title in named):
        return len(named[0].name or "") > 4
    return len(phrase) > 1 and _weigh({stem(word) for word in phrase if word not in _STOP}) >= _PHRASE


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
    if told := _other_version(a, b) or _other_version(b, a):
        return told
    if same_name and a.name == b.name:
        return None
    return _sibling(a, b) or _built_on(a, b) or _built_on(b, a)


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
