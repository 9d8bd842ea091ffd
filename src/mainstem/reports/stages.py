"""To which stage of training a value belongs."""

from __future__ import annotations

import re

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told

_STAGED = frozenset({
    "training_tokens", "batch_size", "learning_rate_peak", "optimizer", "data_mixture", "gpu_hours", "training_days",
    "n_gpus", "gpu_type", "parallelism", "cost_usd", "precision", "mfu_or_throughput",
})  # fmt: skip
_STAGES = (
    (
        "inference_benchmark",
        re.compile(r"inference (?:speed|throughput|benchmark)|decoding throughput", re.IGNORECASE),
    ),
    ("rl", re.compile(r"reinforcement|\bRL\b|\bGRPO\b|\bPPO\b", re.IGNORECASE)),
    ("sft", re.compile(r"supervised|\bSFT\b|fine-?tun|instruction", re.IGNORECASE)),
    ("long_context", re.compile(r"long[- ]context|context extension|extend", re.IGNORECASE)),
    ("anneal", re.compile(r"anneal|cool-?down|decay stage|mid-?train", re.IGNORECASE)),
    ("continued_pretrain", re.compile(r"continu\w+ pre-?train|further pre-?train", re.IGNORECASE)),
    ("post_training", re.compile(r"post-?train|(?:after|following) (?:the )?pre-?training", re.IGNORECASE)),
    ("pretrain", re.compile(r"pre-?train", re.IGNORECASE)),
)
_SERVED = re.compile(r"\binference|\bdecod\w+|\bprefill\w*|\bserving\b|\bTPOT\b|\bTTFT\b", re.IGNORECASE)


def stage(sentence: Sentence, told: Told) -> str | None:
    """The stage that is named last before the value, else first after it, else in the nearest heading.

    None for what has no stage, such as sizes.
    """
    if told.field not in _STAGED:
        return None
    if told.field == "mfu_or_throughput" and _SERVED.search(sentence.text):
        return "inference_benchmark"
    if before := _last(sentence.text[: told.end]):
        return before
    for text in (sentence.text[told.end :], *reversed(sentence.headings)):
        if found := _named(text):
            return min(found)[1]
    return None


def made_in(field: str, told: object, stage: str | None) -> str | None:
    """The stage whose model a value is about: its own, or that of the method it tells."""
    if field != "post_training":
        return stage
    return "sft" if _TUNING.search(str(told)) else "rl"


_TUNING = re.compile(r"SFT|RFT|fine-tun|rejection|distill", re.IGNORECASE)


def _last(text: str) -> str | None:
    """The stage named last; of those that begin at one place, the first of the table."""
    found = _named(text)
    return max(found, key=lambda one: one[0])[1] if found else None


def _named(text: str) -> list[tuple[int, str]]:
    """Where each stage is named last in a text, in the order of the table."""
    ends = [(name, [found.end() for found in pattern.finditer(text)]) for name, pattern in _STAGES]
    return [(at[-1], name) for name, at in ends if at]
