"""Which parameters saw which tokens: the trained variants of a report, so that numbers of two models never meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mainstem.model import Disclosure
from mainstem.reports.arithmetic.common import AFTER_PRETRAINING, called, is_sized, largest, numbers
from mainstem.reports.numbers import value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names

_MAX_VARIANTS = 8
_PART_OF_TRAINING = AFTER_PRETRAINING | {"continued_pretrain", "long_context", "anneal"}
_STAGE = re.compile(
    r"\b(?:this|each|first|second|third|fourth|last|final|stable|decay|anneal\w*|initial|main)(?: [\w-]+)? (?:stage|phase)s?\b"
    r"|\bstages? (?:[1-9]|I+)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\btotal\b|\boverall\b|\bentire\b|\bwhole\b", re.IGNORECASE)
_TRAINED = re.compile(r"\b(?:train\w*|exposed|consum\w*)\b[^.]{0,90}$", re.IGNORECASE)
_CORPUS = re.compile(
    r"\b(?:contain|consist|compris|includ|collect|gather|curat)\w*[^.]{0,40}$", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:other|existing|comparable|open-?source|previous|prior|recent|many|most)\b[^.,]{0,40}\bmodels?\b[^.,]{0,30}$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:than|outperform\w*|surpass\w*|exceed\w*|compar\w+|on par|match\w*|other)\b[^.]{0,60}$",
    re.IGNORECASE,
)
_SIZE_IN_NAME = re.compile(r"(?<![\w.])\d+(?:\.\d+)?[BM](?![a-z])")
_ACTIVE_IN_NAME = re.compile(r"(?<=\bA)\d+(?:\.\d+)?B(?![a-z])")
_MIXTURE = re.compile(r"\bmixture[- ]of[- ]experts?\b|\bMoE\b", re.IGNORECASE)
_TRIED = re.compile(r"\bexperiments?\b|\bablation|\bscaling law", re.IGNORECASE)
_PRETRAINING = 5e11  # tokens: a sentence that goes on to later stages tells as many of the first
_OPENING = 40  # sentences: title, abstract and the beginning of the introduction


@dataclass(frozen=True, slots=True)
class Run:
    """A model that was trained: its parameters at work for a token, and the tokens it saw."""

    size: Disclosure
    seen: Disclosure

    @property
    def flop(self) -> float:
        """6 N D."""
        return 6 * float(self.size.normalised) * float(self.seen.normalised)

    @property
    def quotes(self) -> tuple[str, str]:
        """What tells both."""
        return self.size.quote, self.seen.quote


def runs(ours: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> list[Run]:
    """The variants whose parameters and tokens are both told, the largest compute first."""
    has_active = next(numbers(ours, "active_parameters"), None) is not None
    if not has_active and _is_mixture(ours, cut, names):
        return []  # 6 N D with all parameters would be far too much
    field = "active_parameters" if has_active else "total_parameters"
    usable = [one for one in whole(ours, names) if one.field != field or _fits_name(one)]
    models = {called(one.model): one.model for one in numbers(usable, field)}
    has_sized = any(is_sized(model) for model in models.values())
    found: dict[tuple[float, float], Run] = {}
    for model in models.values():
        mine = [one for one in usable if called(one.model) == called(model)]
        run = _of_variant(mine, field, usable) if is_sized(model) or not has_sized else _in_table(mine, field)
        if run is not None:
            found.setdefault((float(run.size.normalised), float(run.seen.normalised)), run)
    return sorted(found.values(), key=lambda run: -run.flop)[:_MAX_VARIANTS]


def _is_mixture(ours: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> bool:
    """Whether the subject is a mixture of experts: it tells their numbers, or its opening says so."""
    if next(numbers(ours, "n_experts_routed", "n_experts_active"), None) is not None:
        return True
    return any(
        _MIXTURE.search(one.text) and any(found.is_subject for found in names.find(one.text))
        for one in cut[:_OPENING]
    )


def whole(ours: Sequence[Disclosure], names: Names) -> list[Disclosure]:
    """The disclosures without tokens of a stage, or of somebody else's training."""
    return [one for one in ours if one.field != "training_tokens" or _is_of_training(one, names)]


