"""On which accelerators a model was trained or served, and in which precision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Names

_CHIP = re.compile(
    r"(?:(?<![\w.-])|(?<=[HD]GX-)|(?<=NVIDIA-))(?P<v>[ABHLV]\d{2,3}0?[SD]?|H[12]0|L[24]0?S?|GB[23]00|GH200|A6000D?|MI\d{3}[XA]?|TPU ?v\d\w*|(?:Ascend )?910[ABC]|Ascend \d\w*|Gaudi ?\d"
    r"|RTX \d{4}(?: Ti)?|Jetson(?: AGX)? \w+|Trainium ?\d?|Hopper(?= GPUs?\b))s?(?:-? ?(?:\d+ ?GB?|SXM\d?|PCIe)\b)*(?!\w|-[A-Za-z])"
)
_REAL = re.compile(
    r"^(?:[AHV]100|[AH]800|H20|H200|A40|A6000D?|B[123]00|L[24]0?S?|V100|GB[23]00|GH200|MI\d{3}[XA]?|TPU ?v\d\w*|(?:Ascend )?910[ABC]|Ascend \d\w*|Gaudi ?\d|RTX .*|Jetson .*|Trainium.*|Hopper)$"
)
_NEAR_CHIP = re.compile(
    r"\b(?:GPU|TPU|NPU|chip|accelerator|cluster|node|server|NVIDIA|hardware|device|train\w*|pre-?train\w*|throughput|tokens per second|hours|deployed|latency|kernel|roofline)s?\b|\bon (?:the |an? )?(?:single |NVIDIA )?[AHL]\d{2,3}\b",
    re.IGNORECASE,
)
_NOT_USED = re.compile(
    r"^(?:Serve|Deploy|Run|Launch|Load|Use)\b|\be\.g\.|\bsuch as\b|\btypical(?:ly)?\b|\bin general\b|\bfits? (?:in|on|into)\b|\bat least\b|\brecommend|\bcan be\b|\bsingle \d+ ?GB|\bdoes not\b"
    r"|\btested on\b|\bfor instance\b|\bwould\b|\bexport\b|\b(?:most|many|other|existing|previous) (?:\w+ ){0,2}(?:models|systems|works|approaches|runs)\b|\binterconnect(?:ed)? (?:of|bandwidth)\b",
    re.IGNORECASE,
)
_FORMAT = re.compile(
    r"(?<![\w-])(?:(?P<v>FP-?8|BF16|bfloat16|FP16|float16|FP32|float32|TF32|INT8|INT4|W\d{1,2}A\d{1,2}|MXFP4|NVFP4)(?!\w)|(?P<bits>[48])-bit integer)",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"\bmixed[- ]precision (?:training|framework)|\btrain\w*[^.]{0,40} mixed[- ]precision", re.IGNORECASE
)
_DONE = re.compile(
    r"\b(?:train|comput|implement|quanti[sz]|deploy|us(?:e|es|ed|ing)\b|utili[sz]|employ|adopt|maintain|keep|kept|run(?:s|ning)?\b|stor|perform|accumulat|precision|increas|cast|cache|weights?\b|steps\b|compress|broadcast|support|serv|with\b)",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"^(?:/\w+)?[ -](?:mixed|precision|training|quanti[sz]|accumulat|grad|reduce|all-gather|P all|G reduce|\w+ gather|inference|weights?|communication|tokens|activation|polic|version|master|optimi[sz]er|states?|cache|softmax|router|gating|head|attention)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:rather than|instead of|instability|issues? (?:with|of)|unlike|than|compar\w+|vs|range of|assum\w+|whether|if|without|lower|from)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\bofficial|\bFLOPS?\b|roofline|\b(?:does|do|did) not support|\bwe consider\b|\bother models\b|\bon par with\b|instability|\bfair compar|\be\.g\.",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:Serve|Deploy|Run|Launch|Load|Use) ")  # what the reader is to do
_SPELT = {"BFLOAT16": "BF16", "FLOAT16": "FP16", "FLOAT32": "FP32"}


def tell(sentence: Sentence, _: Names) -> Iterator[Told]:
    """The accelerators and the number formats that a sentence says were used."""
    if sentence.where == "prose":
        yield from _chips(sentence.text)
        yield from _formats(sentence.text)


def _chips(text: str) -> Iterator[Told]:
    if _NOT_USED.search(text) or not _NEAR_CHIP.search(text):
        return
    for found in _CHIP.finditer(text):
        if _REAL.match(found["v"]):
            yield Told("gpu_type", *found.span("v"), found["v"], found["v"])


def _formats(text: str) -> Iterator[Told]:
    if _NOT_OURS.search(text) or _ASKED.match(text):
        return
    is_named = False
    for found in _FORMAT.finditer(text):
        is_named = True
        before = text[max(0, found.start() - 70) : found.start()]
        is_done = _OBJECT.match(text[found.end() :]) or _DONE.search(before)
        if is_done and not _NOT_DONE.search(before):
            name = (found["v"] or f"INT{found['bits']}").upper().replace("-", "")
            yield Told("precision", *found.span(), found.group(), _SPELT.get(name, name))
    if not is_named and (mixed := _MIXED.search(text)):
        yield Told("precision", *mixed.span(), mixed.group(), "mixed precision")
