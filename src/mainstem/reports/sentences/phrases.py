"""Values for which one pattern is too little: learning rates, batch sizes, lines of cards; and, by topic, those that are words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mainstem.reports.numbers import COUNT, shown, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences import (
    attention,
    dates,
    hardware,
    licences,
    methods,
    mixtures,
    origins,
    parallel,
    tokenizers,
)
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Names
from mainstem.reports.tables.labels import label_of

_DOWN = re.compile(
    r"(?P<v>\d+) (?:hosts?|machines?|nodes?|GPUs?|instances?) (?:go(?:es|ing)?|went|were|was|are) down",
    re.IGNORECASE,
)


def tell(sentence: Sentence, names: Names) -> Iterator[Told]:
    """The values that a sentence tells, whoever's they are."""
    readers: tuple[Callable[[str, Names, Sentence], Iterator[Told]], ...] = (
        _card, _failures,
    )  # fmt: skip
    for read in readers:
        yield from read(sentence.text, names, sentence)
    for topic in (attention, dates, hardware, origins, tokenizers, methods, parallel, mixtures, licences):
        yield from topic.tell(sentence, names)


def _told(
    field: str, span: tuple[int, int], printed: str, normalised: float | str, unit: str | None = None
) -> Told:
    return Told(field, *span, printed, normalised, unit, "exact")


_CARD = re.compile(r"^(?:[-*•] ?)?(?P<label>[A-Z#][\w /()#,-]{2,50}?) ?: ?(?P<value>~?\$?\d.*)$")
_QUERY_AND_KV = re.compile(r"^(?P<q>\d+) for Q(?:uery)? and (?P<kv>\d+) for KV")


def _card(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    """A line of a model card: "Number of Layers: 48"."""
    found = _CARD.match(text)
    label = label_of(found["label"]) if found else None
    if found is None or label is None:
        return
    start = found.start("value")
    if label.field == "n_attention_heads" and (both := _QUERY_AND_KV.match(found["value"])):
        for field, name in (("n_attention_heads", "q"), ("n_kv_heads", "kv")):
            span = start + both.start(name), start + both.end(name)
            yield _told(field, span, both[name], int(both[name]))
    elif number := re.match(COUNT, found["value"].lstrip("~$")):
        made = value(number.group(), k=1024 if label.is_context else 1000)
        if made is not None and label.low <= made <= label.high:
            at = text.index(number.group(), start)
            yield _told(label.field, (at, at + len(number.group())), number.group(), shown(made))


def _failures(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    for found in _DOWN.finditer(text):
        yield _told("n_failures", found.span("v"), found["v"], int(found["v"]))
