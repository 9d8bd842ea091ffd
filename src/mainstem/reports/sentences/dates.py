"""When a report or its model came out, and until when its data reach."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.document import Leaf
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Names
from mainstem.reports.words import month

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = rf"(?:20\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? 20\d\d|\d{{1,2}} {_MONTH},? 20\d\d)"
_DATE = rf"(?:{_DAY}|{_MONTH},? 20\d\d|20\d\d-\d\d(?![-\d]))"

_TOP = re.compile(rf"^.{{0,140}}?(?<![\w-])(?P<v>{_DAY})(?![\w-])")
_SAID = re.compile(
    rf"\b(?:Date|Released|Published|Release date|Last updated): ?(?P<v>{_DATE})", re.IGNORECASE
)
_STAMP = re.compile(r"arXiv:\d{4}\.\d{4,5}v\d+ \[[\w.-]+\] (?P<v>\d{1,2} [A-Z][a-z]{2} 20\d\d)")

_RELEASED = re.compile(
    rf"\brelease date:? ?(?P<v>{_DATE})|\b(?:was|were|is|are|we) (?:first |publicly |officially |have )?(?:released?|launched|open-?sourced|announced)\b[^.]{{0,40}} (?:on|in) (?P<v2>{_DATE})",
    re.IGNORECASE,
)
_NEWS = re.compile(
    rf"^[-*•\[` ]*(?P<v>{_DAY})[\]`]* ?[:：] ?[^.]{{0,90}}\b(?:releas|open-?sourc|launch|introduc)",
    re.IGNORECASE,
)  # an item of a card
_NOT_MODEL = re.compile(r"dataset|benchmark|questions|problems|competition|contest", re.IGNORECASE)
_HEAD = re.compile(r"^(?:model |release )date$", re.IGNORECASE)
_WHOLE = re.compile(rf"^[-*• ]*(?P<v>{_DATE})\.?$")
_UNTIL = re.compile(
    rf"\bcut-?off\b[^.]{{0,60}}?(?P<v>{_DATE})"
    rf"|\b(?:train\w*|retrained|reflects?|knowledge)\b[^.]{{0,40}}\b(?:data|knowledge|information|corpus)\b[^.]{{0,30}} (?:up (?:to|until)|until|through|as of) (?P<v2>{_DATE})"
    rf"|\btrained on (?:a |the )?(?:dataset|data|corpus) (?:created|collected|crawled|gathered) (?:in|until|before|by) (?P<v3>{_DATE})",
    re.IGNORECASE,
)
_NOT_ITS = re.compile(
    r"\b(?:released|benchmark|problems|contests?|questions|test set)\b[^.]{0,40}$", re.IGNORECASE
)


def released(first: Leaf) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """The days of a report and where its first page says so (all of it, and the date): above the title, after
    "Date:", and where arXiv stamped it."""
    for pattern in () if first.is_marked_up else (_TOP, _SAID, _STAMP):
        if found := pattern.search(first.text):
            yield _normal(found["v"]), found.span(), found.span("v")


def tell(sentence: Sentence, _: Names) -> Iterator[Told]:
    """The days on which a model was released, and those until which its data reach."""
    text = sentence.text
    if sentence.headings and _HEAD.match(sentence.headings[-1]) and (whole := _WHOLE.match(text)):
        yield _told("release_date", whole)
    if not _NOT_MODEL.search(text):
        if news := _NEWS.match(text):
            yield _told("release_date", news)
        for found in _RELEASED.finditer(text):
            yield _told("release_date", found)
    for found in _UNTIL.finditer(text):
        if not _NOT_ITS.search(text[: found.start()]):
            yield _told("knowledge_cutoff", found)


def _told(field: str, found: re.Match[str]) -> Told:
    name = next(name for name, value in found.groupdict().items() if value)
    return Told(field, *found.span(name), found[name], _normal(found[name]))


def _normal(told: str) -> str:
    if told.startswith("20"):
        return "-".join(part.zfill(2) for part in re.split(r"[-./]", told))
    return month(told) or told
