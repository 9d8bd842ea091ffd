"""Where works stand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import sparse

from mainstem.model import Rows, Spot
from mainstem.pipeline.landscape.layout import SIDE, Spots, as_array, at_once, by_neighbours, placed, words
from tests.pipeline.landscape.conftest import N_EACH, N_WORDS, WORDS


def _share_of_like(spots: Spots, subjects: list[int]) -> float:
    """Of the works next to each work, the share that is of its subject."""
    told = np.array(subjects)
    apart = ((spots[:, None] - spots[None]) ** 2).sum(axis=2).astype(float)
    np.fill_diagonal(apart, np.inf)
    return float((told[apart.argmin(axis=1)] == told).mean())


def test_only_words_count(rows: Rows) -> None:
    """Who wrote it is left out, and each row has length 1."""
    found, matrix = words(rows, range(5))
    assert (WORDS, (5, N_WORDS)) == (list(found), matrix.shape)
    assert np.allclose(1, np.sqrt(matrix.multiply(matrix).sum(axis=1)), atol=1e-5)


@pytest.mark.parametrize("lay_out", [at_once, by_neighbours])
def test_works_of_one_subject_stand_together(
    rows: Rows, subjects: list[int], lay_out: Callable[[sparse.csr_array], Spots]
) -> None:
    """On the square, and the same every time."""
    _, matrix = words(rows, range(len(subjects)))
    spots = lay_out(matrix)
    assert (spots >= 0).all()
    assert (spots <= SIDE).all()
    assert _share_of_like(spots, subjects) > 0.9
    assert spots.tobytes() == lay_out(matrix).tobytes()


def test_new_works_stand_among_their_own(rows: Rows, subjects: list[int]) -> None:
    """Beside works of their subject, and two with the same words not on one spot."""
    _, matrix = words(rows, range(len(subjects)))
    n = 2 * N_EACH
    spots = at_once(matrix[:n])
    found = placed(matrix[n:], matrix[:n], spots, [f"web:{k}" for k in range(len(subjects) - n)])
    assert _share_of_like(np.concatenate([spots, found]), subjects) > 0.85
    twins = placed(matrix[[n, n]], matrix[:n], spots, ["web:a", "web:b"])
    assert twins[0].tolist() != twins[1].tolist()


def test_a_work_without_words_stands_in_the_middle(rows: Rows) -> None:
    """It is like none."""
    _, matrix = words(rows, range(10))
    [found] = placed(sparse.csr_array((1, N_WORDS)), matrix, at_once(matrix), ["web:x"])
    assert np.abs(found - SIDE / 2).max() < SIDE * 0.01


def test_nothing_is_laid_out_of_nothing() -> None:
    """No works, no spots."""
    assert (0, 2) == as_array([]).shape
    assert [[1, 2]] == as_array([Spot("web:a", 1, 2)]).tolist()