def _is_of_training(one: Disclosure, names: Names) -> bool:
    """Whether tokens are those of a training as a whole, and not of one of its stages or of somebody else's."""
    if one.where == "table":
        return True
    before = one.quote[: max(0, one.quote.find(one.value))]
    is_too_many = isinstance(one.normalised, int | float) and one.normalised >= _PRETRAINING
    is_part = one.stage in _PART_OF_TRAINING and not (one.stage in AFTER_PRETRAINING and is_too_many)
    if _TRIED.search(before) or ((is_part or _STAGE.search(one.quote)) and not _WHOLE.search(one.quote)):
        return False
    named = names.find(before)
    is_theirs = bool(named) and not named[-1].is_subject and "train" in before[named[-1].end :]
    return not is_theirs and not _OTHERS.search(before)


def _fits_name(one: Disclosure) -> bool:
    """Whether parameters are about those that the model's name tells; a name without a size fits all."""
    n = float(one.normalised) if not isinstance(one.normalised, str) else 0
    active = [value(size) or 0 for size in _ACTIVE_IN_NAME.findall(one.model)]
    sizes = [value(size) or 0 for size in _SIZE_IN_NAME.findall(one.model)]
    if one.field == "active_parameters":
        return all(0.6 * size <= n <= 1.6 * size for size in active) and (not sizes or n <= 1.2 * max(sizes))
    return not sizes or 0.6 * max(sizes) <= n <= 1.6 * max(sizes)


def _of_variant(mine: Sequence[Disclosure], field: str, ours: Sequence[Disclosure]) -> Run | None:
    """A variant's own numbers; the tokens of the family where it has none of its own."""
    size = largest([one for one in mine if not _is_compared(one)], field) or largest(mine, field)
    if size is None:
        return None
    shared = [one for one in ours if not is_sized(one.model)]
    sizes = [float(one.normalised) for one in numbers(mine, "total_parameters", "active_parameters")]
    for place in (_beside(size, mine), mine, shared):
        if seen := _seen([one for one in place if _is_of_size(one, sizes)]):
            return Run(size, seen)
    return None


_OF_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?[BM])[- ](?:[A-Za-z-]+ ){0,3}(?:models?|LLMs?|networks?)\b")


def _is_of_size(one: Disclosure, sizes: Sequence[float]) -> bool:
    """Whether a sentence that tells tokens speaks of no model, or of one as large as this."""
    named = [value(size) or 0 for size in _OF_SIZE.findall(one.quote)] if one.where != "table" else []
    return not named or any(0.6 * n <= size <= 1.6 * n for n in named for size in sizes)


def _seen(place: Sequence[Disclosure]) -> Disclosure | None:
    """The most tokens that are said to be trained on, rather than to be in a corpus."""
    trained = [one for one in place if one.where == "table" or _is_said_to_train(one)]
    return largest(trained, "training_tokens") or largest(place, "training_tokens")


def _is_said_to_train(one: Disclosure) -> bool:
    at = max(0, one.quote.find(one.value))
    before, after = one.quote[:at], one.quote[at + len(one.value) :]
    return (bool(_TRAINED.search(before)) and not _CORPUS.search(before)) or "training tokens" in after[:40]


def _is_compared(one: Disclosure) -> bool:
    """Whether a number is told of what the model is held against, by the words before it."""
    return one.where != "table" and bool(_COMPARED.search(one.quote[: max(0, one.quote.find(one.value))]))


def _beside(size: Disclosure, mine: Sequence[Disclosure]) -> list[Disclosure]:
    """What the same page's tables tell of the model."""
    return [one for one in mine if one.page == size.page and one.where == size.where == "table"]


def _in_table(mine: Sequence[Disclosure], field: str) -> Run | None:
    """What one table tells of the family, where it also has variants with other sizes."""
    for size in numbers(mine, field):
        beside = _beside(size, mine)
        if (seen := largest(beside, "training_tokens")) and len(list(numbers(beside, field))) == 1:
            return Run(size, seen)
    return None
