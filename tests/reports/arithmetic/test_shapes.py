"""Parameters from a made-up shape."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Check

Checked = Callable[[str], dict[str, Check]]
_DENSE = (
    "We set the number of layers to 36 and the hidden dimension to 4,096. There are 32 attention heads and "
    "8 key-value heads. The FFN intermediate size is 11,008. "
)
_LAYERS = 36 * (2 * 4096**2 + 2 * 4096 * 1024 + 3 * 4096 * 11008)


def test_a_dense_shape_without_a_vocabulary_is_an_estimate(checked: Checked) -> None:
    """Attention with shared heads and three matrices of the feed-forward layer."""
    found = checked(_DENSE)["total parameters from the shape"]
    assert (_LAYERS, None, "estimate") == (found.computed, found.stated, found.verdict)


def test_with_the_vocabulary_it_is_held_against_the_size(checked: Checked) -> None:
    """The vocabulary at both ends."""
    found = checked(_DENSE + "It has 7.6B total parameters and a vocabulary of 152,064.")
    one = found["total parameters from the shape"]
    assert (pytest.approx(_LAYERS + 2 * 152064 * 4096), "consistent") == (one.computed, one.verdict)


def test_another_size_than_the_shape_makes_is_left_alone(checked: Checked) -> None:
    """70B parameters are of another variant, or the shape is of a kind that is not counted."""
    text = _DENSE + "It has 70B total parameters and a vocabulary of 152,064."
    assert "total parameters from the shape" not in checked(text)


def test_a_mixture_is_counted_with_all_its_experts_and_with_the_active(checked: Checked) -> None:
    """128 experts of which 6 work, and 2 that are shared."""
    text = (
        "It has 62 layers, a hidden dimension of 4,096 and 32 attention heads. It has 142B total parameters and 14B "
        "activated parameters. There are 128 routed experts, 6 experts are activated, and 2 shared experts. The "
        "intermediate size of each expert is 1,408. The vocabulary size is 152,064."
    )
    found = checked(text)
    assert "consistent" == found["total parameters from the shape"].verdict
    assert "consistent" == found["active parameters from the shape"].verdict
