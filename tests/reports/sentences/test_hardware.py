"""Accelerators and number formats."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("We trained on 1,024 80GB A100s.", {"A100"}),
        ("The cluster has 64 NVIDIA-HGX-A800 nodes.", {"A800"}),
        ("In total there are 512 A800-80G SXM GPUs.", {"A800"}),
        ("It decodes at 4,000 tokens per second on H800 and on Ascend 910B.", {"H800", "Ascend 910B"}),
        ("We pre-train it on TPU v5p chips.", {"TPU v5p"}),
        ("Let h20 and B12 be as in the lemma on training.", set()),
        ("Large models need accelerators such as the H100 GPU.", set()),
    ],
)
def test_accelerators_are_told(told: Told, text: str, chips: set[str]) -> None:
    """Where it was trained or served; no lemma's names, no examples."""
    assert chips == {one.normalised for one in told(text) if one.field == "gpu_type"}


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("We train in bfloat16 mixed precision.", {"BF16"}),
        ("We quantized Brook-2 to INT8 without loss.", {"INT8"}),
        ("Brook-2 supports W8A8 and FP8 quantization.", {"W8A8", "FP8"}),
        ("The weights of the head are kept in FP32.", {"FP32"}),
        ("The system relies on mixed-precision training.", {"mixed precision"}),
        ("A term may be a source of instability with FP16.", set()),
        ("We use BF16 rather than FP16.", {"BF16"}),
        ("The chip reaches 990 FP8 TFLOPs, with more FLOPs than before.", set()),
    ],
)
def test_number_formats_are_told(told: Told, text: str, formats: set[str]) -> None:
    """Of training and of quantised inference; not what was avoided, nor a chip's."""
    assert formats == {one.normalised for one in told(text) if one.field == "precision"}


def test_what_the_reader_is_to_do_is_no_fact(told: Told) -> None:
    """How a card asks one to serve a model says nothing of how it was made."""
    found = told("Serve it with tensor parallelism 8 on 16 H100 GPUs in FP8.")
    assert [] == [one.field for one in found if one.field in ("gpu_type", "precision", "parallelism")]
