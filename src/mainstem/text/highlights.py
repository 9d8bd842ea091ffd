"""The sentences of a text that hold most of what it is about: no model, nothing learned, nothing asked.

Maximal marginal relevance (Carbonell and Goldstein, 1998) with the cosine of word counts: a sentence is worth what it
shares with the whole text, less what it shares with those that were taken.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from mainstem.text.words import words

N = 3
RELEVANCE = 0.7  # against novelty
MAX_CHARS = 400  # of one highlight; longer ones are lists or code
_MIN_WORDS = 5
_LOOKED_AT = 60_000  # characters of a text; highlights of a book are not what anybody wants
_ENDS = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"'”’)\]]))\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n{2,}")
_SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|al|Fig|Eq|Sec|Tab|No|Dr|St|approx|resp)|\b[A-Z])\.$")
_COMMON = frozenset(
    b"a an the of and or to in on for with by from as at is are was were be been it it that this these those we our "
    b"you your they their its which who whom than then so such not no can could may might will would should has have "
    b"had do does did but if into over under more most also both each other some any all one two how what when where "
    b"while there here use used using based via per new show shows propose present paper".split()
)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text, in order; a dot after an abbreviation or an initial ends none."""
    found: list[str] = []
    for part in (" ".join(one.split()) for one in _ENDS.split(text[:_LOOKED_AT])):
        if found and _SHORT.search(found[-1]):
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    return found


def highlights(text: str, n: int = N) -> list[str]:
    """Up to ``n`` sentences in the order in which they stand; none where the text is hardly longer than they."""
    told = sentences(text)
    content = [[word for word in words(one) if word not in _COMMON and len(word) > 2] for one in told]
    fit = [i for i, one in enumerate(told) if len(content[i]) >= _MIN_WORDS and len(one) <= MAX_CHARS]
    if len(fit) <= n:
        return []
    bags = {i: Counter(content[i]) for i in fit}
    whole = sum(bags.values(), Counter[bytes]())
    taken: list[int] = []
    while len(taken) < n:
        left = (i for i in fit if i not in taken)
        taken.append(max(left, key=lambda i: (_worth(bags[i], whole, [bags[k] for k in taken]), -i)))
    return [told[i] for i in sorted(taken)]


def _worth(bag: Counter[bytes], whole: Counter[bytes], taken: list[Counter[bytes]]) -> float:
    said = max((_cosine(bag, one) for one in taken), default=0.0)
    return RELEVANCE * _cosine(bag, whole) - (1 - RELEVANCE) * said


def _cosine(a: Counter[bytes], b: Counter[bytes]) -> float:
    shared = sum(n * b[word] for word, n in a.items())
    return shared / math.sqrt(sum(n * n for n in a.values()) * sum(n * n for n in b.values()))
