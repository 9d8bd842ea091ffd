"""The kind of attention of a model: a known one, one that its report introduces, or a hybrid of several."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Names

_KNOWN = (
    ("MLA", r"multi-?head latent attention|\bMLA\b"),
    ("GQA", r"group(?:ed)?[- ]query[- ]attention|\bGQA\b"),
    ("MQA", r"multi-?query attention|\bMQA\b"),
    ("MHA", r"multi-?head (?:self-)?attention|\bMHA\b"),
    ("SWA", r"sliding[- ]window attention|\bSWA\b"),
    ("lightning attention", r"lightning[- ]attention"),
    ("sparse", r"sparse attention"),
    ("linear", r"linear attention"),
)
_KINDS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _KNOWN)
_VAGUE = frozenset({"sparse", "linear"})
_SPOKEN = re.compile(r"attention|\b(?:M[LHQ]A|GQA|SWA)\b", re.IGNORECASE)
_SHORT = frozenset({"MLA", "GQA", "MQA", "MHA", "SWA"})
_NEW = re.compile(
    r"\b(?!(?:Global|Full|Local|Softmax|Self)[ -]Attention)(?:[A-Z][\w-]*[ -]){1,4}Attention \((?P<v>[A-Z]\w{1,5})\)"
)
_BRINGS = re.compile(
    r"\b(?:we|our|is|are|core|innovat\w+|novel|new|introduc\w+|propos\w+|design\w*|develop\w*|equip\w*|adopt\w*|employ\w*|us(?:e|es|ing)|contributions?)\b",
    re.IGNORECASE,
)
_USED = re.compile(
    r"\b(?:employ|adopt|us(?:e|es|ing)\b|utili[sz]|incorporat|leverag|equip|includ|consist|with\b|based on|implement|features?\b|instantiat|appl(?:y|ies)\b|interleav|hybrid of|integrat|combin|introduc)",
    re.IGNORECASE,
)
_NOT_ITS = re.compile(
    r"\b(?:such as|like|akin to|compar\w+|than|unlike|instead of|replac\w+|baselines?|when|while|traditional|standard|conventional|vs|against|representative|e\.g\.|variants?|between|existing|from|treating)\b[^.;]{0,90}$",
    re.IGNORECASE,
)
_CITED = re.compile(r"\s*[(\[][^()\[\]]*\b(?:19|20)\d\d[^()\[\]]*[)\]]")
_NO_KIND = re.compile(
    r"^(?: \(\w+\))?(?:[- ](?:models?|family|families|baselines?|counterparts?|mode|groups?|heads?)\b|'s)",
    re.IGNORECASE,
)
_DISCUSSED = re.compile(
    r"\b(?:MHA mode|MQA mode|explor\w*|approaches|workaround|models like|types of|future|previous works?|outperform\w*|against)\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(
    r"\bhybrid[- ](?:(?:\w+[- ]){0,2}(?:attention|of)|architecture (?:that|of|with|which)[^.]{0,60}attention)",
    re.IGNORECASE,
)


def tell(sentence: Sentence, names: Names) -> Iterator[Told]:
    """The kinds that a sentence says "we" or the subject has; prose alone, for figures show designs side by side."""
    text = sentence.text
    if sentence.where != "prose" or not _SPOKEN.search(text):
        return
    if _DISCUSSED.search(text):
        return
    for found in _NEW.finditer(text):
        before = _before(text, found)
        if found["v"] not in _SHORT and _BRINGS.search(before) and not _NOT_ITS.search(before):
            yield Told("attention_kind", *found.span("v"), found["v"], found["v"])
    if (mixed := _HYBRID.search(text)) and any(one.is_subject for one in names.find(text)):
        yield Told("attention_kind", *mixed.span(), mixed.group(), "hybrid")
    for name, pattern in _KINDS:
        if kind := pattern.search(text):
            before = _before(text, kind)
            is_its = _USED.search(before) and not _NOT_ITS.search(before)
            if is_its and not _NO_KIND.match(text[kind.end() :]):
                yield Told("attention_kind", *kind.span(), kind.group(), name)


def _before(text: str, found: re.Match[str]) -> str:
    return _CITED.sub("", text[max(0, found.start() - 220) : found.start()])[-110:]


def is_weak(name: str, _: str, told: Collection[str]) -> bool:
    """Whether it says little beside a kind's own name."""
    return name in _VAGUE and bool(set(told) - _VAGUE)
