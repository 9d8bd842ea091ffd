"""What a text does with a work that it links: cites, announces, compares or implements it. Pure.

A simple rule over the words around the link; where they say nothing it is a citation.
"""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["cites", "announces", "compares", "implements"]

_RULES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "implements",
        re.compile(
            r"\b(?:re-?)?implement(?:s|ed|ing|ation)?\b|\badd(?:s|ed|ing)?\s+(?:initial\s+)?support\b"
            r"|\b(?:now\s+)?supports?\b|\bintegrat(?:es?|ed|ion)\b|\bport(?:s|ed)?\s+of\b|\bbased on the paper\b",
            re.IGNORECASE,
        ),
    ),
    (
        "compares",
        re.compile(
            r"\bcompar(?:es?|ed|ing|ison)\b|\boutperform\w*|\bbaselines?\b|\bversus\b|\bvs\.?(?=\s)|\bunlike\b"
            r"|\b(?:faster|better|slower|worse|cheaper|more \w+) than\b",
            re.IGNORECASE,
        ),
    ),
    (
        "announces",
        re.compile(
            r"\bour (?:new |latest )?(?:paper|(?:technical |tech )?report|preprint|work)\b"
            r"|\bread (?:the|our) (?:full )?(?:paper|report)\b"
            r"|\bwe(?:'re| are)? (?:are |also )?(?:proud|happy|excited|pleased|thrilled)"
            r"|\bwe(?:'re| are| also)? (?:releas|introduc|present|announc|open-?sourc|publish)"
            r"|\b(?:introducing|announcing|presenting|releasing)\b",
            re.IGNORECASE,
        ),
    ),
)
_HERALDS = re.compile(
    r"\s*(?:introducing|announcing|presenting|releasing|open-?sourcing|launching|unveiling|meet)\b"
    r"|.*\b(?:technical report|tech report)\b|.*\b(?:is (?:now )?(?:out|here|available)|released?)\s*!?\s*\Z",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?](?=\s)|\n|\s[•*]\s")
_TAIL = re.compile(r"(?:\.pdf)?/*(?:[?#].*)?\Z", re.DOTALL)  # behind the name that ends an address
_FAR = 300  # characters of a sentence looked at on either side


def role_of(link: str, title: str, text: str, *, alone: bool) -> Role:
    """The role of a link in a text with that title; ``alone`` says that the text links no other paper.

    The sentence is found by the address or its last part; a link behind words is in no sentence that is known
    here, so then the title speaks, and the whole text where nothing else is linked.
    """
    sentence = _sentence(link, text)
    if sentence is not None:
        return _of(sentence)
    if alone and _HERALDS.match(title):
        return "announces"
    return _of(text[:_FAR]) if alone else "cites"


def _of(words: str) -> Role:
    return next((role for role, pattern in _RULES if pattern.search(words)), "cites")


def _sentence(link: str, text: str) -> str | None:
    at = text.find(link)
    name = link
    if at < 0:
        name = _TAIL.sub("", link, count=1).rpartition("/")[2]
        at = text.find(name) if len(name) > 5 else -1  # shorter ones are found anywhere
    if at < 0:
        return None
    before = _END.split(text[max(0, at - _FAR) : at])[-1]
    after = _END.split(text[at + len(name) : at + len(name) + _FAR])[0]
    return before + after
