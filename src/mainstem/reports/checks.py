"""Arithmetic on what a report tells: what follows from its own numbers, and whether they agree.

``consistent`` and ``inconsistent`` hold a result against a stated number within a tolerance; ``estimate`` states what
follows where the report gives nothing to hold it against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from mainstem.model import Agreement, Check, Disclosure
from mainstem.reports import prose
from mainstem.reports.fields import shown
from mainstem.reports.layout import Sentence
from mainstem.reports.names import tokens
from mainstem.reports.numbers import COUNT, value

# Dense BF16 (V100: FP16) FLOP/s of one accelerator, from the makers' data sheets.
PEAK: dict[str, float] = {
    "V100": 125e12, "A100": 312e12, "A800": 312e12, "H100": 989e12, "H800": 989e12, "H200": 989e12, "H20": 148e12,
    "B200": 2250e12, "GB200": 2500e12, "MI300X": 1307e12, "MI250X": 383e12,
}  # fmt: skip
COMPUTE_OPTIMAL = 20  # tokens a parameter: Hoffmann et al. 2022
_USD_AN_HOUR = (0.5, 12.0)  # what an hour of an accelerator is rented for
_PARTS_TOLERANCE, _SCHEDULE_TOLERANCE, _STEPS_TOLERANCE = 0.05, 0.02, 0.06


def checks(told: Sequence[Disclosure], cut: Sequence[Sentence]) -> list[Check]:
    """The checks that a report's own disclosures and its sentences allow."""
    ours = [one for one in told if not one.is_other]
    return [
        *_compute(ours),
        *_cost(ours),
        *_steps(ours),
        *_schedules(ours, cut),
        *_lists(cut),
    ]


def _largest(ours: Sequence[Disclosure], *fields: str) -> Disclosure | None:
    """The largest number of the first of these fields that has one."""
    for field in fields:
        held = [one for one in ours if one.field == field and not isinstance(one.normalised, str)]
        if held:
            return max(held, key=lambda one: one.normalised)
    return None


def _compute(ours: Sequence[Disclosure]) -> Iterator[Check]:
    """6 N D, tokens a parameter, and the utilisation that the hours imply."""
    size = _largest(ours, "active_parameters", "total_parameters")
    seen = size and _tokens_seen(ours, size.model)
    if size is None or seen is None:
        return
    n, d = float(size.normalised), float(seen.normalised)
    flop, quotes = 6 * n * d, (size.quote, seen.quote)
    yield Check(
        size.model,
        "training compute, 6 N D",
        f"6 × {shown(n)} × {shown(d)}",
        flop,
        None,
        "estimate",
        "FLOP",
        quotes,
    )
    ratio = d / n
    note = f"{ratio / COMPUTE_OPTIMAL:.3g} times the compute-optimal {COMPUTE_OPTIMAL}"
    yield Check(
        size.model, "tokens a parameter", f"{shown(d)} / {shown(n)}", ratio, None, "estimate", note, quotes
    )
    yield from _utilisation(ours, size, flop)


def _tokens_seen(ours: Sequence[Disclosure], model: str) -> Disclosure | None:
    """The largest count of tokens in pre-training of that model, or of the family where its name has no size."""
    seen = [one for one in ours if one.field == "training_tokens" and one.stage not in ("sft", "rl")]
    own = [one for one in seen if _called(one.model) == _called(model)]
    shared = [one for one in seen if not _SIZED.search(one.model)]
    return _largest(own or shared, "training_tokens")


def _called(model: str) -> str:
    """A model's name to compare by: "DeepSeekMoE 145" is "DeepSeekMoE 145B"."""
    return "".join(tokens(model)).rstrip("b")


def _utilisation(ours: Sequence[Disclosure], size: Disclosure, flop: float) -> Iterator[Check]:
    hours = _largest(ours, "gpu_hours")
    n_gpus, days = _largest(ours, "n_gpus"), _largest(ours, "training_days")
    kind = next((one for one in ours if one.field == "gpu_type" and one.normalised in PEAK), None)
    if kind is None:
        return
    if hours is not None:
        spent, told = float(hours.normalised), shown(hours.normalised)
    elif n_gpus is not None and days is not None:
        spent = float(n_gpus.normalised) * float(days.normalised) * 24
        told = f"({shown(n_gpus.normalised)} × {shown(days.normalised)} × 24)"
    else:
        return
    used = flop / (spent * 3600 * PEAK[str(kind.normalised)])
    verdict: Agreement = "estimate" if 0.02 <= used <= 0.75 else "inconsistent"
    expression = f"{flop:.3g} / ({told} h × 3600 × {PEAK[str(kind.normalised)]:.3g})"
    note = f"of the peak of {kind.normalised}, dense BF16" + (
        "" if verdict == "estimate" else ": outside what machines reach"
    )
    yield Check(size.model, "utilisation implied", expression, used, None, verdict, note, (kind.quote,))


