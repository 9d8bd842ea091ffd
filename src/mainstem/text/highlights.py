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
_LOOKED_AT = 20_000  # characters of a text, read in some 10 ms; what a work is about stands at its beginning
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
    bags = {i: _unit(Counter(content[i])) for i in fit}
    whole = _unit(Counter(word for i in fit for word in content[i]))
    about = {i: _cosine(bag, whole) for i, bag in bags.items()}
    said = dict.fromkeys(fit, 0.0)  # how much of it stands in those that were taken
    taken: list[int] = []
    while len(taken) < n:
        best = max((i for i in fit if i not in taken), key=lambda i: _worth(about[i], said[i]))
        taken.append(best)
        said = {i: max(said[i], _cosine(bags[i], bags[best])) for i in fit}
    return [told[i] for i in sorted(taken)]


def _worth(about: float, said: float) -> float:
    return RELEVANCE * about - (1 - RELEVANCE) * said


def _unit(counts: Counter[bytes]) -> dict[bytes, float]:
    length = math.sqrt(sum(n * n for n in counts.values()))
    return {word: n / length for word, n in counts.items()}


def _cosine(a: dict[bytes, float], b: dict[bytes, float]) -> float:
    return sum(part * b[word] for word, part in a.items() if word in b)
