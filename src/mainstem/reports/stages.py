"""To which stage of training a value belongs."""

from __future__ import annotations

import re

from mainstem.reports.layout import Sentence
from mainstem.reports.prose import Told

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
    ("pretrain", re.compile(r"pre-?train", re.IGNORECASE)),
)


def stage(sentence: Sentence, told: Told) -> str | None:
    """The stage that the sentence, or the nearest heading, names; None for what has none, such as sizes."""
    if told.field not in _STAGED:
        return None
    for text in (sentence.text, *reversed(sentence.headings)):
        for name, pattern in _STAGES:
            if pattern.search(text):
                return name
    return None
