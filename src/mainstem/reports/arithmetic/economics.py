"""Compute, time and money: 6 N D, tokens a parameter, utilisation, GPU-hours, prices, epochs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstem.model import Check, Disclosure
from mainstem.reports.arithmetic.common import (
    AFTER_PRETRAINING,
    called,
    estimate,
    held,
    largest,
    likely,
    numbers,
    owner,
    said,
)
from mainstem.reports.arithmetic.runs import Run, runs, whole
from mainstem.reports.fields import shown
from mainstem.reports.numbers import BIG, NUMBER, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names

# Dense BF16 (V100: FP16) FLOP/s of one accelerator, from the makers' data sheets.
PEAK: dict[str, float] = {
    "V100": 125e12, "A100": 312e12, "A800": 312e12, "H100": 989e12, "H800": 989e12, "H200": 989e12, "H20": 148e12,
    "B200": 2250e12, "GB200": 2500e12, "MI300X": 1307e12, "MI250X": 383e12,
}  # fmt: skip
COMPUTE_OPTIMAL = 20  # tokens a parameter: Hoffmann et al. 2022
USED = (0.02, 0.75)  # of the peak: what training reaches
_USD_AN_HOUR = (0.5, 12.0)  # what an hour of an accelerator is rented for
_RECOMPUTED = (1.2, 1.45)  # times 6 N D: 4/3 where activations are computed twice
_HOURS_TOLERANCE = 0.1  # GPUs × days against GPU-hours: days are told in whole numbers


def economics(ours: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> Iterator[Check]:
    """The checks on the compute, the time and the money of the subject's pre-training."""
    before = [one for one in ours if one.stage not in AFTER_PRETRAINING]
    trained = runs(ours, cut, names)
    for run in trained:
        yield from _compute(run)
    spent = _spent(before)
    if trained:
        yield from _told_compute(trained[0], cut, names, spent)
        if spent is not None:
            yield from _utilisation(trained[0], trained[0].flop, "utilisation implied", spent, cut)
    yield from _hours(ours)
    yield from _cost(ours, cut)
    seen = trained[0].seen if trained else largest(whole(ours, names), "training_tokens")
    yield from _epochs(seen, cut, names)


def _compute(run: Run) -> Iterator[Check]:
    n, d = float(run.size.normalised), float(run.seen.normalised)
    told, model = f"6 × {shown(n)} × {shown(d)}", run.size.model
    yield estimate("training compute, 6 N D", model, told, run.flop, run.quotes, "FLOP")
    note = f"{d / n / COMPUTE_OPTIMAL:.3g} times the compute-optimal {COMPUTE_OPTIMAL}"
    yield estimate("tokens a parameter", model, f"{shown(d)} / {shown(n)}", d / n, run.quotes, note)


# --- what the machines could have computed -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spent:
    """GPU-hours, as told or as GPUs × days × 24, and the accelerator where it is told."""

    hours: float
    expression: str
    kind: Disclosure | None
    quotes: tuple[str, ...]


def _spent(before: Sequence[Disclosure]) -> Spent | None:
    kinds = [one for one in before if one.field == "gpu_type" and one.normalised in PEAK]
    if hours := largest(before, "gpu_hours"):
        n = float(hours.normalised)
        return Spent(n, f"{shown(n)} h", _kind(kinds, hours), (hours.quote,))
    for n_gpus, days in machines(before):
        n = float(n_gpus.normalised) * float(days.normalised) * 24
        told = f"({shown(n_gpus.normalised)} × {shown(days.normalised)} × 24) h"
        return Spent(n, told, _kind(kinds, n_gpus), (n_gpus.quote, days.quote))
    return None


def _kind(kinds: Sequence[Disclosure], beside: Disclosure) -> Disclosure | None:
    """The accelerator told with the hours, or the only one that is told."""
    near = [one for one in kinds if one.quote == beside.quote] or kinds
    return near[0] if len({one.normalised for one in near}) == 1 else None


def machines(told: Sequence[Disclosure]) -> Iterator[tuple[Disclosure, Disclosure]]:
    """GPUs and days that one sentence tells, else the only ones that neighbouring pages tell of one stage."""
    n_gpus = [one for one in numbers(told, "n_gpus") if not _is_of_a_node(one)]
    days = list(numbers(told, "training_days"))
    together = [(n, time) for time in days for n in n_gpus if _are_together(n, time)]
    if not together and len({one.normalised for one in n_gpus}) == len({one.normalised for one in days}) == 1:
        together = [(n_gpus[0], days[0])] if _are_near(n_gpus[0], days[0]) else []
    yield from together


