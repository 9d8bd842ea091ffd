"""Relevance, axis and topic from a small model, and what a person says against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from mainstem.model import Classifier, Correction, Field
from mainstem.pipeline.classify import classify
from tests.signals.fakes import NOW, PACK, work

# Each term speaks for one relevance or one topic, louder in a title.
SPEAKS = {"kernel": "library/kernels", "cache": "library/kv-cache", "garden": "off", "serve": "core"}
OUTPUTS = ("core", "adjacent", "off", "library", "library/kv-cache", "library/kernels")


def _model() -> Classifier:
    weights = np.zeros((len(SPEAKS), len(OUTPUTS)), np.float32)
    for n, output in enumerate(SPEAKS.values()):
        weights[n, OUTPUTS.index(output)] = 3
    bias = np.array([0, 0.5, 0, 0, 0, 0.1], np.float32)
    facts = np.zeros((1, len(OUTPUTS)), np.float32)
    facts[0, 0] = 0.2
    return Classifier(
        "2026-06-30", "a test", OUTPUTS, tuple(SPEAKS), np.ones(len(SPEAKS), np.float32), weights, weights / 2,
        ("shape=paper",), facts, bias, np.array([], np.uint64),
    )  # fmt: skip


KERNEL, CACHE = work("A kernel to serve", "arxiv:1"), work("A cache", "arxiv:2", text="To serve.")
GARDEN = work("A garden", "arxiv:3")
WORKS = (KERNEL, CACHE, GARDEN)


def _said(work_id: str, field: Field, value: str, day: int = 0) -> Correction:
    return Correction(work_id, field, value, NOW + timedelta(days=day), "me")


def test_relevance_axis_and_topic_are_told_with_their_words() -> None:
    """What is off has neither axis nor topic."""
    made = classify(WORKS, PACK, _model())
    assert ("core", "library", "library/kernels") == (
        made["arxiv:1"].relevance, made["arxiv:1"].axis, made["arxiv:1"].topic
    )  # fmt: skip
    assert "library/kv-cache" == made["arxiv:2"].topic
    assert ("off", None, None) == (made["arxiv:3"].relevance, made["arxiv:3"].axis, made["arxiv:3"].topic)
    assert made["arxiv:3"].why.startswith("words: garden")


def test_the_same_is_told_in_any_order_and_company() -> None:
    """A work's class rests on nothing but itself."""
    together = classify(WORKS, PACK, _model())
    assert together == classify(WORKS[::-1], PACK, _model())
    assert together == {key: made for one in WORKS for key, made in classify([one], PACK, _model()).items()}
    assert {} == classify([], PACK, _model())


def test_a_person_s_word_wins() -> None:
    """The later of two; the fields that were said are told."""
    said = [_said("arxiv:3", "topic", "library/kernels"), _said("arxiv:3", "topic", "library/kv-cache", 1)]
    made = classify([GARDEN], PACK, _model(), said)["arxiv:3"]
    assert ("adjacent", "library", "library/kv-cache", ("topic",)) == (
        made.relevance, made.axis, made.topic, made.corrected
    )  # fmt: skip
    assert made.why.startswith("you said topic library/kv-cache")


@pytest.mark.parametrize(
    ("field", "value", "topic"),
    [("relevance", "off", None), ("axis", "model", None), ("axis", "library", "library/kernels")],
)
def test_one_word_brings_others_along(field: Field, value: str, topic: str | None) -> None:
    """What is off has no topic, and another axis has another topic, which was not said."""
    assert topic == classify([KERNEL], PACK, _model(), [_said("arxiv:1", field, value)])["arxiv:1"].topic


def test_a_correction_teaches_works_with_the_same_words() -> None:
    """And leaves the others."""
    twin = work("Another kernel to serve", "arxiv:4")
    said = [_said(f"arxiv:1{n}", "topic", "library/kv-cache") for n in range(8)]
    taught_by = [replace(KERNEL, id=one.work_id) for one in said]
    made = classify([twin, GARDEN, *taught_by], PACK, _model(), said)
    assert ("library/kv-cache", "off") == (made["arxiv:4"].topic, made["arxiv:3"].relevance)
