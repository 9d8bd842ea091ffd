"""Ratios in words against a made-up table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Check

Checked = Callable[[str], dict[str, Check]]
_TABLE = """

| Metric | LLaMA2 7B | Brook-2 16B |
| --- | --- | --- |
| # Total Params | 6.7B | 16.4B |
| # Activated Params | 6.7B | 2.8B |
| FLOPs per 4K Tokens | 188T | 75T |
| Training Tokens | 2T | 2T |
"""
_HOURS = """

| Model | GPU Hours per One Trillion Tokens | Pretraining Tokens | Total GPU Hours |
| --- | --- | --- | --- |
| Qwen2.5 72B | 300K | 20T | 6,000K |
| Brook-2 | 100K | 15T | 1,500K |
"""


@pytest.mark.parametrize(
    ("text", "name", "verdict"),
    [
        ("With only 40% of computations, Brook-2 16B equals LLaMA2 7B.", "compute", "consistent"),
        ("With only 35% of computations, Brook-2 16B equals LLaMA2 7B.", "compute", "inconsistent"),
        ("Brook-2 16B needs 60% fewer FLOPs than LLaMA2 7B.", "compute", "consistent"),
        ("Brook-2 16B has 245% of total parameters of LLaMA2 7B.", "parameters", "consistent"),
        ("LLaMA2 7B has about 2.4 times the activated parameters of Brook-2 16B.", "active parameters", "consistent"),
    ],
)  # fmt: skip
def test_a_ratio_is_held_against_the_two_numbers(
    checked: Checked, text: str, name: str, verdict: str
) -> None:
    """Of the columns that the sentence names."""
    assert verdict == checked(text + _TABLE)[f"{name} against LLaMA2 7B"].verdict


@pytest.mark.parametrize(
    "text",
    [
        "With only 40% of computations, it equals many models.",
        "With only 40% of computations, Brook-2 16B equals Falcon 40B.",
        "With only 40% of computations, Brook-2 2B equals LLaMA2 7B.",
    ],
)
def test_without_both_models_there_is_no_ratio(checked: Checked, text: str) -> None:
    """Nobody, a stranger, and a variant that the table does not hold."""
    assert not [name for name in checked(text + _TABLE) if "against" in name]


def test_a_row_of_compute_tells_what_a_parameter_costs(checked: Checked) -> None:
    """75T over 4,096 tokens and 2.8B parameters."""
    found = checked("We compare." + _TABLE)["FLOP a token and parameter"]
    assert pytest.approx(75e12 / 4096 / 2.8e9) == found.computed


def test_hours_a_trillion_tokens_make_the_hours_in_all(checked: Checked) -> None:
    """100K for each of 15 trillion."""
    found = checked("We compare." + _HOURS)["hours a trillion tokens × trillions"]
    assert (1.5e6, "consistent") == (found.computed, found.verdict)


def test_beside_a_headline_stands_the_ratio_a_token(checked: Checked) -> None:
    """Four times fewer hours, but for three quarters of the tokens."""
    found = checked("Brook-2 shows a reduction of 4× in GPU hours against Qwen2.5 72B." + _HOURS)
    headline, fair = found["GPU-hours against Qwen2.5 72B"], found["GPU-hours a token against Qwen2.5 72B"]
    assert (4.0, "consistent", True) == (headline.computed, headline.verdict, "20T and 15T" in headline.note)
    assert (pytest.approx(3.0), "estimate") == (fair.computed, fair.verdict)


def test_a_ratio_beside_its_two_numbers(checked: Checked) -> None:
    """In one sentence."""
    found = checked("Brook-2 decodes 6.3× faster (1.84ms vs. 11.48ms) than before.")["the ratio of ms"]
    assert "consistent" == found.verdict


@pytest.mark.parametrize(("share", "verdict"), [(20, "consistent"), (25, "inconsistent")])
def test_a_share_beside_its_two_numbers(checked: Checked, share: int, verdict: str) -> None:
    """Two of ten trillion."""
    text = f"Brook-2 sees 2 trillion tokens where others see 10 trillion tokens, which represents {share}% of theirs."
    assert verdict == checked(text)["the ratio of tokens"].verdict
