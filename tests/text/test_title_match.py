"""Titles held side by side."""

from __future__ import annotations

import pytest

from mainstem.text.title_match import compare, follows
from mainstem.text.title_parts import read


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Ray - A Distributed Framework for Emerging AI Applications.",
            "Ray: A Distributed Framework for Emerging AI Applications",
        ),
        ("T&uuml;lu 3: Pushing Frontiers", "Tulu 3: Pushing Frontiers"),
        ("A Simple $L_2$ Norm-Based Strategy", "A Simple L2 Norm-Based Strategy"),
        ("Layer Skip: Early Exit", "LayerSkip: Early Exit"),
        ("[2506.21734] Hierarchical Reasoning Model", "Hierarchical Reasoning Model"),
        (
            "Tutel: Adaptive Mixture-of-Experts at Scale MLSYS'23",
            "Tutel: Adaptive Mixture-of-Experts at Scale",
        ),
        ("Introducing GPT-5.5", "GPT-5.5"),
        ("WaferLLM: A Wafer‑Scale System", "WaferLLM: A Wafer-Scale System"),
    ],
)
def test_spellings_of_one_title_are_exactly_alike(a: str, b: str) -> None:
    """DBLP's dash, entities, TeX, accents, tags and kinds of hyphens make no difference."""
    assert compare(read(a), read(b)).exact


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("FlashAttention: Fast Attention", "FlashAttention-2: Faster Attention", "flashattention"),
        ("Qwen2 Technical Report", "Qwen2.5 Technical Report", "qwen"),
        ("Qwen2.5 Technical Report", "Qwen2.5-VL Technical Report", "siblings"),
        ("Nemotron 3 Nano: Open Models", "Nemotron 3 Super: Open Models", "siblings"),
        ("OLMo: Language Models", "OLMoE: Language Models", "siblings"),
        ("LoRA: Low-Rank Adaptation", "LoRA+: Low Rank Adaptation", "siblings"),
        ("Test-Time Compute", "A Survey of Test-Time Compute", "survey"),
        ("Medusa: Simple Acceleration", "Hydra: Draft Heads for Medusa Decoding", "builds on"),
        (
            "SARATHI: Chunked Prefills",
            "Taming the Tradeoff with Sarathi-Serve",
            "sarathi-serve is not sarathi",
        ),
        ("Tensor Programs II: Kernels", "Tensor Programs III: Kernels", "programs"),
    ],
)
def test_versions_siblings_and_surveys_are_told_apart(a: str, b: str, why: str) -> None:
    """However alike the rest is, and in either order."""
    for first, second in ((a, b), (b, a)):
        told = compare(read(first), read(second)).apart
        assert told is not None
        assert why in told


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kernels at 8-bit Precision", "Kernels at 4-bit Precision"),
        ("Prima.cpp: Fast 30-70B Inference", "PRIMA.CPP: 70B-Scale Inference"),
        ("FP8-Flow: A Recipe", "FP8-Flow: The Recipe"),
    ],
)
def test_sizes_and_widths_are_no_versions(a: str, b: str) -> None:
    """A changed number of bits or parameters names no other work by itself."""
    assert compare(read(a), read(b)).apart is None


def test_acronyms_stand_for_their_words() -> None:
    """Also where a small word was left out."""
    a = read("Serving Mixture of Experts Large Language Models under Service Level Objectives")
    b = read("Serving MoE LLMs under SLO")
    assert 1.0 == compare(a, b).contained


def test_rare_words_weigh_more_than_common_ones() -> None:
    """Sharing "piggybacking" tells more than sharing "language models"."""
    rare = compare(read("Piggybacking decodes"), read("On piggybacking prefills"))
    common = compare(read("Large language models decode"), read("Large language models prefill"))
    assert rare.told / 1 > common.told / 3


@pytest.mark.parametrize(
    ("earlier", "later", "does"),
    [
        ("FlashAttention: Fast", "FlashAttention-2: Faster", True),
        ("Kimi K2: Open Agentic Intelligence", "Kimi K2.5: Visual Agentic Intelligence", True),
        ("DeepSeek-Coder: Code", "DeepSeek-Coder-V2: Code", True),
        ("FlashAttention-2: Faster", "FlashAttention: Fast", False),
        ("Qwen2.5 Technical Report", "Qwen2.5-VL Technical Report", False),
        ("Quiver: A Cache", "Quiver: Another Cache", False),
        ("Scaling laws", "More scaling laws", False),
    ],
)
def test_a_higher_number_behind_the_same_letters_follows(earlier: str, later: str, does: bool) -> None:
    """A name without a number is the first; siblings follow nothing."""
    assert does == (follows(read(earlier), read(later)) is not None)
