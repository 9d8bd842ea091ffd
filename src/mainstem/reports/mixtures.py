"""Shares of training data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.layout import Sentence
from mainstem.reports.names import Names
from mainstem.reports.prose import Told

_SHARE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?%")
_DATA = re.compile(
    r"\b(?:data|corpus|corpora|tokens|composition|mixture|code|text|language)\b", re.IGNORECASE
)
_NO_DATA = re.compile(
    r"accuracy|score|pass@|HumanEval|MMLU|benchmark|improv|steps|learning rate|faster|speed|reduc|win rate|evaluat",
    re.IGNORECASE,
)

_ONE_SHARE = re.compile(
    r"(?:proportion|share|fraction|portion)[^.%]{0,110} to ~?(?P<a>\d+(?:\.\d+)?) ?%|~?(?P<b>\d+(?:\.\d+)?) ?% of the (?:data )?(?:mixture|mix|corpus)"
    r"|incorporat\w+ ~?(?P<c>\d+(?:\.\d+)?) ?%",
    re.IGNORECASE,
)


def tell(sentence: Sentence, _: Names) -> Iterator[Told]:
    """Shares of data: those that make up the whole, and one that a mixture is brought to."""
    text = sentence.text
    if not _DATA.search(text) or _NO_DATA.search(text):
        return
    found = list(_SHARE.finditer(text))
    is_whole = len(found) >= 2 and 98.5 <= sum(float(one[1]) for one in found) <= 101.5
    spans = (
        [one.span(1) for one in found]
        if is_whole
        else [one.span(one.lastgroup or 0) for one in _ONE_SHARE.finditer(text)]
    )
    for start, end in spans:
        yield Told(
            "data_mixture",
            start,
            end,
            f"{text[start:end]}%",
            round(float(text[start:end]) / 100, 4),
            "share",
        )
