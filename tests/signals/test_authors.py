"""Whether works by somebody were picked before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mainstem.model import RankModel, Signal
from mainstem.signals import authors
from mainstem.signals.learned.authors import key_of
from tests.signals.fakes import WORKS, known, work

_NONE = np.zeros((0, 4), np.float32)
MODEL = RankModel(
    made_on="2026-06-30",
    provenance="made up",
    words=(),
    rarity=_NONE[:, :2],
    weights=_NONE,
    base=0.0,
    title_weights=_NONE[:, :2],
    title_base=0.0,
    authors=np.array([key_of("ada writer")], np.uint64),
    author_odds=np.array([0.7], np.float32),
    middle=0.0,
    title_middle=0.0,
)


def test_who_was_picked_before_lifts_and_is_named() -> None:
    """The value is the log-odds that the author adds."""
    (signal,) = authors.values(
        [work("A title", authors=("Bo Other", "Ada W. Writer"))], replace(known(), ranker=MODEL)
    )

    assert signal.value == pytest.approx(0.668, abs=1e-3)
    assert signal.evidence == "by Ada W. Writer, picked before (+0.7)"


def test_who_was_never_met_is_unknown_and_never_zero() -> None:
    """Most good authors are new to any list."""
    signals = authors.values(
        [work("A title", authors=("Bo Other",)), work("Another")], replace(known(), ranker=MODEL)
    )

    assert signals == [Signal("authors", None)] * 2


def test_a_pack_without_a_model_knows_no_authors() -> None:
    """It starts from its own texts alone."""
    assert authors.values(WORKS, known()) == [Signal("authors", None)] * len(WORKS)