_A_NODE = re.compile(
    r"\b(?:per|each|every|a|single|one)\b[^.]{0,30}\b(?:node|server|machine|host|equipped)|\bequipped with\b|\bnodes?,? (?:each )?with\b",
    re.IGNORECASE,
)


def _is_of_a_node(one: Disclosure) -> bool:
    """Whether accelerators are those of one machine of several."""
    return float(one.normalised) <= 16 and bool(_A_NODE.search(one.quote))


def _are_together(n_gpus: Disclosure, days: Disclosure) -> bool:
    """Whether one sentence tells both; a number told before may keep the quote of its first sentence."""
    is_named = re.search(rf"(?<![\w.,]){re.escape(n_gpus.value)}(?![\d.,])", days.quote)
    return bool(is_named) and n_gpus.stage == days.stage and called(n_gpus.model) == called(days.model)


def _are_near(one: Disclosure, other: Disclosure) -> bool:
    is_near = isinstance(one.page, int) and isinstance(other.page, int) and abs(one.page - other.page) <= 1
    return is_near and one.stage == other.stage and called(one.model) == called(other.model)


def _utilisation(run: Run, flop: float, name: str, spent: Spent, cut: Sequence[Sentence]) -> Iterator[Check]:
    kind = str(spent.kind.normalised) if spent.kind else only_kind((), cut)
    if kind is None or spent.hours <= 0:
        return
    used = flop / (spent.hours * 3600 * PEAK[kind])
    note = f"of the peak of {kind}, dense BF16"
    if spent.kind is None:
        note += ", if it was trained on those: the report does not say"
    expression = f"{flop:.3g} / ({spent.expression} × 3600 × {PEAK[kind]:.3g})"
    quotes = (*spent.quotes, *((spent.kind.quote,) if spent.kind else ()))
    if spent.kind is not None or USED[0] <= used <= USED[1]:
        yield likely(name, run.size.model, expression, used, USED, quotes, note, "what machines reach")


_ANY_KIND = re.compile(rf"\b({'|'.join(PEAK)})s?\b")


def only_kind(told: Sequence[Disclosure], cut: Sequence[Sentence]) -> str | None:
    """The accelerator that a report trains on, or the only one that it names."""
    trained = {str(one.normalised) for one in told if one.field == "gpu_type" and not one.is_other}
    if len(trained) == 1 and trained <= PEAK.keys():
        return trained.pop()
    named = {found for sentence in cut for found in _ANY_KIND.findall(sentence.text)}
    return named.pop() if len(named) == 1 else None


_FLOP = re.compile(
    r"(?P<v>\d+(?:\.\d+)?\s*(?:[eE]\s*\+?\s*\d\d|(?:×|x|\*|·)\s*10\s*\^?\{?\s*\+?\d\d)\}?)\s*(?:total |training )?FLOPs?\b"
)
_TRAINED = re.compile(r"\b(?:requir|took|takes|used|uses|consum|train|amount|spent|total)\w*", re.IGNORECASE)
_TRIED = re.compile(r"\bscaling|\bbudgets?\b|\bablation|\bfor example|\be\.g\.", re.IGNORECASE)
_SAME_RUN = (0.2, 5)  # times 6 N D: other numbers are of another run


def _told_compute(run: Run, cut: Sequence[Sentence], names: Names, spent: Spent | None) -> Iterator[Check]:
    """The compute that the report itself tells, against 6 N D, and the utilisation that it means."""
    for sentence in cut:
        found = _FLOP.search(sentence.text)
        around = " / ".join((sentence.text, *sentence.headings))
        if not found or not _TRAINED.search(sentence.text) or _TRIED.search(around):
            continue
        stated = _power(found["v"])
        if owner(names, sentence) is None or not _SAME_RUN[0] <= stated / run.flop <= _SAME_RUN[1]:
            continue
        yield _against_told(run, stated, said(sentence, *found.span()))
        if spent is not None:
            yield from _utilisation(run, stated, "utilisation by the compute told", spent, cut)
        return


def _against_told(run: Run, stated: float, quote: str) -> Check:
    ratio = stated / run.flop
    told = f"{stated:.4g} / (6 × {shown(run.size.normalised)} × {shown(run.seen.normalised)})"
    quotes, name = (quote, *run.quotes), "compute told, in 6 N D"
    if _RECOMPUTED[0] <= ratio <= _RECOMPUTED[1]:
        note = "times 6 N D: 4/3 where activations are computed twice"
        return estimate(name, run.size.model, told, ratio, quotes, note)
    return held(name, run.size.model, told, ratio, 1, 0.1, quotes)


def _power(told: str) -> float:
    mantissa, power = re.split(r"[eE]|(?:×|x|\*|·)\s*10", told.replace(" ", ""), maxsplit=1)
    return float(f"{mantissa}e{power.strip('^{}+')}")


