"""What counts in the measure of classification."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mainstem.bench import classification
from mainstem.errors import UsageError


def _row(n: int, relevance: str, topic: str | None, **label: Any) -> dict[str, Any]:
    axis = topic.partition("/")[0] if topic else None
    labels = {"relevance": relevance, "axis": axis, "topic": topic, "sector": None, "kind": "paper"}
    return {"url": f"https://arxiv.org/abs/2601.{n:05d}", "title": f"Work {n}", "labels": labels | label}


def _answer(relevance: str, topic: str | None) -> dict[str, Any]:
    axis = topic.partition("/")[0] if topic else None
    return {"relevance": relevance, "axis": axis, "topic": topic, "sector": "academic", "kind": "paper"}


KERNELS, MOE, CACHE = "library/kernels", "model/moe", "library/kv-cache"


def test_off_where_there_is_an_axis_is_a_miss() -> None:
    """And an axis where the label has none does not count for the axis, but for the axis with off."""
    rows = [_row(1, "core", KERNELS), _row(2, "core", MOE), _row(3, "off", None)]
    answers = [_answer("core", KERNELS), _answer("off", None), _answer("core", KERNELS)]
    made = classification.score(rows, answers)
    assert (2, 0.5, 0.5) == (made["axis"]["n"], made["axis"]["accuracy"], made["axis"]["macro_f1"])
    assert (3, round(1 / 3, 4)) == (made["axis_with_off"]["n"], made["axis_with_off"]["accuracy"])
    assert (0.5, 0.5) == (made["relevant"]["precision"], made["relevant"]["recall"])


def test_another_acceptable_topic_is_right() -> None:
    """Macro-F1 is over leaves with three items or more."""
    rows = [_row(n, "core", KERNELS, topic_alt=[CACHE]) for n in range(3)] + [_row(3, "core", MOE)]
    answers = [_answer("core", CACHE)] + [_answer("core", KERNELS)] * 3
    made = classification.score(rows, answers)["topic"]
    assert (4, 0.75) == (made["n"], made["accuracy"])
    assert round(2 * 2 / (2 + 3), 4) == made["macro_f1"]


def test_a_sector_is_scored_where_it_is_known() -> None:
    """Null cannot be told, and is not asked."""
    rows = [_row(1, "off", None), _row(2, "off", None, sector="academic")]
    assert 1 == classification.score(rows, [_answer("off", None)] * 2)["sector"]["n"]


def test_every_key_of_the_document_is_there() -> None:
    """Whatever the rows: accuracy and macro-F1 of each field, and the distance to keyword rules."""
    made = classification.score([_row(1, "core", KERNELS)], [_answer("core", KERNELS)])
    for field in ("axis", "relevance", "topic", "sector", "kind"):
        assert {"n", "accuracy", "accuracy_95", "macro_f1", "macro_f1_95"} == made[field].keys()
    assert {"accuracy": 0.47, "macro_f1": 0.6} == made["above_naive"]["axis"]


def test_labels_are_not_looked_at() -> None:
    """The answers are the same without them."""
    rows = [_row(1, "core", KERNELS)]
    bare = [{"url": row["url"], "title": row["title"]} for row in rows]
    assert classification.predict(rows) == classification.predict(bare)


def test_rows_that_were_learned_from_are_counted() -> None:
    """By the work, whatever the spelling of its address."""
    file = Path(__file__).parents[2] / "scripts" / "classifier_labels.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if "arxiv.org" in line][:5]
    rows += [_row(99999, "core", KERNELS)]
    answers = classification.predict(rows)
    assert [True] * 5 + [False] == [answer["learned"] for answer in answers]
    assert 5 == classification.score(rows, answers)["n_learned"]


def test_one_repository_stands_in_one_fold() -> None:
    """Its issues and releases are alike."""
    urls = [f"https://github.com/org/engine/{end}" for end in ("issues/1", "issues/2", "releases/tag/v1")]
    assert 1 == len({classification._fold({"url": url, "title": "x"}) for url in urls})


def test_outside_a_checkout_nothing_is_trained(tmp_path: Path) -> None:
    """And the error says what is needed."""
    from mainstem.bench import classifier_corpus

    with pytest.raises(UsageError, match="beside a checkout"):
        classifier_corpus.read([], tmp_path)
