"""Machines, time and speed in words: GPUs × days, tokens a second, and the utilisation that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstem.model import Check, Disclosure
from mainstem.reports.arithmetic.common import ABOUT, estimate, held, numbers, owner, said
from mainstem.reports.arithmetic.economics import PEAK, machines, only_kind
from mainstem.reports.arithmetic.runs import Run, runs
from mainstem.reports.fields import shown
from mainstem.reports.numbers import COUNT, NUMBER, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names

_HOURS_TOLERANCE = 0.1  # days and hours are told in round numbers
_SAME = 0.3  # apart: more, and they are not of the same run
_ON_TOP = 1.5  # times 6 N: what attention and the vocabulary may add

_GPUS = re.compile(
    rf"(?<![\w.,-])(?P<n>{COUNT}) (?:[A-Z][\w-]+ ){{0,2}}(?:GPUs|accelerators|chips)\b(?![- ]hours)",
    re.IGNORECASE,
)
_TIME = re.compile(rf"(?<![\w.,-])(?P<n>{NUMBER}) (?P<unit>hours|days|weeks)\b(?! on-call)", re.IGNORECASE)
_GPU_HOURS = re.compile(
    rf"(?<![\w.,-])(?P<n>{COUNT}) (?:[A-Z][\w-]+ )?(?:GPU|chip)[- ]hours\b", re.IGNORECASE
)
_TIMES = {"hours": 1, "days": 24, "weeks": 168}
_A_TRILLION = re.compile(r"\b(?:per|each|every|one|a|for) (?:1 |one )?(?:trillion|1T|T)\b", re.IGNORECASE)
_SPEED = (
    re.compile(rf"(?P<n>{COUNT}) tokens (?:per|/) ?(?:GPU|accelerator|chip)(?: (?:per|/) ?|/)s(?:ec(?:ond)?)?\b", re.IGNORECASE),
    re.compile(rf"(?P<n>{COUNT}) tokens (?:per|/) ?s(?:ec(?:ond)?)?(?: (?:per|/) ?|/)(?:GPU|accelerator|chip)\b", re.IGNORECASE),
    re.compile(rf"token throughput of (?P<n>{COUNT}) per (?:GPU|accelerator|chip) per second", re.IGNORECASE),
)  # fmt: skip
_UTILISED = re.compile(
    rf"(?P<n>{NUMBER}) ?% (?:MFU|model flo[\w-]+ utili[sz]ation)|(?:MFU|flo[\w-]+ utili[sz]ation)(?: ?\(MFU\))?(?: (?:is|of|was|at|reaches|reaching|around|about|approximately)){{1,2}} (?P<m>{NUMBER}) ?%",
    re.IGNORECASE,
)
_NO_TRAINING = re.compile(
    r"\binferen|\bdecod|\bprefill|\bserving|\brollout|\bgenerat|\bdeploy", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Speed:
    """Tokens that one accelerator trains on in a second, and the utilisation told beside it."""

    tokens: float
    utilised: float | None
    quote: str
    sentence: Sentence


def pace(ours: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> Iterator[Check]:
    """The checks on how fast a training went."""
    for sentence in cut:
        yield from _in_words(sentence, names)
    trained = runs(ours, cut, names)
    run = trained[0] if trained else None
    if run is not None:
        yield from _by_the_trillion(run, ours, cut, names)
    speed = next(_speeds(cut, names), None)
    if speed is not None:
        yield from _utilisation(speed, ours, cut, run, names)
        yield from _tokens(speed, ours, run)


def _in_words(sentence: Sentence, names: Names) -> Iterator[Check]:
    """GPU-hours, GPUs and time that one sentence tells."""
    text = sentence.text
    told, gpus, times = (list(pattern.finditer(text)) for pattern in (_GPU_HOURS, _GPUS, _TIME))
    if not (len(told) == len(gpus) == len(times) == 1) or owner(names, sentence) is None:
        return
    stated, n = value(told[0]["n"]), value(gpus[0]["n"])
    time = value(times[0]["n"])
    if stated and n and time:
        factor = _TIMES[times[0]["unit"].lower()]
        made = n * time * factor
        if abs(made - stated) <= _SAME * stated:
            expression = f"{shown(n)} × {time:g}" + (f" × {factor}" if factor > 1 else "")
            quote = said(sentence, min(told[0].start(), gpus[0].start()), max(told[0].end(), times[0].end()))
            model = owner(names, sentence) or ""
            yield held("GPUs × hours", model, expression, made, stated, _HOURS_TOLERANCE, (quote,))


def _by_the_trillion(
    run: Run, ours: Sequence[Disclosure], cut: Sequence[Sentence], names: Names
) -> Iterator[Check]:
    """GPU-hours for a trillion tokens, times the trillions, against the GPU-hours of the pre-training."""
    for sentence in cut:
        told = _GPU_HOURS.findall(sentence.text)
        if len(told) != 1 or not _A_TRILLION.search(sentence.text) or owner(names, sentence) is None:
            continue
        rate = value(told[0]) or 0
        made = rate * float(run.seen.normalised) / 1e12
        for hours in numbers(ours, "gpu_hours"):
            stated = float(hours.normalised)
            if stated > 1.5 * rate and abs(made - stated) <= _SAME * stated:
                expression = f"{shown(rate)} × {float(run.seen.normalised) / 1e12:g}"
                quotes = (said(sentence), run.seen.quote, hours.quote)
                name = "hours a trillion tokens × trillions"
                yield held(name, run.size.model, expression, made, stated, 0.02, quotes)
                return


def _speeds(cut: Sequence[Sentence], names: Names) -> Iterator[_Speed]:
    for sentence in cut:
        found = next((match for one in _SPEED if (match := one.search(sentence.text))), None)
        around = " / ".join((sentence.text, *sentence.headings[-1:]))
        if found and not _NO_TRAINING.search(around) and owner(names, sentence) is not None:
            beside = _UTILISED.search(sentence.text)
            share = value(beside["n"] or beside["m"]) if beside else None
            tokens = value(found["n"])
            if tokens:
                quote = said(sentence, *found.span())
                yield _Speed(tokens, share / 100 if share else None, quote, sentence)


def _utilisation(
    speed: _Speed, ours: Sequence[Disclosure], cut: Sequence[Sentence], run: Run | None, names: Names
) -> Iterator[Check]:
    """6 N and the tokens a second against the peak; what is told may count attention on top."""
    kind = only_kind(ours, cut)
    size = run.size if run else next(numbers(ours, "active_parameters"), None)
    if kind is None or size is None:
        return
    made = 6 * float(size.normalised) * speed.tokens / PEAK[kind]
    expression = f"6 × {shown(size.normalised)} × {shown(speed.tokens)} / {PEAK[kind]:.3g}"
    model, name, quotes = size.model, "utilisation by speed", (speed.quote, size.quote)
    note = f"of the peak of {kind}, dense BF16"
    if not 0 < made < 1:
        return
    if speed.utilised is None:
        yield estimate(name, model, expression, made, quotes, note)
    elif 1 + ABOUT < speed.utilised / made <= _ON_TOP:
        told = f"{note}; {speed.utilised:.1%} is told, which may count attention and what is computed twice"
        yield estimate(name, model, expression, made, quotes, told)
    else:
        yield held(name, model, expression, made, speed.utilised, ABOUT, quotes, note)


def _tokens(speed: _Speed, ours: Sequence[Disclosure], run: Run | None) -> Iterator[Check]:
    """Tokens a second × GPUs × days against the tokens seen."""
    for n_gpus, days in machines(ours):
        n, d = float(n_gpus.normalised), float(days.normalised)
        made = speed.tokens * n * d * 86400
        expression = f"{shown(speed.tokens)} × {shown(n)} × {shown(d)} × 86,400"
        if run is not None and abs(made - float(run.seen.normalised)) <= _SAME * float(run.seen.normalised):
            quotes = (speed.quote, n_gpus.quote, days.quote, run.seen.quote)
            stated = float(run.seen.normalised)
            yield held(
                "speed × GPUs × days", run.size.model, expression, made, stated, _HOURS_TOLERANCE, quotes
            )
        return
