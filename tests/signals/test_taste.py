"""What one reader wants more of and less of."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mainstem.model import Mark, Wish, Work
from mainstem.signals import taste
from tests.signals.fakes import OF_FIELD, WORKS, catalogue, known, mark, wish, work

# A pool in which every subject has several works, so that what is learned of one carries over.
SUBJECTS = {
    "kernels": "attention kernel tiles shared memory of the accelerator",
    "cache": "evicting prefix blocks of the cache between requests",
    "folding": "protein folding predicted from geometric graphs",
}
POOL = [
    work(f"{subject} {i}", f"arxiv:{subject}{i}", text=f"{text} study {i}", authors=(f"A. {subject}",))
    for subject, text in SUBJECTS.items()
    for i in range(8)
]
HELD = catalogue(POOL)


def _of(subject: str) -> list[Work]:
    return [w for w in POOL if w.id.startswith(f"arxiv:{subject}")]


def _odds(
    marks: list[Mark] | tuple[Mark, ...] = (), wishes: list[Wish] | tuple[Wish, ...] = ()
) -> dict[str, float]:
    """The mean log-odds that taste adds to the works of each subject that were not marked."""
    values = taste.learn(HELD, known(marks=marks, wishes=wishes)).values
    odds = dict(zip(HELD.ids, np.log(values / (1 - values)).tolist(), strict=True))
    marked = {m.work_id for m in marks}
    return {s: float(np.mean([odds[w.id] for w in _of(s) if w.id not in marked])) for s in SUBJECTS}


def test_nothing_is_known_of_a_reader_without_marks() -> None:
    """Unknown is never zero."""
    assert bool(np.isnan(taste.learn(HELD, known()).values).all())


def test_a_read_lifts_what_is_like_it_and_nothing_else() -> None:
    """Of a subject that shares no word, nothing is learned."""
    odds = _odds([mark(_of("cache")[0], "read")])

    assert odds["cache"] > 0.1 > max(odds["kernels"], odds["folding"])


def test_thirty_reads_steer_and_one_skip_does_not() -> None:
    """A skip is a hint: a person skips for many reasons."""
    reads = _odds([mark(w, "read") for w in _of("cache")[:6]])
    skip = _odds([mark(_of("cache")[0], "skip")])

    assert reads["cache"] > 1.0
    assert -0.6 < skip["cache"] < 0


def test_not_interested_is_a_judgement() -> None:
    """Several times what a skip says, at once."""
    skip = _odds([mark(_of("cache")[0], "skip")])["cache"]
    dislike = _odds([mark(_of("cache")[0], "skip", rating=1)])["cache"]

    assert dislike < 3 * skip < 0


@pytest.mark.parametrize(("better", "worse"), [(5, 4), (4, 3), (3, 2), (2, 1)])
def test_more_stars_are_more_of_it(better: int, worse: int) -> None:
    """From more like it to less like it; three say neither."""
    odds = {stars: _odds([mark(_of("cache")[0], "read", rating=stars)])["cache"] for stars in range(1, 6)}

    assert odds[better] > odds[worse]
    assert (True, True, True) == (odds[5] > 0, abs(odds[3]) < 0.1, odds[1] < 0)


def test_later_and_a_note_teach_a_little() -> None:
    """In the way of a read."""
    read, later, note = (
        _odds([mark(_of("cache")[0], action)])["cache"] for action in ("read", "later", "note")
    )

    assert 0 < later < read
    assert 0 < note < read


def test_the_last_word_on_a_work_counts() -> None:
    """Read after it was skipped, it was worth reading."""
    work = _of("cache")[0]

    assert _odds([mark(work, "read")]) == _odds([mark(work, "skip"), mark(work, "read")])


def test_a_followed_author_is_lifted_by_what_was_told() -> None:
    """No guess: the log-odds of a follow, whatever the capitals; nothing else moves."""
    odds = _odds(wishes=[wish("follow", "author", "a. Kernels")])

    assert {"kernels": pytest.approx(2.0), "cache": 0.0, "folding": 0.0} == odds


def test_a_followed_topic_lifts_its_words() -> None:
    """The topic's own text stands for a work of it."""
    held = catalogue(WORKS)
    values = taste.learn(held, known(wishes=[wish("follow", "topic", "library/kv-cache")])).values
    best = held.titles[int(np.argmax(values))]

    assert "cache" in best.lower()
    assert best in OF_FIELD


