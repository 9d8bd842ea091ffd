"""Which tokenizer a model uses: its algorithm, or the model whose tokenizer it takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Names
from mainstem.reports.words import normal

_SAME = re.compile(
    r"\b(?:same|share\w*|inherit\w*|reus\w+|adopt\w*|use|uses|using|employ\w*|utili[sz]e)\b[^.]{0,40}\btokenizer\w*\b[^.]{0,20}\b(?:as|of|from|with|in)\b (?:the )?(?:that of )?$",
    re.IGNORECASE,
)
_ITS = re.compile(r"^(?:'s|'s)? tokenizer", re.IGNORECASE)
_ALGORITHM = re.compile(
    r"\b(?:byte[- ]level (?:BPE|byte[- ]?pair[- ]encod\w+)|BBPE|GPT-2 BPE|byte[- ]?pair[- ]encod\w+|BPE|tiktoken|o200k\w*|cl100k\w*|Unigram|WordPiece)\b",
    re.IGNORECASE,
)
_LIBRARY = re.compile(r"\bSentence-?Piece\b", re.IGNORECASE)
_SPOKEN = re.compile(r"tokeni[sz]|fell back|vocabular", re.IGNORECASE)
_NOT_ITS = re.compile(
    r"fasttext|recall|\bconvert|no direct way|\bcompar\w+|\bcombine|\bmerg|n-gram|\bperplexity|\bthan\b",
    re.IGNORECASE,
)


def tell(sentence: Sentence, names: Names) -> Iterator[Told]:
    """The algorithm that a sentence names, else the library that trained it, else whose tokenizer it is."""
    text = sentence.text
    if not _SPOKEN.search(" ".join((text, *sentence.headings[-1:]))) or _NOT_ITS.search(text):
        return
    if found := _ALGORITHM.search(text) or _LIBRARY.search(text):
        if made := normal(found.group(), "tokenizer"):
            yield Told("tokenizer", *found.span(), found.group(), made)
        return
    for one in names.find(text):
        is_taken = _SAME.search(text[: one.start]) or _ITS.match(text[one.end :])
        if is_taken and not one.is_subject:
            yield Told("tokenizer", one.start, one.end, one.name, names.spelling(one.name))
