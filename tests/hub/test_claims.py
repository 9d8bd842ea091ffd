"""Claims against headers and configuration."""

from __future__ import annotations

from typing import Any

import pytest

from mainstem.hub.claims import Claim, check
from mainstem.hub.safetensors import Header, Tensor
from mainstem.hub.shards import Weights


def _weights(n: int, dtype: str = "BF16") -> Weights:
    header = Header({"a": Tensor(dtype, (n,), 0, 2 * n)}, {}, 8)
    return Weights({"model.safetensors": header}, {"model.safetensors": 8 + 2 * n})


@pytest.mark.parametrize(
    ("told", "held", "found"),
    [
        (671e9, 671_026_419_200, False),
        (671e9, 684_531_386_000, False),  # with the layers that predict further tokens
        (7e9, 8_030_261_248, True),
    ],
)
def test_parameters_are_rounded_and_not_made_up(told: float, held: int, found: bool) -> None:
    """Five in a hundred are rounding."""
    claim = Claim("total_parameters", told, "quote", "report, page 1")
    assert found == bool(list(check("a/b", _weights(held), None, [claim])))


@pytest.mark.parametrize(
    ("name", "n", "found"),
    [
        ("a/Llama-3.1-8B", 8_030_261_248, False),
        ("a/gemma-2b", 2_506_172_416, False),
        ("a/Mixtral-8x7B", 46_702_792_704, False),
        ("a/Tiny-7B", 22_688, True),
        ("a/bert-base", 110_000_000, False),
        ("a/Qwen3-30B-A3B", 30_532_122_624, False),
    ],
)
def test_a_name_is_a_claim_too(name: str, n: int, found: bool) -> None:
    """Experts, active parameters and names without a size are left alone."""
    assert found == bool(list(check(name, _weights(n), None, [])))


@pytest.mark.parametrize(("value", "held", "found"), [(128_000, 128_256, False), (32_000, 128_256, True)])
def test_vocabularies_are_padded(value: float, held: int, found: bool) -> None:
    """Two in a hundred are padding."""
    claim = Claim("vocab_size", value, "quote", "README.md")
    assert found == bool(list(check("a/b", _weights(1), {"vocab_size": held}, [claim])))


def test_packed_weights_hide_their_count() -> None:
    """Four numbers in a byte are not four bytes."""
    config: dict[str, Any] = {"quantization_config": {"quant_method": "awq"}}
    claim = Claim("total_parameters", 8e9, "quote", "README.md")
    assert [] == list(check("a/b-8B", _weights(10**9, "I32"), config, [claim]))