def test_a_followed_folder_brings_more_like_these() -> None:
    """Filing alone says nothing; following the folder does."""
    filed = [mark(w, "file", note="mine") for w in _of("cache")[:3]]

    assert bool(np.isnan(taste.learn(HELD, known(marks=filed)).values).all())
    assert _odds(filed, [wish("follow", "folder", "mine")])["cache"] > 0.3


def test_what_is_forgotten_is_no_feature_any_more() -> None:
    """Forget every word of a subject and it is as if it had not been read."""
    reads = [mark(w, "read") for w in _of("cache")[:3]]
    learned = taste.learn(HELD, known(marks=reads))
    words = [f for f, add in zip(HELD.rows["taste"].features, learned.adds, strict=True) if add > 0]
    wishes = [wish("forget", *name.split(":", 1)) for name in words]  # type: ignore[arg-type]

    assert abs(_odds(reads, wishes)["cache"]) < 0.01


def test_the_parts_of_a_work_sum_to_its_log_odds() -> None:
    """Words, names and follows; nothing is left over."""
    found = taste.learn(
        HELD, known(marks=[mark(_of("cache")[0], "read")], wishes=[wish("follow", "author", "A. cache")])
    )
    for n in range(len(POOL)):
        value = float(found.values[n])
        assert pytest.approx(math.log(value / (1 - value)), abs=1e-6) == sum(
            odds for _, odds in found.parts(n)
        )


def test_a_weight_is_the_sum_of_what_marks_and_background_gave() -> None:
    """Each mark behind a word is named with its share; a like gives more than the word weighs in the end."""
    [first, second] = [mark(w, "read") for w in _of("cache")[:2]]
    found = taste.learn(HELD, known(marks=[first, second]))
    behind = found.behind("word:evicting")

    assert {first, second} == {example.mark for example, _ in behind}
    assert sum(given for _, given in behind) >= found.adds[HELD.rows["taste"].columns["word:evicting"]] > 0


def test_the_evidence_names_words_of_the_work() -> None:
    """Those that moved it; what was only not read yet is not called disliked."""
    found = taste.learn(HELD, known(marks=[mark(_of("cache")[0], "read")]))
    told = found.evidence(HELD.position[_of("cache")[1].id])

    assert told.startswith("for you: ")
    assert set(told.removeprefix("for you: ").replace(",", "").split()) <= {
        *SUBJECTS["cache"].split(),
        "cache",
        "A.",
        "request",
        "block",
        "study",
    }
    assert "" == found.evidence(HELD.position[_of("folding")[0].id])


def test_what_was_read_is_held_against_the_best_of_the_field() -> None:
    """A word that all of the best hold says less than one that sets the reader apart."""
    field = [work(f"kernels {i}", f"arxiv:field{i}", text=SUBJECTS["kernels"]) for i in range(150)]
    folding = [work(f"folding {i}", f"arxiv:far{i}", text=SUBJECTS["folding"]) for i in range(900)]
    works = [*POOL, *field, *folding]
    held = catalogue(works, [2.0 if w in field else 0.0 for w in works])
    marks = [mark(w, "read") for w in (*_of("kernels")[:4], *_of("cache")[:4])]
    found = taste.learn(held, known(marks=marks)).values
    mean = {s: float(np.mean([found[held.position[w.id]] for w in _of(s)[4:]])) for s in ("kernels", "cache")}

    assert mean["cache"] > mean["kernels"] + 0.02
