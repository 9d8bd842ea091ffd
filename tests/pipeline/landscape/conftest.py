"""Works of three made-up subjects, as rows of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import sparse

from mainstem.model import Rows

N_EACH, N_OWN, N_WORDS = 60, 15, 45
WORDS = [
    f"{subject} {n}" if n % 2 else f"{subject}{n}" for subject in ("kv", "moe", "rl") for n in range(N_OWN)
]


@pytest.fixture
def subjects() -> list[int]:
    """The subject of each of 180 works, mixed."""
    return [n % 3 for n in range(3 * N_EACH)]


@pytest.fixture
def rows(subjects: Sequence[int]) -> Rows:
    """Each work holds three words of its subject; one author wrote them all."""
    dice = np.random.default_rng(7)
    dense = np.zeros((len(subjects), N_WORDS))
    for n, subject in enumerate(subjects):
        dense[n, subject * N_OWN + dice.choice(N_OWN, 3, replace=False)] = dice.random(3) + 0.5
    author = np.full((len(subjects), 1), 9.0)
    matrix = sparse.csr_array(np.hstack([dense, author]).astype(np.float32))
    return Rows((*(f"word:{word}" for word in WORDS), "author:A. Author"), matrix)
