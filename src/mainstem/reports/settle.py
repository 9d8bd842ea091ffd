"""What a model has once is told once: of values that contradict each other the best supported stays.

A model has one number of layers. Where a report seems to tell two of the same model, one of them is of something
else (a trial, a rival, a part); and where it prints a rounded value beside the exact one, the exact one says more.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from mainstem.model import Disclosure
from mainstem.reports.subject.names import Names, tokens

_ONE = frozenset({
    "total_parameters", "active_parameters", "n_layers", "hidden_size", "n_attention_heads", "n_kv_heads", "vocab_size",
    "n_experts_routed", "n_experts_shared", "n_experts_active", "expert_hidden", "knowledge_cutoff",
})  # fmt: skip
_KINDS = frozenset(
    {"base", "chat", "instruct", "sft", "rl", "models", "model", "series", "preview", "thinking"}
)
_MARGIN = 0.9  # of support, by which a value must fall behind to be dropped
_NEAR = 0.06  # how far apart a value and its rounded form may be
_ROUND = 4  # digits: what is printed with as many is not rounded
_OURS = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)


def settle(told: Sequence[Disclosure], names: Names) -> list[Disclosure]:
    """The disclosures of the subject without rounded and without contradicted values; those of others as they are.

    ``told`` holds a disclosure for every time that a value is told: how often that is counts as support.
    """
    times = Counter((one.field, one.normalised) for one in told if not one.is_other)
    rivals: dict[tuple[str, tuple[str, ...]], list[Disclosure]] = defaultdict(list)
    for one in told:
        if one.field in _ONE and not one.is_other:
            rivals[one.field, _variant(one.model, names)].append(one)
    variants = {
        (one.field, one.normalised) for (_, variant), group in rivals.items() if variant for one in group
    }
    gone = {
        id(one)
        for (_, variant), group in rivals.items()
        for one in _contradicted(group, names, times)
        if variant or (one.field, one.normalised) not in variants
    }
    return [one for one in told if id(one) not in gone]


def _variant(model: str, names: Names) -> tuple[str, ...]:
    """What tells a variant from its family: the size or name behind it, without its kind."""
    family = set(tokens(names.family))
    return tuple(part for part in tokens(model) if part not in family and part not in _KINDS)


def _contradicted(
    group: Iterable[Disclosure], names: Names, times: Counter[tuple[str, float | int | str]]
) -> list[Disclosure]:
    held = list(group)
    support: dict[float | int | str, float] = {}
    for one in held:
        told = _support(one, names) + math.log(times[one.field, one.normalised])
        support[one.normalised] = max(support.get(one.normalised, 0.0), told)
    most = max(support.values(), default=0.0)
    return [
        one
        for one in held
        if support[one.normalised] < most - _MARGIN
        or any(_is_rounded(one.normalised, other) for other in support if support[other] >= most - _MARGIN)
    ]


def _support(one: Disclosure, names: Names) -> float:
    """How much speaks for it being the subject's: a table, the subject's name in its quote, a "we", a first page."""
    is_named = any(found.is_subject for found in names.find(one.quote))
    is_early = isinstance(one.page, int) and one.page <= 2
    return 2.0 * (one.where == "table") + is_named + 0.5 * bool(_OURS.search(one.quote)) + 0.5 * is_early


def _is_rounded(coarse: float | int | str, fine: float | int | str) -> bool:
    """Whether one value is the other, printed with fewer digits: 14B of 14.4B."""
    if isinstance(coarse, str) or isinstance(fine, str) or coarse == fine or not coarse or not fine:
        return False
    return _digits(coarse) < min(_digits(fine), _ROUND) and abs(coarse - fine) <= _NEAR * fine


def _digits(number: float) -> int:
    """How many digits it is printed with, zeros at its end left out."""
    return len(f"{number:.6g}".split("e")[0].replace(".", "").rstrip("0"))
