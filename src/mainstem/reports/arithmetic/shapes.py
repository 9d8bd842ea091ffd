"""Parameters from the shape of a model, against the parameters it is said to have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mainstem.model import Check, Disclosure
from mainstem.reports.arithmetic.common import called, estimate, held, numbers, owner, said
from mainstem.reports.fields import shown
from mainstem.reports.numbers import INT, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names

_WIDTH = re.compile(
    rf"\b(?:intermediate|FFN|feed-?forward)\b(?: network| hidden| intermediate| layer)* (?:size|dimension(?:ality)?|width)s?"
    rf"(?: (?:is|are|was|of|to|as|set|in|the|feed-forward|FFN|networks?|layers?)){{0,6}} (?P<v>{INT})",
    re.IGNORECASE,
)
_TOLERANCE = 0.06  # biases, norms, gates, and a first layer that is dense
_NEAR = 0.15  # more apart, and the shape is of another kind than is counted here
_SHAPE = ("n_layers", "hidden_size", "n_attention_heads")
_FIELDS = (
    "n_layers", "hidden_size", "n_attention_heads", "n_kv_heads", "n_experts_routed", "n_experts_active",
    "n_experts_shared", "expert_hidden", "vocab_size", "total_parameters", "active_parameters",
)  # fmt: skip
_MIXTURE = ("n_experts_routed", "n_experts_active", "expert_hidden")


def shapes(ours: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> Iterator[Check]:
    """Attention (2 h² and 2 h × KV), three matrices a feed-forward layer or expert, and the vocabulary twice."""
    if any(one.field == "attention_kind" and "MLA" in str(one.normalised) for one in ours):
        return  # its matrices are of low rank
    for model in {called(one.model): one.model for one in numbers(ours, "n_layers")}.values():
        mine = [one for one in ours if called(one.model) == called(model)]
        counts = {name: {one.normalised for one in numbers(mine, name)} for name in _FIELDS}
        shape = {one.field: one for one in numbers(mine, *_FIELDS) if len(counts[one.field]) == 1}
        if all(len(counts[name]) == 1 for name in _SHAPE):
            if all(len(counts[name]) == 1 for name in _MIXTURE):
                yield from _mixture(model, shape)
            elif not any(counts[name] for name in _MIXTURE):
                yield from _dense(model, shape, cut, names)


def _n(shape: dict[str, Disclosure], field: str) -> float:
    return float(shape[field].normalised)


def _attention(shape: dict[str, Disclosure]) -> tuple[float, str]:
    """Parameters of one layer's attention, and how they come about."""
    h, heads = _n(shape, "hidden_size"), _n(shape, "n_attention_heads")
    kv = h / heads * (_n(shape, "n_kv_heads") if "n_kv_heads" in shape else heads)
    return 2 * h * h + 2 * h * kv, f"2 × {shown(h)}² + 2 × {shown(h)} × {shown(kv)}"


def _dense(
    model: str, shape: dict[str, Disclosure], cut: Sequence[Sentence], names: Names
) -> Iterator[Check]:
    width = next(
        (
            (number, said(one, *found.span()))
            for one in cut
            if (found := _WIDTH.search(one.text)) and owner(names, one) and (number := value(found["v"]))
        ),
        None,
    )
    h = _n(shape, "hidden_size")
    if width is None or not h < width[0] < 8 * h:
        return
    made, told = _attention(shape)
    layers = _n(shape, "n_layers")
    made = layers * (made + 3 * h * width[0])
    told = f"{shown(layers)} × ({told} + 3 × {shown(h)} × {shown(width[0])})"
    quotes = (*(shape[field].quote for field in _SHAPE), width[1])
    yield from _against("total_parameters", model, shape, made, told, quotes)


def _mixture(model: str, shape: dict[str, Disclosure]) -> Iterator[Check]:
    h, expert, layers = _n(shape, "hidden_size"), _n(shape, "expert_hidden"), _n(shape, "n_layers")
    shared = _n(shape, "n_experts_shared") if "n_experts_shared" in shape else 0
    attention, attended = _attention(shape)
    quotes = tuple(shape[field].quote for field in (*_SHAPE, *_MIXTURE))
    for field, experts in (
        ("total_parameters", "n_experts_routed"),
        ("active_parameters", "n_experts_active"),
    ):
        n = _n(shape, experts) + shared
        made = layers * (attention + 3 * h * expert * n)
        told = f"{shown(layers)} × ({attended} + 3 × {shown(h)} × {shown(expert)} × {shown(n)})"
        yield from _against(field, model, shape, made, told, quotes)


def _against(
    field: str, model: str, shape: dict[str, Disclosure], made: float, told: str, quotes: tuple[str, ...]
) -> Iterator[Check]:
    """With the vocabulary against what is stated; without it an estimate. What is far off is of another shape."""
    name = f"{field.replace('_', ' ')} from the shape"
    if "vocab_size" not in shape:
        if field not in shape or abs(made / _n(shape, field) - 1) <= _NEAR:
            yield estimate(name, model, told, made, quotes, "without the vocabulary, whose size is not told")
        return
    if field not in shape:
        return
    vocabulary, h, stated = _n(shape, "vocab_size"), _n(shape, "hidden_size"), _n(shape, field)
    whole, n = min(
        ((made + n * vocabulary * h, n) for n in (2, 1)), key=lambda one: abs(one[0] - stated)
    )  # the vocabulary's matrix may serve at both ends
    if abs(whole - stated) <= _NEAR * stated:
        expression = f"{told} + {n} × {shown(vocabulary)} × {shown(h)}"
        quotes = (*quotes, shape["vocab_size"].quote, shape[field].quote)
        yield held(name, model, expression, whole, stated, _TOLERANCE, quotes)
