"""Works that tell of a model the reader's team uses: its report, releases, known issues."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

from mainstem.model import Work

_WORDS = re.compile(r"[a-z]*\d+(?:\.\d+)*[a-z]*|[a-z]+")
_SURE = 1e-6
# A long text names many models; one that is about a model names it in its title, or where it opens.
_OPENING_CHARS = 400


def lifted(
    work: Work, score: float, why: str, models: Sequence[str], lift: Mapping[str, float]
) -> tuple[float, str]:
    """The work's score and reason, raised by its kind's log-odds where it is about a model in use."""
    odds = lift.get(work.kind, 0.0)
    model = about(work, models) if odds and models else None
    if model is None:
        return score, why
    return raised(score, odds), f"you use {model} · {why}"


def reported(work: Work, why: str, reports: Mapping[str, str]) -> str:
    """The work's reason, with the facts before it where it is a report that was read."""
    told = next((reports[key] for key in (work.id, *work.keys) if key in reports), None)
    return f"report, read: {told} · {why}" if told else why


def raised(score: float, odds: float) -> float:
    """A score in [0, 1] with ``odds`` added to its log-odds."""
    sure = min(max(score, _SURE), 1 - _SURE)
    return 1 / (1 + math.exp(-math.log(sure / (1 - sure)) - odds))


def about(work: Work, models: Sequence[str]) -> str | None:
    """The first of these models that the title names, or the opening of a release, an issue or a thread.

    Words must be the same, numbers included: Qwen3 is not named by "Qwen3.5", DeepSeek-V3 is by
    "deepseek-ai/DeepSeek-V3-Base". Of a name with an owner the part after the slash counts.
    """
    told = work.title
    if work.kind in ("release", "issue", "thread"):
        told = f"{told}\n{work.text[:_OPENING_CHARS]}"
    spoken = f" {' '.join(_WORDS.findall(told.casefold()))} "
    return next((model for model in models if f" {_named(model)} " in spoken), None)


@cache
def _named(model: str) -> str:
    return " ".join(_WORDS.findall(model.rpartition("/")[2].casefold())) or model
