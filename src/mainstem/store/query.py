"""What a person typed into the search box, as terms. Anything is a query; nothing is a syntax error."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TERM = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase to hold, or to lack."""

    text: str
    excluded: bool = False
    prefix: bool = False  # its last word may go on


def terms_of(query: str) -> list[Term]:
    """The terms of a query: words, "phrases in quotes", -word to exclude, and word* for its beginnings.

    Every other character is text, which the databases split into words as they split what they index.
    """
    terms: list[Term] = []
    for minus, phrase, word in _TERM.findall(query):
        text = phrase or word.rstrip("*")
        if text:
            terms.append(Term(text, bool(minus), prefix=word.endswith("*")))
    return terms
