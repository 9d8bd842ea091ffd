"""A rank model over works, and where it is folded and kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mainstem.errors import PackError
from mainstem.model import RankModel
from mainstem.packs import ranker
from mainstem.signals.learned.apply import authors_met, told
from mainstem.signals.learned.fit import Learner
from mainstem.signals.learned.fold import fold
from mainstem.signals.learned.relevance import values
from tests.signals.learned.papers import START, WEEK, listed, paper, pool

AT = START + WEEK * 10


@pytest.fixture(scope="module")
def learner() -> Learner:
    """Has seen ten weeks."""
    return Learner()


@pytest.fixture(scope="module")
def model(learner: Learner) -> RankModel:
    """Learned from ten weeks."""
    works = pool()
    fitted, _ = learner.fit(works, listed(works), AT)
    return fold(fitted, learner.papers.words(), learner.past(AT), "2026-03-16", "made-up papers")


def test_the_folded_model_says_what_its_parts_say(learner: Learner, model: RankModel) -> None:
    """One weight a word and block stands for three lines, but for words too rare to ship."""
    works = pool()
    fitted, week = learner.fit(works, listed(works), AT)
    parts = fitted.worth.of(week.ratings)
    met = np.array([odds for _, odds in authors_met(model, week.works)])

    assert np.corrcoef(told(model, week.works).odds + met, parts)[0, 1] > 0.98


def test_what_words_add_sums_to_the_log_odds(model: RankModel) -> None:
    """Evidence and score are the same numbers."""
    found = told(model, [paper(7, AT, near=True)])

    assert found.odds[0] == pytest.approx(found.added.sum() + model.base, abs=1e-4)


def test_a_work_of_the_field_beats_one_from_elsewhere_with_and_without_text(model: RankModel) -> None:
    """A title alone is rated by the weights made for titles."""
    for text in (True, False):
        near, far = values(
            [paper(801, AT, near=True, text=text), paper(802, AT, near=False, text=text)], model
        )
        assert near.value is not None
        assert far.value is not None
        assert near.value > far.value


def test_a_model_is_read_as_it_was_written(model: RankModel, tmp_path: Path) -> None:
    """Scores survive the quantisation; the same model makes the same bytes."""
    works = pool(2)
    first = ranker.write(tmp_path, model).read_bytes()
    again = ranker.read(tmp_path)

    assert again is not None
    np.testing.assert_allclose(told(again, works).odds, told(model, works).odds, atol=0.01)
    assert first == ranker.write(tmp_path, model).read_bytes()


def test_a_pack_without_a_model_has_none_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    """A broken file is an error of the pack, and never an empty model."""
    assert ranker.read(tmp_path) is None
    (tmp_path / ranker.FILE).write_bytes(b"no model")
    with pytest.raises(PackError, match=r"ranker\.npz"):
        ranker.read(tmp_path)
