"""Lengths of context in sentences."""

from __future__ import annotations

import pytest

from tests.reports.conftest import Told, values


@pytest.mark.parametrize(
    ("text", "first", "final"),
    [
        ("We pre-train with a context length of 8,192 tokens.", [8192], []),
        ("The model was pretrained with a 2,048-token context window.", [2048], []),
        ("A fixed 4096 context window was employed in pre-training.", [4096], []),
        ("Pre-training uses sequences of length 4,096.", [4096], []),
        ("The window is raised: the context window grows to 8192 tokens as we anneal.", [8192], []),
        ("Brook-2 supports contexts of up to 128K tokens.", [], [131_072]),
        ("Brook-2 comes with a 1M-token context window.", [], [1e6]),
        ("It supports up to 128K tokens of context.", [], [131_072]),
        ("The native context of 32K can be stretched to 128K.", [], [131_072]),
        ("The context window is 128K tokens.", [], [131_072]),
        ("It can process inputs of up to 256K tokens.", [], [262_144]),
        ("We then lengthen the context window to 32K tokens.", [], [32_768]),
        ("We extend the context in two phases from 4K to 32K, and then from 32K to 128K.", [4096], [131_072]),
        ("In training for RL we take 16 rollouts at a 16K sequence length.", [], [16_384]),
        ("Continued pre-training, which supports it, has a context of 64K.", [], [65_536]),
        ("We evaluate with a context length of 64K.", [], []),
        ("The average context length of a request is 8K tokens.", [], []),
    ],
)
def test_lengths_of_context(told: Told, text: str, first: list[int], final: list[int]) -> None:
    """That of pre-training and that which it is extended to; a stage's own and those of tests are none."""
    found = told(text)
    assert first == values(found, "context_length_pretrain")
    assert final == values(found, "context_length_final")


def test_a_length_of_a_stage_is_final_where_no_other_is_told(told: Told) -> None:
    """The longest of fine-tuning stands for the final one, unless that is told."""
    tuned = "During SFT the sequence length is 16K. During RL the sequence length is 32K."
    assert [32_768] == values(told(tuned), "context_length_final")
    assert [131_072] == values(told(f"{tuned} Brook-2 supports a context of 128K."), "context_length_final")
