"""Under what terms a model is given away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.layout import Sentence
from mainstem.reports.names import Names
from mainstem.reports.prose import Told

_PUBLIC = re.compile(
    r"\b(?:releas\w+|open-?sourc\w+|mak\w+|made)\b[^.]{0,60}\b(?:checkpoints?|weights|models?)\b[^.]{0,80}\b(?P<v>public(?:ly)?)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\bwe (?:also |will )?open-?source\b(?! intermediate)[^.]{0,80}\b(?:checkpoints?|weights|base model|model series)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"\b(?:many|most|some|other|few)\b", re.IGNORECASE)


def tell(sentence: Sentence, _: Names) -> Iterator[Told]:
    """That the weights are given away, where no licence is named."""
    text = sentence.text
    if (found := _PUBLIC.search(text)) and not _ANYBODY.search(text[: found.start()]):
        yield Told("licence", *found.span(), found.group(), "public weights")
    if found := _OPEN.search(text):
        yield Told("licence", *found.span(), found.group(), "open weights")
