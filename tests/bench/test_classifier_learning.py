"""Both stages of the classifier on a small made-up field."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from mainstem.bench.classification import work_of
from mainstem.bench.classifier_corpus import Corpus, Text
from mainstem.bench.classifier_learning import Labelled, learn
from mainstem.bench.classifier_space import Space, space_of
from mainstem.model import Classifier, Topic
from mainstem.pipeline.classify import classify, learned_key
from tests.signals.fakes import PACK

FIELDS = {
    "library/kernels": ["kernel", "attention", "matrix", "register", "tile", "warp", "tensor", "fusion"],
    "model/moe": ["expert", "router", "mixture", "gating", "upcycling", "sparse", "token", "capacity"],
    None: ["garden", "rose", "soil", "seed", "water", "bee", "lawn", "hedge"],
}
SMALL = replace(
    PACK,
    topics=(
        Topic("library/kernels", "library", "Operators made by hand.", ("attention kernel", "tile")),
        Topic("model/moe", "model", "Experts and their routers.", ("expert", "router")),
    ),
)


def _texts(n: int, seed: int) -> Iterator[tuple[str | None, str, str]]:
    draw = random.Random(seed)
    for _ in range(n):
        topic = draw.choice(list(FIELDS))
        words = draw.choices(FIELDS[topic], k=6)
        yield topic, " ".join(words[:3]), " ".join(words[3:])


def _row(n: int, topic: str | None, title: str, text: str) -> dict[str, Any]:
    axis = topic.partition("/")[0] if topic else None
    labels = {"relevance": "core" if topic else "off", "axis": axis, "topic": topic}
    return {"url": f"https://arxiv.org/abs/2601.{n:05d}", "title": title, "text": text, "labels": labels}


ROWS = [_row(n, *told) for n, told in enumerate(_texts(60, seed=1))]


@pytest.fixture(scope="module")
def space() -> Space:
    """Of 80 papers without labels."""
    lists = {"library/kernels": frozenset({"xlite-dev/Awesome-LLM-Inference"})}
    papers = tuple(
        Text(title, text, frozenset({"cs.LG" if topic else "cs.CY"}), lists.get(topic or "", frozenset()))
        for topic, title, text in _texts(80, seed=2)
    )
    return space_of(Corpus(tuple(ROWS), papers, ()), SMALL)


@pytest.fixture(scope="module")
def made(space: Space) -> Classifier:
    """Learned from 60 labelled rows."""
    return learn(SMALL, [Labelled(row) for row in ROWS], space, "a test")


def test_rows_that_were_not_learned_from_are_told_apart(made: Classifier) -> None:
    """Nearly all of them: the field is made to be easy."""
    asked = [_row(1000 + n, *told) for n, told in enumerate(_texts(60, seed=3))]
    works = [work_of(row) for row in asked]
    answers = classify(works, SMALL, made)
    right = [answers[work.id].topic == row["labels"]["topic"] for work, row in zip(works, asked, strict=True)]
    assert sum(right) >= 57


def test_what_lists_and_categories_take_is_a_direction(space: Space) -> None:
    """Along one of them "tile" lies far out on one side, and "rose" on the other."""
    tile, rose = (space.directions[space.terms.index(word)] for word in ("tile", "rose"))
    assert any(tile * rose < -0.01)
    assert [] == [term for term in space.terms if not term.strip()]


def test_the_model_remembers_what_it_learned_from(made: Classifier) -> None:
    """By hashes, sorted."""
    assert sorted({learned_key(work_of(row).id) for row in ROWS}) == made.learned.tolist()


def test_the_same_rows_make_the_same_model(space: Space, made: Classifier) -> None:
    """To the last bit."""
    again = learn(SMALL, [Labelled(row) for row in ROWS], space, "a test")
    assert made.name == again.name
    assert made.title_weights.tobytes() == again.title_weights.tobytes()


def test_a_topic_without_an_example_can_be_learned_from_its_definition(space: Space) -> None:
    """It stands among the outputs, and no class is missing."""
    kernels = [Labelled(row) for row in ROWS if row["labels"]["topic"] != "model/moe"]
    model = learn(SMALL, kernels, space, "a test")
    assert ("core", "adjacent", "off", "library", "model", "library/kernels", "model/moe") == model.outputs
