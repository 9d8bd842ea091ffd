"""How many accelerators trained a model, told in sentences: outright, or as nodes with so many each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.numbers import COUNT, shown, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.grammar import GPU, listed
from mainstem.reports.sentences.prose import Told, qualifier

_NODES = r"(?:nodes?|servers?|machines?|hosts?|instances?|boxes|systems?)\b"
_CHIP = rf"(?:{GPU}(?: GPUs?| chips?| NPUs?| accelerators?)?|GPUs?|accelerators?|TPUs?|NPUs?|(?:AI )?chips|cards)\b"
_MEMORY = r"(?:\d+ ?GB |\d+ ?G )?"
_NODES_OF = re.compile(
    rf"(?P<nodes>{COUNT}) (?:[\w/.-]+ ){{0,4}}?{_NODES}[^.;\d]{{0,50}}?(?<![\w.-])(?P<each>\d{{1,2}}(?![\d,.])|eight|four|sixteen) ?(?:×|x)? ?{_MEMORY}(?:[\w-]+ ){{0,2}}?{_CHIP}",
    re.IGNORECASE,
)
_EACH_NODE = re.compile(
    rf"(?<![\w.-])(?P<each>\d{{1,2}}(?![\d,.])|eight|four|sixteen) ?(?:×|x)? ?{_MEMORY}{_CHIP} (?:per|in each|on each|for each) {_NODES}[^.;\d]{{0,60}}?(?P<nodes>{COUNT}) (?:[\w-]+ ){{0,2}}?{_NODES}",
    re.IGNORECASE,
)
_OUTRIGHT = re.compile(
    rf"{listed(COUNT)}(?: |-| ?[*×x] ?){_MEMORY}(?:high-?end |modern |AI )?{_CHIP}(?![ -]hours)",
    re.IGNORECASE,
)
_TRAIN = re.compile(
    r"train|experiments are|conducted on|carried out|cost|cluster|throughput|tokens ?/|\bMFU\b", re.IGNORECASE
)
_SERVE = re.compile(
    r"infer(?:ence|ring)|deploy|serving|kernel|rollout worker|rental|decod|prefill|bandwidth|generation throughput|NVLink|profil|latency"
    r"|each GPU|storage|TB/s|GB/s|checkpoint (?:sav|writ|load)|\bcan (?:\w+ )?(?:train|scale|support)|stress test|equivalent to|reduces? (?:the )?training time",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\bextended to (?:up to )?$|\b(?:each|every|per|single)(?: \w+){0,2}(?: with| of| has| having| contain\w+| equipped with| includ\w+| compris\w+)? ?$",
    re.IGNORECASE,
)
_PER_NODE = re.compile(rf"^ (?:per|in each|on each|for each|in a|within a) (?:\w+ )?{_NODES}", re.IGNORECASE)
_LEAST, _MOST = 8, 2e6


def tell(sentence: Sentence) -> Iterator[Told]:
    """The numbers of accelerators that a sentence tells of training, whoever's they are."""
    text = sentence.text
    around = " / ".join((text, *sentence.headings))
    if not _TRAIN.search(around) or _SERVE.search(text):
        return
    taken: list[tuple[int, int]] = []
    for pattern in (_NODES_OF, _EACH_NODE):
        for found in pattern.finditer(text):
            taken.append(found.span())
            yield from _told(text, *found.span(), (value(found["nodes"]) or 0) * (value(found["each"]) or 0))
    for found in _OUTRIGHT.finditer(text):
        if not any(start <= found.start() < end for start, end in taken) and not _is_of_a_node(text, found):
            for one in re.finditer(COUNT, text[: found.end("v")]):
                if one.start() >= found.start("v"):
                    yield from _told(text, *one.span(), value(one.group()) or 0)


def _is_of_a_node(text: str, found: re.Match[str]) -> bool:
    return bool(_EACH.search(text[: found.start()]) or _PER_NODE.match(text[found.end() :]))


def _told(text: str, start: int, end: int, number: float) -> Iterator[Told]:
    if _LEAST <= number <= _MOST:
        printed = text[start:end]
        yield Told("n_gpus", start, end, printed, shown(number), None, qualifier(text, start, end))
