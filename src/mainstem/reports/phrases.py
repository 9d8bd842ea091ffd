"""Values for which one pattern is too little: learning rates, batch sizes, lines of cards; and, by topic, those that are words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mainstem.reports import licences, methods, mixtures, origins, parallel
from mainstem.reports.cells import label_of
from mainstem.reports.layout import Sentence
from mainstem.reports.names import Names
from mainstem.reports.numbers import COUNT, SCI, shown, value
from mainstem.reports.prose import Told

_DOWN = re.compile(
    r"(?P<v>\d+) (?:hosts?|machines?|nodes?|GPUs?|instances?) (?:go(?:es|ing)?|went|were|was|are) down",
    re.IGNORECASE,
)


def tell(sentence: Sentence, names: Names) -> Iterator[Told]:
    """The values that a sentence tells, whoever's they are."""
    readers: tuple[Callable[[str, Names, Sentence], Iterator[Told]], ...] = (
        _rates, _batches, _card, _failures,
    )  # fmt: skip
    for read in readers:
        yield from read(sentence.text, names, sentence)
    for topic in (origins, methods, parallel, mixtures, licences):
        yield from topic.tell(sentence, names)


def _told(
    field: str, span: tuple[int, int], printed: str, normalised: float | str, unit: str | None = None
) -> Told:
    return Told(field, *span, printed, normalised, unit, "exact")


_MAX_AND_MIN = re.compile(
    rf"\b(?:max\w*|peak|initial) and (?:the )?(?:min\w*|final|end\w*)\b.{{0,60}}?{SCI}(?: to|,? and) $",
    re.IGNORECASE,
)
_RATE = re.compile(r"\blearning rates?\b(?! warm-?up (?:ratio|fraction))|\bLRs?\b|\brate of\b", re.IGNORECASE)
_POWER = re.compile(SCI)
_OTHER_RATE = re.compile(
    r"(?:\bend LR|\bfinal|\bminimum|\bmin|decay\w* (?:\w+ ){0,6}to|anneal\w* to|down to|(?:reduc|decreas|declin|shrink)\w* (?:\w+ ){0,3}to|lower\w* to|drops? to|weight[ _]decay|eps\w*|ε|dropout"
    r"|deviation|coefficient|factor|β\d?|𝛽|beta\d?|\bloss|penalty|threshold|KL|clip\w*|warm-?up ratio|γ|λ|α)[^\d]{0,25}$",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(?P<first>{SCI}|\b0) ?(?:and |then )?(?:to|→|down to) ?(?:a |the )?(?:\w+ ){{0,4}}$")


def _rates(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    """Learning rates, those at which a schedule ends left out: of "from A to B" the first, and B after a warm-up from 0."""
    if not (rate := _RATE.search(text)):
        return
    for found in _POWER.finditer(text, rate.start() - 30 if rate.start() > 30 else 0):
        before = text[max(0, found.start() - 60) : found.start()]
        ranged = _RANGE.search(before)
        is_end = bool(ranged and ranged["first"] != "0") or bool(
            _OTHER_RATE.search(before) or _MAX_AND_MIN.search(text[: found.start()])
        )
        number = value(found.group())
        if not is_end and number and 1e-8 <= number <= 0.05 and (found.start() - rate.start() < 220):
            yield _told("learning_rate_peak", found.span(), found.group(), number)


_BATCH = re.compile(r"(?<!mini-)(?<!mini )\bbatch[- ]size", re.IGNORECASE)
_NO_BATCH = re.compile(r"evaluat|benchmark|inference|decoding|prefill", re.IGNORECASE)
_STEPWISE = re.compile(r"increas|ramp|warm|scal|grow|expand", re.IGNORECASE)
_BATCH_END = re.compile(
    r"learning rate|sequence length|mini-?batch|steps? of|dropout|weight decay|;", re.IGNORECASE
)
_SIZES = re.compile(
    rf"(?:\b(?P<word>of|to|at|from|is|as|with)\b|[=:]) ?(?:about |around |approximately |only )?(?P<v>{COUNT})(?P<unit> (?:sequences|tokens|examples|samples|prompts|instances|questions))?",
    re.IGNORECASE,
)


def _batches(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    """Batch sizes: one after the words, or each of a ramp ("from 64M to 96M at 6T tokens, and finally to 128M")."""
    if not (named := _BATCH.search(text)) or _NO_BATCH.search(text):
        return
    end = _BATCH_END.search(text, named.end())
    clause = text[: end.start() if end else len(text)]
    is_ramp = bool(_STEPWISE.search(clause))
    for found in _SIZES.finditer(clause, named.end()):
        if (is_ramp and found["word"] not in ("from", "to", "of", "at")) or (
            is_ramp and found["word"] == "at" and found.start() - named.end() > 12
        ):
            continue
        is_count = found["unit"] and found["unit"].strip() == "tokens"
        number = value(found["v"], k=1000 if is_count else 1024)
        if number is not None and 4 <= number <= 2e8:
            yield Told(
                "batch_size",
                *found.span("v"),
                found["v"],
                shown(number),
                (found["unit"] or "").strip() or None,
                "exact",
            )
        if not is_ramp:
            return


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
