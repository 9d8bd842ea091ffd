"""How training was split over accelerators: the kinds of parallelism and their degrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.layout import Sentence
from mainstem.reports.names import Names
from mainstem.reports.prose import Told

_KINDS = (
    ("PP", r"pipeline"),
    ("EP", r"expert"),
    ("TP", r"tensor"),
    ("DP", r"data"),
    ("CP", r"context"),
    ("SP", r"sequence"),
)
_ANY = r"(?P<kind>pipeline|expert|tensor|data|context|sequence)[- ](?:model[- ])?parallel(?:ism)?"
_DEGREES = (
    re.compile(rf"(?P<n>\d+)(?:-way|x|×) (?:[a-z]+-[a-z]+ )?{_ANY}", re.IGNORECASE),
    re.compile(
        rf"{_ANY}(?: \((?:PP|EP|TP|DP|CP|SP)\))?(?: with)?(?: an?| the)? ?(?:size|degree|rank)? ?(?:of|=|to|:) ?(?P<n>\d+)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<short>PP|EP|TP|DP|CP|SP) ?(?:=|of|size|degree|size of)? ?(?P<n>\d+)\b"),
    re.compile(r"\b(?P<n>\d+)-way (?P<short>PP|EP|TP|DP|CP|SP)\b"),
)
_SCHEDULE = re.compile(
    r"\b(?:we|our)\b[^.]{0,40}\b(?:interleaved 1F1B|1F1B|DualPipe|zero[- ]bubble)", re.IGNORECASE
)
_PARALLEL = re.compile(_ANY, re.IGNORECASE)
_WITHOUT = re.compile(
    r"\b(?:without|no need|avoid\w*|instead of|rather than|necessity|eliminat\w+|costly|existing)\b",
    re.IGNORECASE,
)
_LEVERAGE = re.compile(
    r"\b(?:we|is|are)\b[^.]{0,50}\b(?:leverage|employ|use|adopt|utili[sz]e|appl|combine|train)", re.IGNORECASE
)
_LIST = re.compile(
    r"framework (?:which|that)|such as|strategies, including|support|et al\.,? \d{4}\)[^.]*et al\.,? \d{4}\)[^.]*et al",
    re.IGNORECASE,
)


def tell(sentence: Sentence, _: Names) -> Iterator[Told]:
    """The degrees that a sentence tells, and the kinds that it says were used without one."""
    text = sentence.text
    sized: set[str] = set()
    for pattern in _DEGREES:
        for found in pattern.finditer(text):
            short = found.groupdict().get("short") or _short(found["kind"])
            sized.add(short)
            yield Told("parallelism", *found.span(), found.group(), f"{short}={found['n']}")
    if not sized and (schedule := _SCHEDULE.search(text)):
        yield Told("parallelism", *schedule.span(), schedule.group(), "PP")
        sized.add("PP")
    if _LEVERAGE.search(text) and not _LIST.search(text):
        for found in _PARALLEL.finditer(text):
            is_done = not _WITHOUT.search(text[max(0, found.start() - 45) : found.start()])
            if is_done and (short := _short(found["kind"])) not in sized:
                sized.add(short)
                yield Told("parallelism", *found.span(), found.group(), short)


def _short(kind: str) -> str:
    return next(short for short, pattern in _KINDS if re.fullmatch(pattern, kind, re.IGNORECASE))
