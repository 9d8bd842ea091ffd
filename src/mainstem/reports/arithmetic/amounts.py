"""Amounts of things in sentences: 600k samples, 821B code, 1,170B code-related tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mainstem.reports.numbers import COUNT, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names

_KINDS = (
    ("tokens", r"tokens?"),
    ("items", r"samples?|examples?|instances?|records?|trajector(?:y|ies)|conversations?|dialogues?|demonstrations?|entries"),
    ("items", r"problems?|questions?|prompts?|queries|tasks?|exercises?|theorems?|statements?|pairs?"),
    ("items", r"documents?|pages?|books?|articles?|papers?|images?|videos?|files?|repositories"),
    ("hours", r"hours?"),
    ("other", r"param\w*|steps?|iterations?|updates?|layers?|heads?|experts?|GPUs?|accelerators?|days?|weeks?|FLOPs?|USD|dollars?|languages|dimensions?"),
)  # fmt: skip
_KIND_OF = tuple((name, re.compile(rf"^(?:{nouns})$", re.IGNORECASE)) for name, nouns in _KINDS)
_BETWEEN = r"^[ -](?:(?!(?:or|to|with|of|in|from|for)\b)[A-Za-z][\w/'-]*?[ -]){0,6}?"
_ANY = tuple(
    re.compile(rf"{_BETWEEN}(?P<noun>{nouns})\b", re.IGNORECASE)
    for nouns in ("|".join(nouns for _, nouns in _KINDS), "code|text|data|corpus")
)
_NAMED = re.compile(r"^(?:[- ](?:dense|MoE|base|chat|model|parameter|LLM|class|scale)|B\b)", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_ABOUT = re.compile(
    r"(?:about|around|approximately|approx\.|roughly|nearly|almost|~|some|circa|over|more than)\s*$",
    re.IGNORECASE,
)
_CAP = re.compile(
    r"(?:up to|at least|at most|less than|fewer than|more than|over|below|above|exceed\w*|beyond|every|each|than)\s*$",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    [
        "related",
        "high",
        "quality",
        "training",
        "additional",
        "total",
        "new",
        "our",
        "the",
        "of",
        "and",
        "data",
        "tokens",
        "source",
        "high-quality",
        "about",
        "verifiable",
    ]
)
TRIED = re.compile(
    r"\bablation|\bscaling[- ]law|\bproxy\b|\bbaselines?\b|\brelated work|\bevaluation|\bresults\b|\bprior work|\bet al\b",
    re.IGNORECASE,
)  # headings under which numbers are of trials or of others
_BIG = 1e9  # from which on code and text are counted in tokens
_TEXT = frozenset({"code", "text", "data", "corpus"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of things, where it stands, and what the things are."""

    number: float
    printed: str
    start: int
    end: int
    kind: str  # tokens, items, hours, other; "" where no noun follows
    noun: str
    topics: frozenset[str]  # the words between: {"code"}
    is_about: bool
    is_bound: bool  # "up to", "each": no part of a sum
    sentence: Sentence


def amounts(sentence: Sentence, names: Names) -> list[Amount]:
    """The amounts of a sentence in order, without years, shares, sizes of models and what is part of a name."""
    text = sentence.text
    named = [(one.start, one.end) for one in names.find(text)]
    made = []
    for found in re.finditer(COUNT, text):
        start, end = found.span()
        if any(a <= start < b for a, b in named) or not _is_amount(text, start, end):
            continue
        number = value(found.group())
        if number is not None and (one := _amount(sentence, number, found.group(), start, end)):
            made.append(one)
    return made


def _is_amount(text: str, start: int, end: int) -> bool:
    after = text[end : end + 12]
    return not (
        _YEAR.match(text[start:end])
        or (after[:1] in "%×-–" and not after.startswith("- "))
        or after.startswith((" %", "[", "]"))
        or text[max(0, start - 1) : start] in ("$", "[")
        or _NAMED.match(after)
    )


def _amount(sentence: Sentence, number: float, printed: str, start: int, end: int) -> Amount | None:
    text = sentence.text
    found = next((match for noun in _ANY if (match := noun.match(text[end : end + 90]))), None)
    noun = found["noun"].lower() if found else ""
    kind = next((name for name, pattern in _KIND_OF if pattern.match(noun)), "")
    if noun in _TEXT:
        kind = "tokens" if number >= _BIG else "items" if noun == "data" else ""
    if number < 100 and not re.search(r"[A-Za-z]", printed):
        return None
    between = text[end : end + found.end()] if found else ""
    topics = frozenset(re.findall(r"[a-z]+", between.lower())) - _GENERIC
    before = text[max(0, start - 20) : start]
    return Amount(
        number,
        printed,
        start,
        end,
        kind,
        noun,
        topics,
        bool(_ABOUT.search(before)),
        bool(_CAP.search(before)),
        sentence,
    )
