"""Arithmetic on what a report tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.model import Check, Disclosure
from mainstem.reports.arithmetic.checks import checks
from mainstem.reports.examine import examine
from mainstem.reports.pages import cards
from mainstem.reports.pages.layout import sentences
from mainstem.reports.subject.family import learn

Checked = Callable[[str], dict[str, Check]]
_TEXT = "# Brook-2\n\nWe present Brook-2, trained on 2T tokens with a batch size of 4M tokens for 500,000 steps.\n"
_NAMES = (
    "total_parameters", "active_parameters", "training_tokens", "gpu_hours", "n_gpus", "training_days", "cost_usd",
    "n_layers", "hidden_size", "n_attention_heads", "n_kv_heads", "vocab_size", "expert_hidden", "n_experts_routed",
    "n_experts_active", "context_length_pretrain", "gpu_type", "attention_kind",
)  # fmt: skip
_FIELDS = st.sampled_from(_NAMES)
_VALUES = st.one_of(
    st.just(0), st.integers(0, 10**18), st.floats(0, 1e300, allow_nan=False), st.sampled_from(["H800", "MLA", ""])
)  # fmt: skip
_DISCLOSURES = st.builds(
    Disclosure,
    model=st.sampled_from(["Brook-2", "Brook-2 7B", "Brook-2 Base", "", "7B"]),
    field=_FIELDS,
    stage=st.sampled_from([None, "pretrain", "continued_pretrain", "rl"]),
    value=st.just("1"),
    unit=st.none(),
    normalised=_VALUES,
    qualifier=st.just("exact"),
    quote=st.sampled_from(["", "one", "In this stage"]),
    page=st.integers(1, 2),
    where=st.sampled_from(["prose", "table"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_DISCLOSURES, max_size=14))
def test_odd_disclosures_never_break_the_arithmetic(told: list[Disclosure]) -> None:
    """Zero, huge numbers, words where numbers belong: checks come out or do not."""
    document = cards.read("brook-2", [("brook-2.md", _TEXT.encode())])
    cut = sentences(document)
    for one in checks(told, cut, document, learn(document, cut)):
        assert one.computed == one.computed, one


_SAID = (
    "We train on tokens for steps with a batch size of", "sequence length", "GPU hours", "days", "H800 GPUs", "layers",
    "in total", "of which", "remaining", "4× fewer", "times", "FLOPs", "$", "per hour", "Brook-2", "GPT-4", "and", ".",
    ",", "(", ")", "the learning rate is", "consists of",
)  # fmt: skip
_WORDS = st.sampled_from(_SAID)
_ODD = (
    "0",
    "0%",
    "60%",
    "40%",
    "0 tokens",
    "0 steps",
    "1e400",
    "9" * 40,
    "0.0",
    "1T tokens",
    "2T",
    "10 trillion tokens",
    "4K",
)
_NUMBERS = st.sampled_from(_ODD)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(_WORDS, _NUMBERS), min_size=5, max_size=60))
def test_odd_texts_never_break_the_arithmetic(words: list[str]) -> None:
    """Zeros, huge numbers and broken sentences."""
    document = cards.read("brook-2", [("brook-2.md", f"{_TEXT}\n{' '.join(words)}\n".encode())])
    for one in examine(document).checks:
        assert one.expression, one


def test_every_check_shows_its_arithmetic_and_words_from_the_page(checked: Checked) -> None:
    """An expression, a result and quotes."""
    found = checked("It has 70B total parameters. We train it on 2T tokens.").values()
    assert [] == [one.name for one in found if not one.expression or not one.quotes]


@pytest.mark.parametrize("text", ["", "| a | b |\n| --- | --- |\n| 1 | 2 |", "0 tokens × 0 = 0. 100% of 0%."])
def test_a_text_without_numbers_of_use_gives_no_check(checked: Checked, text: str) -> None:
    """Nothing to hold against each other."""
    assert {} == checked(text)
