"""Numbers of accelerators in sentences."""

from __future__ import annotations

import pytest

from tests.reports.conftest import Told, values


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Training ran on 2,048 NVIDIA H800 GPUs.", [2048]),
        ("Pre-training was carried out on a cluster of 8,192 Ascend 910B NPUs.", [8192]),
        ("The cluster that trained it has 96 nodes with 8 A100 GPUs each.", [768]),
        ("We trained on 11 servers, each equipped with 8 NVIDIA H800 GPUs.", [88]),
        ("It was trained on 64 nodes, a total of 512 A100 GPUs.", [512]),
        ("All training was performed on 256 * NVIDIA H800.", [256]),
        ("We train on nodes, each with 8 H100 GPUs.", []),
        ("Inference takes 32 H100 GPUs, and training more.", []),
    ],
)
def test_numbers_of_accelerators(told: Told, text: str, numbers: list[int]) -> None:
    """Outright or nodes times what each has; what one node has, and what serves, is none."""
    assert numbers == values(told(text), "n_gpus")
