"""Lengths of context told in sentences: each number that a noun of length owns, and whether it is that of pre-training.

The noun may stand before ("a context window of 32K tokens") or behind ("a 4,096-token context window"). What a length
is extended from is that of pre-training, what it is extended to last the final one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mainstem.model import Disclosure
from mainstem.reports.numbers import ABOUT, shown, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told

_LENGTH = r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?:[ -]?[KkM]\b| ?million\b)|\d{3,7})(?![\d.,]*\d)(?!\s?[%×])(?!\w)"
_UNIT = r"(?:[- ]tokens?\b)?"
_NOUN = (
    r"(?:(?:context|sequence|input|window)(?:[- ](?:window|context|sequence))?[- ](?:length|window|size|limit)s?|(?:\binput |\btraining )?\bcontexts?\b|\bsequence processing\b|\b(?:training|token|packing) lengths?\b"
    r"|\bsequences of length|\bseq(?:uence)?\.? ?len(?:gth)?|\bwindow sizes?\b|\bcontext\b)"
)
_LINKS = (
    r"is|are|was|were|be|been|being|has|have|remains?|remained|equals?|of|to|at|as|by|from|with|reach(?:es|ed|ing)?|set|fixed|kept|held|limited|capped|adjusted"
    r"|extended|increased|expanded|scaled|raised|enlarged|lengthened|extends|grows|employed|used|up|then|also|an?|the|maximum|max|total|constant|tokens?|further|stretched"
)
_BY_PHASE = r" (?:in|during|over|through) (?:\w+ ){0,2}\w+(?= (?:from|to)\b)"
_LINK = rf"(?:\s*[:=]\s*|(?:(?: (?:{_LINKS}|\w+ly)\b)|{_BY_PHASE})*\s+)"
_GAP = r"(?: ?\([^()]{1,24}\))?(?: (?:of|for|in|during|across|throughout|used|within)(?: (?!(?:of|to|from|at)\b)[A-Za-z][\w./'-]*){1,6}?)?"
_TO = rf"(?: tokens)?(?:,? (?:and |then |ultimately |finally |subsequently |further |later |next )*(?:which |it )?(?:is |was |were |can be )?(?:later |subsequently |then |further |finally )?(?:(?:expanded|extended|increased|scaled|raised|lengthened|stretched) )?(?:from |to |up to )?(?:reach |a (?:maximum )?of )?| ?(?:→|->|,) ?){ABOUT}"
_SERIES = rf"(?P<v>{_LENGTH}(?:{_TO}{_LENGTH}){{0,4}}){_UNIT}"
_NAMED = re.compile(rf"{_NOUN}{_GAP}{_LINK}{ABOUT}{_SERIES}", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?P<v>{_LENGTH})(?:{_UNIT}[- ](?:long )?(?:maximum |training |input )*{_NOUN}|[- ]tokens? (?:long )?(?:inputs?|sequences?)\b|[- ]tokens? of (?:input |maximum )?(?:context|input)\b)",
    re.IGNORECASE,
)
_OF_INPUTS = re.compile(
    rf"\b(?:inputs?|sequences?|texts?|documents?|prompts?) (?:of|with) (?:up to |length |a length of |lengths? up to )?{ABOUT}(?P<v>{_LENGTH})[- ]tokens\b",
    re.IGNORECASE,
)
_SCALED = re.compile(
    rf"\b(?:exten[ds]\w*|expan[ds]\w*|increas\w+|enlarg\w+|lengthen\w*|scal\w+|grow\w*|rais\w+|stretch\w*|accommodat\w+)\b[^.;]{{0,90}}?(?P<noun>{_NOUN}|\blengths?\b)(?:(?!batch|rate)[^.;\d]){{0,60}}? (?:to|from) {ABOUT}(?:a (?:maximum )?of )?{_SERIES}",
    re.IGNORECASE,
)
_EXTENDS = re.compile(
    r"\b(?:exten[ds]\w*|extension|expan[ds]\w*|increas\w+|enlarg\w+|lengthen\w*|rais\w+|stretch\w*|scal(?:e|es|ed|ing) (?:up )?(?:the |its |our )?(?:\w+ )?context)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:evaluat\w+|benchmark\w*|haystack|RULER|LongBench|HELMET|latency|throughput|decod\w+|prefill\w*|TTFT|TPOT|speed-?ups?|faster|memory|KV[- ]cache|performance|scor\w+|average\w*|requests?|exceed\w*|as the|truncat\w+)\b"
    r"|\b(?:output|generation|response|decoding|completion|reasoning|average|mean|rollout)[- ](?:sequence )?(?:length|budget|size)|\bmax_new|\bgenerate up to|\bpass@|\btemperature\b|\bbatch size of \d+ and\b.*\binference",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\bSFT\b|fine-?tun|instruction|\bRL\b|reinforcement|\bGRPO\b|\bDPO\b|preference|post-?train|\breward|long[- ]context|second stage|stage [2-9]|mid-?train|alignment|\bper prompt\b|\brollouts?\b",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:support\w*|handl\w+|process\w*|accept\w*|offer\w*|provid\w+|features?|featuring|equipped|comes? with|has|have|having|enabl\w+|capab\w+|allow\w*|accommodat\w+|native\w*|reach\w*|optimi[sz]ed for)\b",
    re.IGNORECASE,
)
_GRANTS = re.compile(
    rf"{_HAS.pattern} (?:an? |the |up to |maximum |max |input |long |native |lengths? |of |very )*$",
    re.IGNORECASE,
)
_PRE_NOUN = re.compile(
    rf"\bpre-?training (?:maximum )?{_NOUN}|{_NOUN} (?:for|in|during|of) pre-?training", re.IGNORECASE
)
_TUNED = re.compile(r"\bSFT\b|fine-?tun|\bRL\b|reinforcement|\bDPO\b", re.IGNORECASE)
_PRE = re.compile(
    r"(?<!continual )(?<!continued )(?<!continuous )pre-?train|\banneal|\bstable\b|\bfrom scratch",
    re.IGNORECASE,
)
_TRAINS = re.compile(r"\btrain\w*|\bbatch|\boptimi[sz]er|\bpack\w*|\blearning rate", re.IGNORECASE)
_MOST_PRE = 33_000  # tokens of context that pre-training has at most
OF_A_STAGE = "context_length_stage"  # of fine-tuning and the like: it may be shorter than the final one
_STATED = re.compile(r"\bcontext.*(?: is | are |[:=])|^.*tokens? of context", re.IGNORECASE)
_LONG = 32_768  # which nothing but the final one reaches, where it is told for itself
_LEAST, _LEAST_FINAL = 2048, 8192


@dataclass(frozen=True, slots=True)
class _Length:
    """A length in a sentence."""

    start: int
    end: int
    number: float


def tell(sentence: Sentence) -> Iterator[Told]:
    """The lengths of context of a sentence, whoever's they are."""
    text = sentence.text
    around = " / ".join((text, *sentence.headings[-1:]))
    seen: set[int] = set()
    for pattern in (_SCALED, _NAMED, _COUNTED, _OF_INPUTS):
        for found in pattern.finditer(text):
            lengths = _lengths(text, found)
            is_granted = bool(_GRANTS.search(text[: found.start()]))
            if lengths and lengths[0].start not in seen and (is_granted or not _NEVER.search(around)):
                seen |= {one.start for one in lengths}
                yield from _stages(sentence, found, lengths)


