"""How much a work's words are the field's."""

from __future__ import annotations

import math
import random
import re
from dataclasses import replace

import pytest

from mainstem.model import Classification, Signal, Work
from mainstem.signals import relevance
from tests.signals.fakes import ELSEWHERE, OF_FIELD, PACK, WORKS, known, mention, work
from tests.signals.test_authors import MODEL


def _values(works: tuple[Work, ...] = WORKS, **what: object) -> dict[str, float]:
    signals = relevance.values(works, known(**what))  # type: ignore[arg-type]
    return {w.title: s.value for w, s in zip(works, signals, strict=True) if s.value is not None}


@pytest.mark.parametrize("title", OF_FIELD)
def test_a_title_of_the_field_beats_every_title_from_elsewhere(title: str) -> None:
    """Without any label, from canon and topics alone."""
    values = _values()

    assert values[title] > max(values[other] for other in ELSEWHERE)


def test_a_text_tells_what_a_title_hides() -> None:
    """A fanciful title is found by its abstract."""
    plain = work("Harvest", "arxiv:1")
    told = work(
        "Orchard", "arxiv:2", text="We schedule prefill and decode of LLM serving and evict the KV cache."
    )
    values = _values((*WORKS, plain, told))

    assert values["Orchard"] > values["Harvest"]


def test_words_that_no_pack_lists_are_learned_from_the_works_nearest_to_it() -> None:
    """In a large pool `ringbuffer` goes with the field, so a title of it alone counts."""
    rng = random.Random(7)
    far = [word for title in ELSEWHERE for word in title.lower().split() if len(word) > 4]
    near = [word for title in OF_FIELD for word in title.split() if len(word) > 4]
    pool = [work(" ".join(rng.sample(far, 6)), f"arxiv:far{i}") for i in range(600)]
    pool += [work("Ringbuffer " + " ".join(rng.sample(near, 5)), f"arxiv:near{i}") for i in range(20)]
    new = (work("Ringbuffer revisited", "arxiv:new"), work("Orchards revisited", "arxiv:old"))
    values = _values((*pool, *new))

    assert values["Ringbuffer revisited"] > 2 * values["Orchards revisited"]


def test_what_watched_repositories_cite_lifts_similar_works() -> None:
    """Use is an example too; a citation by a stranger is not."""
    alike = work("Protein folding with graphs again")
    works = (*WORKS, alike)
    folding = next(w for w in WORKS if "protein" in w.title)
    watched = _values(works, mentions=[mention(folding, "org/engine")])
    strange = _values(works, mentions=[mention(folding, "no/body")])

    assert watched[alike.title] > strange[alike.title] == _values(works)[alike.title]


def test_the_evidence_names_words_of_the_work_and_the_sum_of_what_they_add() -> None:
    """A person finds each word in the title or the text, and more added means more value."""
    works = tuple(replace(w, text=f"About {w.title}, told again.") for w in WORKS)
    of_field = relevance.values(works, known())[: len(OF_FIELD)]
    for it, signal in zip(works, of_field, strict=False):
        told = re.fullmatch(r"words: (.+) \(\+(\d+\.\d)\)", signal.evidence)
        assert told is not None
        for term in told[1].split(", "):
            spelled = r"[\W_]+".join(term.split())
            assert re.search(rf"\b{spelled}\b", f"{it.title} {it.text}", re.IGNORECASE)


def test_what_the_words_add_is_the_whole_difference_to_a_work_without_words() -> None:
    """With one word only, the told sum is its log-odds over those of an empty title."""
    one, none = work("Prefill", "arxiv:one"), work("", "arxiv:none")
    signals = relevance.values((*WORKS, one, none), known())[-2:]
    odds = [math.log(s.value / (1 - s.value)) for s in signals if s.value is not None]

    assert [f"words: prefill ({odds[0] - odds[1]:+.1f})", "no words of the field"] == [
        s.evidence for s in signals
    ]


def test_the_same_works_in_another_order_have_the_same_signals() -> None:
    """Not nearly the same: equal."""
    shuffled = random.Random(1).sample(WORKS, len(WORKS))
    ids = [w.id for w in shuffled]
    told = dict(zip(ids, relevance.values(shuffled, known()), strict=True))

    assert [told[w.id] for w in WORKS] == relevance.values(WORKS, known())


def test_without_examples_relevance_is_unknown() -> None:
    """An empty pack teaches nothing."""
    empty = replace(PACK, canon=(), candidates=(), topics=())

    assert [Signal("relevance", None)] * len(WORKS) == relevance.values(WORKS, known(empty))


def test_a_release_of_which_we_have_only_the_number_is_unknown() -> None:
    """Its notes decide, where there are any."""
    bare = work("Engine v1.2.0", "github:o/engine/releases/v1.2.0", kind="release")
    noted = replace(
        bare, id="github:o/engine/releases/v1.3.0", text="Faster prefill with a paged KV cache on GPU."
    )
    *others, of_bare, of_noted = relevance.values((*WORKS, bare, noted), known())

    assert Signal("relevance", None) == of_bare
    assert of_noted.value is not None
    assert of_noted.value > max(s.value for s in others[len(OF_FIELD) :] if s.value is not None)


def test_posts_are_judged_by_the_classifier_and_papers_by_what_curators_pick() -> None:
    """A post takes its class's worth; a paper keeps the model's word, also where it has a class."""
    works = [work("Serving at scale", kind="post"), work("Serving at scale again")]
    made = Classification(
        "core", "library", "library/kv-cache", None, "blog-post", "words: serving; shelf blog", worth=0.8
    )
    learned = replace(known(), ranker=MODEL)
    classed = replace(learned, classes={one.id: made for one in works})

    assert Signal("relevance", 0.8, "worth acting on (serving)") == relevance.values(works, classed)[0]
    assert relevance.values(works, learned)[1] == relevance.values(works, classed)[1]


def test_a_release_that_is_a_number_stays_unknown() -> None:
    """Its repository's class says nothing of what is in it."""
    release = work("v1.2.3", kind="release")
    made = Classification("core", "library", "library/kv-cache", None, "release", worth=0.99)
    classed = replace(known(), ranker=MODEL, classes={release.id: made})

    assert [Signal("relevance", None)] == relevance.values([release], classed)