# --- hours, money, epochs -----------------------------------------------------------------------------


def _hours(ours: Sequence[Disclosure]) -> Iterator[Check]:
    """GPUs × days × 24, against the GPU-hours of the stage where they are told."""
    for n_gpus, days in machines(ours):
        made = float(n_gpus.normalised) * float(days.normalised) * 24
        expression = f"{shown(n_gpus.normalised)} × {shown(days.normalised)} × 24"
        quotes: tuple[str, ...] = (n_gpus.quote, days.quote)
        near = [
            one
            for one in numbers(ours, "gpu_hours")
            if one.stage in (None, n_gpus.stage)
            and abs(float(one.normalised) - made) <= 0.5 * float(one.normalised)
        ]
        if near:
            stated = float(near[0].normalised)
            quotes = (*quotes, near[0].quote)
            yield held("GPUs × days", n_gpus.model, expression, made, stated, _HOURS_TOLERANCE, quotes)
        else:
            yield estimate("GPU-hours", n_gpus.model, expression, made, quotes, "GPUs × days × 24")
        return


_PRICE = re.compile(
    rf"\$ ?(?P<v>{NUMBER})\s*(?:USD )?(?:/|per|an?|each)\s*(?:[A-Z]+\d+ )?(?:GPU|accelerator|chip)?[- ]?hours?\b",
    re.IGNORECASE,
)


def _cost(ours: Sequence[Disclosure], cut: Sequence[Sentence]) -> Iterator[Check]:
    """Money over hours of the same stage, against the price told, else against what an hour is rented for."""
    for cost in numbers(ours, "cost_usd"):
        if hours := _hours_of(cost, ours):
            spent, told, beside = hours
            rate = float(cost.normalised) / spent
            expression, quotes = f"{shown(cost.normalised)} USD / {told}", (cost.quote, *beside)
            prices = {value(found["v"]): said(one) for one in cut for found in _PRICE.finditer(one.text)}
            name, outside = "price of a GPU-hour", "what an hour is rented for"
            if len(prices) == 1 and (price := next(iter(prices))):
                held_to = (*quotes, prices[price])
                yield held(name, cost.model, expression, rate, price, 0.02, held_to)
            else:
                yield likely(name, cost.model, expression, rate, _USD_AN_HOUR, quotes, "USD", outside)
            return


def _hours_of(cost: Disclosure, ours: Sequence[Disclosure]) -> tuple[float, str, tuple[str, ...]] | None:
    """The GPU-hours that a sum of money paid for: told beside it, or of its stage."""
    beside = [one for one in ours if one.quote == cost.quote]
    for place in (beside, [one for one in ours if one.stage == cost.stage]):
        if hours := largest(place, "gpu_hours"):
            return float(hours.normalised), f"{shown(hours.normalised)} h", (hours.quote,)
        for n_gpus, days in machines(place):
            told = f"({shown(n_gpus.normalised)} × {shown(days.normalised)} × 24) h"
            return float(n_gpus.normalised) * float(days.normalised) * 24, told, (n_gpus.quote, days.quote)
    return None


_CORPUS = re.compile(
    rf"\b(?:our|the|this|entire|whole|full|tokeni[sz]ed|(?:pre-?)?training) (?:tokeni[sz]ed )?(?:dataset|corpus|data set)(?: \w+){{0,5}}? ~?(?P<v>{BIG}) tokens\b"
    rf"|\bcorpus of ~?(?P<v2>{BIG}) tokens\b|\b(?P<v3>{BIG}) tokens in (?:our|the|this) (?:dataset|corpus)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\bsubset|\bsample of|\bpart of|\bfine-?tun|\bSFT\b|\binstruct|\bsmall", re.IGNORECASE)
_EPOCHS = (1.05, 30)


def _epochs(seen: Disclosure | None, cut: Sequence[Sentence], names: Names) -> Iterator[Check]:
    """Tokens seen over tokens in the corpus, where it was seen more than once."""
    if seen is None:
        return
    for sentence in cut:
        found = _CORPUS.search(sentence.text)
        if not found or _PART.search(sentence.text) or owner(names, sentence) is None:
            continue
        size = value(found["v"] or found["v2"] or found["v3"]) or 0
        if size and _EPOCHS[0] <= float(seen.normalised) / size <= _EPOCHS[1]:
            made = float(seen.normalised) / size
            expression = f"{shown(seen.normalised)} / {shown(size)}"
            quotes = (seen.quote, said(sentence, *found.span()))
            yield estimate("epochs over the corpus", seen.model, expression, made, quotes)
            return