def _lengths(text: str, found: re.Match[str]) -> list[_Length]:
    made = []
    for one in re.finditer(_LENGTH, text[: found.end("v")]):
        number = value(one.group(), k=1024)
        if one.start() >= found.start("v") and number is not None:
            made.append(_Length(*one.span(), number))
    return made


def _stages(sentence: Sentence, found: re.Match[str], lengths: list[_Length]) -> Iterator[Told]:
    first, last = lengths[0], lengths[-1]
    text = sentence.text
    is_from = bool(re.search(r"\bfrom (?:\w+ )?$", text[: first.start]))
    is_extended = is_from or bool(_EXTENDS.search(text[max(0, found.start() - 40) : found.end()]))
    is_first = is_from or (is_extended and bool(_PRE.search(text[: first.start])))
    if is_first and len(lengths) > 1 and first.number <= _LEAST_FINAL:
        yield from _one("context_length_pretrain", text, first)
    field = _field(sentence, found.group(), last.number, is_extended=is_extended)
    if field is not None and (len(lengths) > 1 or not is_from):
        yield from _one(field, text, last)
    elif is_from and field is not None:
        yield from _one("context_length_pretrain", text, last)


def _field(sentence: Sentence, told: str, number: float, *, is_extended: bool) -> str | None:
    """Which of the two a length is, or a later stage's own; None where nothing says so."""
    text, heading = sentence.text, " / ".join(sentence.headings[-2:])
    if _PRE_NOUN.search(text) and not _EXTENDS.search(told):
        return "context_length_pretrain"
    if is_extended:
        if number <= _LEAST_FINAL and _PRE.search(text):
            return "context_length_pretrain"
        return OF_A_STAGE if _TUNED.search(text) and not _PRE.search(text) else "context_length_final"
    if _PRE.search(told):
        return "context_length_pretrain"
    if _LATER.search(text) or (_LATER.search(heading) and not _PRE.search(text)):
        return "context_length_final" if _HAS.search(text) else OF_A_STAGE
    if _PRE.search(text) or (_PRE.search(heading) and number <= _MOST_PRE):
        return "context_length_pretrain"
    if _HAS.search(text):
        return "context_length_final"
    if _TRAINS.search(text):
        return "context_length_pretrain"
    return "context_length_final" if number >= _LONG and _STATED.search(told) else None


def _one(field: str, text: str, length: _Length) -> Iterator[Told]:
    low, high = (_LEAST, _MOST_PRE) if field == "context_length_pretrain" else (_LEAST_FINAL, 3e7)
    if low <= length.number <= high:
        printed = text[length.start : length.end]
        yield Told(field, length.start, length.end, printed, shown(length.number), None, "exact")


def promoted(told: Sequence[Disclosure]) -> list[Disclosure]:
    """With the longest that a later stage of the subject had as its final one, where no final one is told."""
    ours = [one for one in told if not one.is_other]
    if any(one.field == "context_length_final" for one in ours):
        return list(told)
    longest = max((_length(one) for one in ours if one.field == OF_A_STAGE), default=0)
    return [
        replace(one, field="context_length_final")
        if one.field == OF_A_STAGE and not one.is_other and _length(one) == longest
        else one
        for one in told
    ]


def _length(one: Disclosure) -> float:
    return one.normalised if isinstance(one.normalised, int | float) else 0
