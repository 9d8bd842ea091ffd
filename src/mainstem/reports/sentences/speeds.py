"""How fast and how well a machine was used, told in sentences: utilisation, throughput, and how many times faster.

Utilisation is a share, throughput a number with its unit, a speed-up a factor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.numbers import ABOUT, NUMBER, shown, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told, qualifier

_N = rf"(?<![\w.,-]){NUMBER}"
_RANGE = rf"(?P<low>{_N})(?: ?%| ?[×x])?(?: ?- ?| to | and )(?P<v>{NUMBER})"
_SPAN = rf"(?:{_RANGE}|(?P<one>{_N}))"
_USED = r"(?:\bMFU\b|\bHFU\b|\b(?:model |hardware )?(?:FLOP/?s?|floating[- ]point)(?: operations?)? utili[sz]ation)"
_IS = rf"(?: ?\([^()]{{1,12}}\))?(?: (?:of|for|in|during|at|on|rate|is|was|are|were|to|up|reach\w*|stands?|remains?|averag\w+|about|an?|the|training|pre-?training|\w+ly)\b)*(?:\s*[:=])? {ABOUT}"
_UTILISED = (
    re.compile(rf"{_SPAN} ?%[^.,;%\d]{{0,30}}?{_USED}", re.IGNORECASE),
    re.compile(rf"{_USED}{_IS}{_SPAN} ?%", re.IGNORECASE),
)
_DEVICE = r"(?:GPU|device|chip|card|accelerator|TPU|NPU|node)s?"
_TIME = r"(?:s|sec|second)s?\b"
_PER = r" ?(?:/|\bper\b|·) ?"
_THROUGHPUT = (
    re.compile(
        rf"{_SPAN}\+? ?(?P<unit>(?:[a-z]+ )?(?:tokens?|samples|sequences)(?:{_PER}{_DEVICE}{_PER}{_TIME}|{_PER}{_TIME}(?:{_PER}{_DEVICE})?)|TGS\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:throughput|speed)(?: of| is| was| reach\w*| at)? {ABOUT}{_SPAN}(?P<unit>{_PER}{_DEVICE}{_PER}{_TIME})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_SPAN} ?(?P<unit>(?:TFLOP|teraFLOP|PFLOP)(?:/?s(?:econd)?)?\b(?:(?:/s)?(?:/| per | ){_DEVICE})?)",
        re.IGNORECASE,
    ),
    re.compile(rf"{_SPAN} ?(?P<unit>s(?:ec(?:ond)?s?)?{_PER}(?:iter\w*|step))\b", re.IGNORECASE),
)
_FOLD = r"(?P<word>two|three|four|five|six|seven|eight|nine|ten)-?fold\b"
_SPEED = r"(?:training |token |inference |decoding |generation |overall |system )*(?:throughput|speed(?:-?ups?)?)\b"
_BY_SHARE = (
    re.compile(
        rf"{_SPAN} ?% (?:higher |faster |better |more |increase in |improvement in |gain in |boost in |reduction in )?(?:the )?{_SPEED}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_SPAN} ?% (?:faster|quicker)\b", re.IGNORECASE),
    re.compile(rf"{_SPEED}[^.;\d]{{0,40}} (?:by|of) {ABOUT}{_SPAN} ?%", re.IGNORECASE),
)
_X = r"(?: ?×| ?x\b|-fold\b|[ -]times\b)"
_FAST = r"(?:faster|quicker|speed-?ups?|acceleration|speed\b|throughput|accelerat\w+)"
_FASTER = (
    re.compile(
        rf"(?:{_SPAN}{_X}|{_FOLD})(?: (?:(?:the|an?|in|increase|improvement|boost|higher|gain|of|over|more)\b|(?!than|the|for|while|but|and)[a-z][\w/-]*)){{0,5}}? {_FAST}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:{_FAST}|speeds? up|speeding up|sped up|speed-?up|outperform\w*)(?: (?!than|per)[\w/-]+){{0,6}}? (?:of|by|to|ratio of) (?:a factor of )?{ABOUT}{_SPAN}{_X}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:speed|faster|throughput|latency)[^.;]{{0,60}} by a factor of {ABOUT}{_SPAN}(?![\w×%])",
        re.IGNORECASE,
    ),
)
_PEAK = re.compile(
    r"\btheoretical\b|\bpeak (?:performance|compute|FLOP)|\bhardware spec|\bT?GB/s|\bbandwidth\b|\bspecification|\broofline|\bcapab\w+ of \d",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"[<>≤≥] ?$|\bby (?:an? )?$|\btarget\w*[^.;]{0,40}$|\bestimate\w*[^.;]{0,60}$", re.IGNORECASE
)
_AIM = re.compile(r"^(?: \w+)? (?:SLA|targets?|constraints?|limits?|requirements?|budgets?)\b", re.IGNORECASE)
_SLOWER = re.compile(r"\b(?:convergence|converges?|parameters|memory|cheaper|cost)\b", re.IGNORECASE)


def tell(sentence: Sentence) -> Iterator[Told]:
    """The utilisation, throughput and speed-ups of a sentence, whoever's they are."""
    text = sentence.text
    seen: set[int] = set()
    for patterns, kind in (
        (_UTILISED, "share"),
        (_BY_SHARE, "gain"),
        (_THROUGHPUT, "speed"),
        (_FASTER, "factor"),
    ):
        for pattern in patterns:
            for found in pattern.finditer(text):
                if _is_meant(text, found, kind):
                    yield from (one for one in _told(text, found, kind) if one.start not in seen)
                    seen |= {found.start(name) for name in found.groupdict()}


def _is_meant(text: str, found: re.Match[str], kind: str) -> bool:
    if kind == "factor":
        return not _SLOWER.search(text[max(0, found.start() - 25) : found.end()])
    if kind == "share":
        return True
    is_aim = _NOT_AFTER.search(text[: found.start()]) or _AIM.match(text[found.end() :])
    return not (is_aim or _PEAK.search(text))


def _told(text: str, found: re.Match[str], kind: str) -> Iterator[Told]:
    told = found.groupdict()
    for name in ("low", "v", "one", "word"):
        number = value(told[name]) if told.get(name) else None
        if number is None or not _is_within(number, kind):
            continue
        unit = {"share": "share", "gain": "share", "factor": "x"}.get(kind) or found["unit"].strip()
        made = round(number / 100, 6) if kind in ("share", "gain") else number
        start, end = found.span(name)
        yield Told(
            "mfu_or_throughput", start, end, found[name], shown(made), unit, qualifier(text, start, end)
        )


def _is_within(number: float, kind: str) -> bool:
    low, high = {"share": (1, 100), "gain": (0.5, 900), "factor": (1.01, 100)}.get(kind, (0.01, 1e7))
    return low <= number <= high
