"""Shares of training data, in per cent or as a ratio."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Names

_SHARE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?%")
_DATA = re.compile(
    r"\b(?:data|datasets?|corpus|corpora|tokens|samples|composition|mixture|code|texts?|languages?|replay|content|mathematics|STEM)\b",
    re.IGNORECASE,
)
_NO_DATA = re.compile(
    r"accuracy|score|pass@|HumanEval|MMLU|benchmark|improv|steps|learning rate|faster|speed|reduc|win rate|evaluat|validation|held[- ]out|reserved|\bfilter(?:s|ed) |\bfilter(?:ing)? out|discard"
    r"|\bremov|duplicat|error|utili[sz]ation|\bMFU\b|mask|dropout|compress|\bcost|memory|activat|increase of|agree|contaminat|padding|preference|processed|halved|consumed|\btop [\d,]+\b",
    re.IGNORECASE,
)
_N = r"(?:approximately |around |about |roughly |nearly |only |over |more than |less than |up to |an? |~ ?)*(?P<{}>\d+(?:\.\d+)?) ?%"
_OF_ALL = r"(?:of|to|in) (?:all |the |our |its |this )*(?:\w+[- ]){0,3}(?:data|datasets?|corpus|corpora|total|mixture|mix|tokens|samples|texts?|stage)\b"
_ONE_SHARE = re.compile(
    rf"(?:proportion|share|fraction|portion)[^.%]{{0,110}} to {_N.format('a')}"
    rf"|(?:account\w* for|constitut\w+|compris\w+|mak(?:e|es|ing) up|contribut\w+|occup\w+|represent\w+|consist\w* of) (?:the remaining )?{_N.format('b')}(?:,? (?:and|,) {_N.format('c')})?,? {_OF_ALL}"
    rf"|account\w* for the remaining {_N.format('d')}"
    rf"|(?:incorporat|integrat|inject|blend|mix)\w* (?:in )?{_N.format('e')}"
    rf"|{_N.format('f')} of the (?:data )?(?:mixture|mix|corpus)"
    rf"|{_N.format('g')} of (?:the |our |all |this )*(?:[\w-]+ ){{0,3}}(?:data|corpus|dataset|tokens|samples) (?:is|are|was|were|comes?|consists?|in)\b"
    rf"|majority \({_N.format('h')}\)",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"\b(?P<domain>web\w*|websites?|crawl\w*|code|coding|math\w*|books?|encyclop[a]?edia\w*|wiki\w*|thesis|theses|papers?|academic|news|translation|domain|social media|dialog\w*|stem|physics|science|reasoning|logic|english|chinese|multilingual|others?)[ .]{0,2}\((?P<v>\d+(?:\.\d+)?) ?%\)",
    re.IGNORECASE,
)
_RATIO = re.compile(r"(?<![\w.:])\d+(?:\.\d+)?(?: ?: ?\d+(?:\.\d+)?)+(?![\w.:]*\d)")
_MIXED = re.compile(r"\b(?:ratio|proportion|mix\w*)\b", re.IGNORECASE)
_KINDS = re.compile(
    r"\b(?:data|datasets?|corpus|samples|tokens|English|Chinese|code|coding|math\w*)\b", re.IGNORECASE
)
_NO_RATIO = re.compile(
    r"\blayers?\b|attention|compression|aspect|heads?\b|experts?\b|dimension", re.IGNORECASE
)


def tell(sentence: Sentence, _: Names) -> Iterator[Told]:
    """Shares of data: those that make up the whole, those said to be of it, and ratios of its kinds."""
    text = sentence.text
    if sentence.where != "prose" or _NO_DATA.search(text):
        return
    if _DATA.search(text):
        for start, end in sorted(_spans(text)):
            share = round(float(text[start:end]) / 100, 6)
            yield Told("data_mixture", start, end, f"{text[start:end]}%", share, "share")
    if _MIXED.search(text) and _KINDS.search(text) and not _NO_RATIO.search(text):
        for found in _RATIO.finditer(text):
            if text.endswith("from ", 0, found.start()):
                continue  # what it was before
            yield Told("data_mixture", *found.span(), found.group(), found.group().replace(" ", ""))


def _spans(text: str) -> set[tuple[int, int]]:
    shares = list(_SHARE.finditer(text))
    if len(shares) >= 2 and 98.5 <= sum(float(one[1]) for one in shares) <= 101.5:
        return {one.span(1) for one in shares}
    spans = {
        found.span(name)
        for found in _ONE_SHARE.finditer(text)
        for name, told in found.groupdict().items()
        if told
    }
    return spans | {found.span("v") for found in _DOMAIN.finditer(text)}
