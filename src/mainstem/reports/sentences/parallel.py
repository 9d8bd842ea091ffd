"""How training was split over accelerators: the kinds of parallelism and their degrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Names

_SHORT = {"pipeline": "PP", "expert": "EP", "tensor": "TP", "data": "DP", "context": "CP", "sequence": "SP"}
_KIND = r"(?:pipeline|expert|tensor|data|context|sequence)"
_ANY = rf"(?P<kind>{_KIND})(?:-(?P<other>{_KIND}))?[- ](?:model[- ])?parallel(?:ism)?"
_BRIEF = r"(?P<short>[PETDCS]P)"
_DEGREES = (
    re.compile(rf"(?P<n>\d+)(?:-way|-stage|-fold|x|×) (?:[a-z]+-[a-z]+ )?{_ANY}", re.IGNORECASE),
    re.compile(
        rf"{_ANY}(?: \({_BRIEF}\))?(?: with)?(?: an?| the)? ?(?:size|degree|rank)? ?(?:of|=|to|:|is|was)? ?(?:set to )?(?P<n>\d+)\b(?! ?(?:layers|GB|TB|%))",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_BRIEF} ?(?:=|of|size of|size|degree of|degree)? ?(?P<n>\d+)\b"),
    re.compile(r"(?<![a-zA-Z])(?P<short>[petdcsm]p)(?:[_ ](?:size|degree))? ?= ?(?P<n>\d+)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<n>\d+)-way {_BRIEF}\b|\b(?P<stages>\d+) PP stages"),
)
_SHARDED = (
    ("ZeRO-", re.compile(r"\bZeRO(?: optimi[sz]er)?[- ]?(?:[Ss]tage[- ]?)?(?P<n>[123])\b")),
    ("ZeRO", re.compile(r"\bZeRO\b(?![- ]?(?:[Ss]tage[- ]?)?\d)|[Zz]ero [Rr]edundancy [Oo]ptimi[sz]\w+(?! \(ZeRO\)[- ]?\d)")),
    ("FSDP", re.compile(r"\bFSDP2?\b|fully[- ]sharded data[- ]parallel\w*", re.IGNORECASE)),
)  # fmt: skip
_SCHEDULE = re.compile(
    r"\b(?:we|our)\b[^.]{0,40}\b(?:interleaved 1F1B|1F1B|DualPipe|zero[- ]bubble)", re.IGNORECASE
)
_PARALLEL = re.compile(
    rf"(?<!sharded ){_ANY}(?!(?: \([A-Z]{{2}}\))? (?:groups?|ranks?|dimensions?|domains?|corp\w+|data))",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:without|no need|no|avoid\w*|instead of|rather than|necessity|eliminat\w+|remov\w+|costly|existing|traditional|original|requires?|vanilla|unlike|than)\b",
    re.IGNORECASE,
)
_USED = re.compile(
    r"\b(?:we|is|are|was|were|model|system|training|strategy)\b[^.]{0,60}\b(?:leverag|employ|us(?:e|ed|ing)|adopt|utili[sz]|appl|combin|compos|train|integrat|follow|built|distribut|take|with)"
    r"|\b(?:combin(?:es|ation)|training method with|built on for distributed)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"framework (?:which|that)|such as|strategies, including|\bsupport(?:s|ed|ing)?\b|\be\.g\.|\boften\b|\btypically\b|\bcommonly\b|\bgenerally\b"
    r"|et al\.,? \d{4}\)[^.]*et al\.,? \d{4}\)[^.]*et al",
    re.IGNORECASE,
)  # what there is, not what was used
_EXAMPLE = re.compile(
    r"^(?:Serve|Deploy|Run|Launch|Load|Use)\b|\b(?:for example|for instance|e\.g\.|suppose|assum\w+|if we|in groups of)\b",
    re.IGNORECASE,
)


def tell(sentence: Sentence, _: Names) -> Iterator[Told]:
    """The degrees that a sentence tells, and the kinds that it says were used without one."""
    text = sentence.text
    if _EXAMPLE.search(text):
        return
    sized: set[str] = set()
    for one in _degrees(text):
        sized.add(str(one.normalised).partition("=")[0])
        yield one
    if not sized and (schedule := _SCHEDULE.search(text)):
        yield Told("parallelism", *schedule.span(), schedule.group(), "PP")
        sized.add("PP")
    if (sized or _USED.search(text)) and not _LISTED.search(text):
        yield from _kinds(text, sized)


def _degrees(text: str) -> Iterator[Told]:
    for pattern in _DEGREES:
        for found in pattern.finditer(text):
            told = found.groupdict()
            n = told.get("n") or told.get("stages")
            for short in _shorts(told):
                yield Told("parallelism", *found.span(), found.group(), f"{short}={n}")


def _shorts(told: dict[str, str | None]) -> list[str]:
    """The kinds that were found: both of "tensor-expert parallelism"."""
    if told.get("stages"):
        return ["PP"]
    if told.get("kind"):
        return [_SHORT[kind.lower()] for kind in (told["kind"], told.get("other")) if kind]
    return [(told.get("short") or "").upper()]


def _kinds(text: str, sized: set[str]) -> Iterator[Told]:
    """Kinds without a degree, and how optimizer states or weights are sharded."""
    for found in _PARALLEL.finditer(text):
        for short in _shorts(found.groupdict()):
            if short not in sized and not _WITHOUT.search(text[max(0, found.start() - 45) : found.start()]):
                sized.add(short)
                yield Told("parallelism", *found.span(), found.group(), short)
    for name, pattern in _SHARDED:
        sharded = pattern.search(text)
        if sharded and not _WITHOUT.search(text[max(0, sharded.start() - 45) : sharded.start()]):
            yield Told(
                "parallelism", *sharded.span(), sharded.group(), name + (sharded.groupdict().get("n") or "")
            )
