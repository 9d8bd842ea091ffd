"""A title taken apart: its name, its words by how rare they are, its versions. Pure.

A title is read as a name ("Qwen2.5-VL", before the colon or before "Technical Report") and the words that say
what the work is.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
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
_REMARK = re.compile(  # what is said about a work, or entered in a contest that it calls
    r"^(?:a )?(?:comments?|repl(?:y|ies)|responses?|rebuttal|corrections?|corrigendum|erratum|addendum|critique) "
    r"(?:on|to|of)\b|\bsupplement(?:ary|al) (?:materials?|information)\b|\bat \w+[- ]?\d{4} (?:shared )?task\b"
)
_COINED = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|\d|\w\+")  # what no plain word has
_AT_END = re.compile(r"(?:\b(?:with|using|via|by|in|through) |\()([\w.+-]{3,})\)?$")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4"}
_COMPOUND = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_LETTERS = re.compile(r"[a-z]+")
_NOT_LETTERS = re.compile(r"[^\w+]+|_")
_PART = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*|\++")
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
STOP = frozenset(_STOP_WORDS.split())
_SUFFIXES = tuple(_SUFFIX_WORDS.split())
_RAREST = 8.2  # weight of a word in fewer than 15 of 55,290 titles
TELLING = 4.5  # weight of a word in about 1 % of them: rarer ones say which work it is


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is compared."""

    cased: str  # without accents, TeX and tags
    plain: str  # the same without case
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
    remark: bool  # a comment, a reply, a supplement, an entry in a contest
    last: (
        str | None
    )  # squashed: a coined name at the end, as in "serving with PagedAttention" and "... (DistCA)"


@lru_cache(maxsize=65536)
def read(title: str) -> Title:
    """``title`` as it is compared; never raises."""
    told = _clean(title)
    plain = told.casefold()
    head, rest = _halves(plain)
    words = stems(plain)
    coined = bool(head and _COINED.search(told[: len(head)]))
    return Title(
        cased=told,
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
        remark=bool(_REMARK.search(plain)),
        last=_name_at_end(told),
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


def _name_at_end(told: str) -> str | None:
    found = _AT_END.search(told)
    return squash(found[1].casefold()) if found and _COINED.search(found[1]) else None


def squash(text: str) -> str:
    """Letters, digits and plus signs of a folded text alone."""
    return text if text.isalnum() else _NOT_LETTERS.sub("", text)


def _parts(head: str) -> tuple[str, ...]:
    return tuple(_PART.findall(head)) if head else ()


def stems(text: str) -> tuple[str, ...]:
    """The stems of a folded text in order, stop words left out."""
    return tuple(stem(word) for word in _WORD.findall(text.replace("'s ", " ")) if word not in STOP)


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


def is_coined(told: str) -> bool:
    """Whether a word as it is written is no plain one: a capital within it, a number or a plus sign."""
    return bool(_COINED.search(told))


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


def weigh(words: Iterable[str]) -> float:
    """The weight of several stems together, in nats."""
    return math.fsum(map(weight, words))  # in whatever order a set gives them
