"""How training was split over accelerators."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We use 12-way pipeline parallelism and 32-way data parallelism.", {"PP=12", "DP=32"}),
        ("It runs with 4-way tensor-expert parallelism.", {"TP=4", "EP=4"}),
        ("The tensor parallel size is 8.", {"TP=8"}),
        ("We train it with tp=2, ep=8 and pp=4.", {"TP=2", "EP=8", "PP=4"}),
        ("We combine DP256, PP2, and ZeRO-1.", {"DP=256", "PP=2", "ZeRO-1"}),
        ("We train it with MP = 4.", {"MP=4"}),
        ("There are 49 microbatches over 12 PP stages.", {"PP=12"}),
        (
            "We combine TP (tensor parallelism) with Fully Sharded Data Parallelism (FSDP) to train Brook-2.",
            {"TP", "FSDP"},
        ),
        ("The system uses data parallelism, sequence parallelism and ZeRO.", {"DP", "SP", "ZeRO"}),
    ],
)
def test_parallelism_is_told(told: Told, text: str, kinds: set[str]) -> None:
    """Degrees in their spellings, and lists without any."""
    assert kinds == {one.normalised for one in told(text) if one.field == "parallelism"}


@pytest.mark.parametrize(
    "text",
    [
        "For example, with EP = 2 each server holds half of the experts.",
        "The framework supports tensor parallelism and pipeline parallelism.",
        "We train it without tensor parallelism.",
        "We checkpoint it by the data parallel (DP) groups.",
        "We use a zero-shot setting.",
    ],
)
def test_what_was_not_used_is_no_parallelism(told: Told, text: str) -> None:
    """Examples, what a framework can do, what was left out, and what only shares a word."""
    assert [] == [one.normalised for one in told(text) if one.field == "parallelism"]