def _cost(ours: Sequence[Disclosure]) -> Iterator[Check]:
    cost, hours = _largest(ours, "cost_usd"), _largest(ours, "gpu_hours")
    if cost is None or hours is None:
        return
    rate = float(cost.normalised) / float(hours.normalised)
    verdict: Agreement = "estimate" if _USD_AN_HOUR[0] <= rate <= _USD_AN_HOUR[1] else "inconsistent"
    expression = f"{shown(cost.normalised)} USD / {shown(hours.normalised)} h"
    yield Check(
        cost.model, "price of a GPU-hour", expression, rate, None, verdict, "USD", (cost.quote, hours.quote)
    )


def _steps(ours: Sequence[Disclosure]) -> Iterator[Check]:
    """Steps × sequences × length against the tokens that the same page tells of the same model."""
    for (_, model), group in groupby(sorted(ours, key=_place), key=_place):
        held = list(group)
        for steps in (one for one in held if one.field == "training_steps"):
            for batch in (one for one in held if one.field == "batch_size" and one.unit != "tokens"):
                for length in (one for one in held if one.field == "context_length_pretrain"):
                    yield from _tokens_of(held, model, steps, batch, length)


def _place(one: Disclosure) -> tuple[str, str]:
    return f"{one.page:>6}", one.model


def _tokens_of(
    held: Sequence[Disclosure], model: str, steps: Disclosure, batch: Disclosure, length: Disclosure
) -> Iterator[Check]:
    made = float(steps.normalised) * float(batch.normalised) * float(length.normalised)
    for told in (one for one in held if one.field == "training_tokens"):
        stated = float(told.normalised)
        if abs(made - stated) <= 0.2 * stated:  # else they are of different stages
            expression = f"{shown(steps.normalised)} × {shown(batch.normalised)} × {shown(length.normalised)}"
            quotes = (steps.quote, batch.quote, length.quote)
            yield _held("steps × batch × length", model, expression, made, stated, _STEPS_TOLERANCE, quotes)


def _held(
    name: str,
    model: str,
    expression: str,
    made: float,
    stated: float,
    tolerance: float,
    quotes: tuple[str, ...],
) -> Check:
    off = abs(made - stated) / stated
    verdict: Agreement = "consistent" if off <= tolerance else "inconsistent"
    return Check(
        model, name, expression, made, stated, verdict, f"{off:.1%} apart, {tolerance:.0%} allowed", quotes
    )


# --- parts against totals ---------------------------------------------------------------------------

_SIZED = re.compile(r"\d[BM]\b")
_RATE = re.compile(r"\blearning rate|\brate of\b|\bphase\b", re.IGNORECASE)


def _schedules(ours: Sequence[Disclosure], cut: Sequence[Sentence]) -> Iterator[Check]:
    """The tokens of a schedule's phases against the tokens in all, where three phases or more make nearly as many."""
    total = _largest(ours, "training_tokens")
    if total is None:
        return
    for heading, group in groupby(cut, key=lambda sentence: sentence.headings[:2]):
        parts = [
            (float(told.normalised), sentence.text)
            for sentence in group
            if heading and _RATE.search(sentence.text)
            for told in prose.tell(sentence)
            if told.field == "training_tokens" and told.normalised != total.normalised
        ]
        parts = _without_subtotals(parts)
        made, stated = sum(part for part, _ in parts), float(total.normalised)
        if len(parts) >= 3 and abs(made - stated) <= 0.12 * stated:
            expression = " + ".join(shown(part) for part, _ in parts)
            quotes = (total.quote, *dict.fromkeys(text for _, text in parts))
            yield _held(
                "tokens of the schedule", total.model, expression, made, stated, _SCHEDULE_TOLERANCE, quotes
            )


def _without_subtotals(parts: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Parts, without one that is the sum of the two after it."""
    sizes = [part for part, _ in parts]
    return [
        one
        for n, one in enumerate(parts)
        if len(sizes[n + 1 : n + 3]) < 2 or one[0] != sum(sizes[n + 1 : n + 3])
    ]


_COUNTED = re.compile(
    rf"(?P<n>{COUNT})(?= (?:\w+[- ]){{0,3}}(?:examples|samples|instances|data|prompts|problems|for|are|questions|tasks)\b|,| and )"
)
_TOTAL = re.compile(
    rf"(?:total(?: of)?|compris\w+|approximately|about|around|contain\w*|consist\w* of|collect\w*) ~?(?P<n>{COUNT})(?: [\w-]+){{0,3}} (?:examples|samples|instances|data|prompts|problems|tokens)",
    re.IGNORECASE,
)
_ITEMISED = re.compile(
    r"^(?:Specifically|Of these|Among (?:these|them)|In detail|Namely|This includes|These include)\b"
)


def _lists(cut: Sequence[Sentence]) -> Iterator[Check]:
    """A number of things in one sentence, and its parts in the next ("Specifically, 500k ... 200k ...")."""
    for before, sentence in pairwise(cut):
        total = _TOTAL.search(before.text)
        if before.block != sentence.block or not total or not _ITEMISED.match(sentence.text):
            continue
        parts = [
            number
            for one in _COUNTED.finditer(sentence.text)
            if (number := value(one["n"])) and number >= 100
        ]
        stated = value(total["n"])
        if stated and len(parts) >= 3:
            expression = " + ".join(shown(part) for part in parts)
            yield _held(
                "parts against the total",
                "",
                expression,
                sum(parts),
                stated,
                _PARTS_TOLERANCE,
                (before.text, sentence.text),
            )
