"""Where works stand on the map: near to those that share their words.

Coordinates are whole numbers from 0 to ``SIDE`` on a square, x to the right and y down: they are kept exactly by any
database, and a map that was laid out is never changed by a work that comes later.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import Rows, Spot

SIDE = 65_535
SEED = 0
N_DIMENSIONS = 64  # of the space in which likeness is measured before it is flattened
_MARGIN = 0.03  # of the side, left free at each border
_PERPLEXITY, _EXAGGERATION = 30.0, 12.0
_N_EARLY, _N_LATE = 250, 500  # openTSNE's own numbers of rounds
_N_NEAR = 15  # works that a new one is placed by
_REACH = 0.03  # of the side: how far works of one crowd are apart
_AT_ONCE = 1000  # new works whose likeness to all is in memory
_SCATTER = 0.004  # of the side: how far works in one spot are spread
_FILLED = 0.3  # share of the square that dots would cover if each kept the others at a distance
_N_PUSHES = 40  # rounds in which dots that are too near push each other away
Spots = NDArray[np.int64]  # [work, 2]


def words(rows: Rows, positions: Sequence[int]) -> tuple[Sequence[str], sparse.csr_array]:
    """The words, and for the works at ``positions`` their TF-IDF rows of length 1: float32 [work, word].

    Who wrote a work and who brought it are left out: the map is of subjects.
    """
    n_words = sum(name.startswith("word:") for name in rows.features)
    matrix = rows.matrix[list(positions)][:, :n_words].tocsr()
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data = matrix.data / np.repeat(np.maximum(length, 1e-9), np.diff(matrix.indptr)).astype(np.float32)
    return [name.removeprefix("word:") for name in rows.features[:n_words]], matrix


def as_array(spots: Sequence[Spot]) -> Spots:
    """Where these works stand: [work, 2]."""
    return np.array([(one.x, one.y) for one in spots], np.int64).reshape(-1, 2)


def at_once(matrix: sparse.csr_array) -> Spots:
    """The two directions in which the works differ most: a picture in well under a second, and a rough one."""
    return _on_square(_evened(_directions(matrix, 3)[:, -2:]))


def by_neighbours(matrix: sparse.csr_array, start: Spots | None = None) -> Spots:
    """t-SNE over the works' main directions, from ``start`` so that the picture keeps its sides.

    Takes a few seconds a thousand works, and raises ModuleNotFoundError where openTSNE is not installed.
    """
    from openTSNE import TSNEEmbedding, affinity, initialization

    space = _directions(matrix, N_DIMENSIONS)
    space /= np.maximum(np.linalg.norm(space, axis=1, keepdims=True), 1e-9)
    near = affinity.PerplexityBasedNN(
        space, perplexity=min(_PERPLEXITY, (len(space) - 1) / 3), metric="cosine", random_state=SEED
    )
    first = (at_once(matrix) if start is None else start).astype(np.float64)
    made = TSNEEmbedding(initialization.rescale(first - first.mean(axis=0)), near, random_state=SEED)
    made = made.optimize(_N_EARLY, exaggeration=_EXAGGERATION, momentum=0.5)
    return _on_square(np.asarray(made.optimize(_N_LATE, momentum=0.8)))


def placed(new: sparse.csr_array, there: sparse.csr_array, spots: Spots, keys: Sequence[str]) -> Spots:
    """Spots for new works (``keys`` names them) among those that stand and do not move.

    Each in the crowd of the works that share most of its words; one that shares words with
    none stands in the middle. Two alike do not cover each other: the key says where around the spot.
    """
    found = [_between(new[n : n + _AT_ONCE], there, spots) for n in range(0, new.shape[0], _AT_ONCE)]
    around = np.array([_scatter(key) for key in keys]).reshape(-1, 2)
    return _whole(np.concatenate([np.empty((0, 2)), *found]) + around)


def _between(new: sparse.csr_array, there: sparse.csr_array, spots: Spots) -> NDArray[np.float64]:
    """Of the places where the likest works stand, that with the most of them around it; never between two crowds."""
    shared = np.asarray((new @ there.T).todense(), np.float64)
    n_near = min(_N_NEAR, there.shape[0])
    near = np.argpartition(-shared, n_near - 1, axis=1)[:, :n_near]
    weight = np.take_along_axis(shared, near, axis=1) ** 2
    where = spots[near].astype(np.float64)  # [new, near, 2]
    apart = ((where[:, :, None] - where[:, None]) ** 2).sum(axis=3)
    together = np.exp(-apart / (2 * (SIDE * _REACH) ** 2))
    chosen = np.argmax((together * weight[:, None]).sum(axis=2) * weight, axis=1)
    around = np.take_along_axis(together, chosen[:, None, None], axis=1)[:, 0] * weight
    total = around.sum(axis=1, keepdims=True)
    mean = (around[:, :, None] * where).sum(axis=1) / np.maximum(total, 1e-12)
    return np.where(total > 0, mean, SIDE / 2)


def _scatter(key: str) -> tuple[float, float]:
    digest = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
    angle, reach = (digest >> 32) / 2**32 * 2 * np.pi, (digest & 0xFFFFFFFF) / 2**32
    radius = SIDE * _SCATTER * np.sqrt(reach)
    return radius * float(np.cos(angle)), radius * float(np.sin(angle))


def _directions(matrix: sparse.csr_array, n: int) -> NDArray[np.float64]:
    from sklearn.utils.extmath import randomized_svd

    n = min(n, *matrix.shape)
    left, strength, _ = randomized_svd(matrix, n, n_iter=4, random_state=SEED)
    return np.asarray(left * strength, np.float64)


def _evened(flat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Halfway between values and ranks, so that a crowd in the middle comes apart."""
    ranks = np.argsort(np.argsort(flat, axis=0, kind="stable"), axis=0, kind="stable") / max(len(flat) - 1, 1)
    reach = np.ptp(flat, axis=0)
    return np.asarray(ranks + (flat - flat.min(axis=0)) / np.where(reach > 0, reach, 1))


def _on_square(flat: NDArray[np.float64]) -> Spots:
    """From border to border, dots that cover each other pushed apart: crowds stay crowds, and each work is seen."""
    if len(flat) == 0:
        return np.empty((0, 2), np.int64)
    return _whole(_stretched(_pushed_apart(_stretched(flat))))


def _stretched(flat: NDArray[np.float64]) -> NDArray[np.float64]:
    low, reach = flat.min(axis=0), np.ptp(flat, axis=0)
    share = np.where(reach > 0, (flat - low) / np.where(reach > 0, reach, 1), 0.5)
    return np.asarray(SIDE * (_MARGIN + (1 - 2 * _MARGIN) * share))


def _pushed_apart(flat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Two that are nearer than a dot's share of the square each give way by half of what is missing."""
    from scipy.spatial import cKDTree

    apart = SIDE * float(np.sqrt(_FILLED / len(flat)))
    dice = np.random.default_rng(SEED)
    moved = flat + dice.uniform(-1, 1, flat.shape)  # two on one spot would have no way to go
    for _ in range(_N_PUSHES):
        pairs = cKDTree(moved).query_pairs(apart, output_type="ndarray")
        if len(pairs) == 0:
            break
        one, other = pairs[:, 0], pairs[:, 1]
        between = moved[one] - moved[other]
        length = np.maximum(np.linalg.norm(between, axis=1, keepdims=True), 1e-9)
        push = between / length * (apart - length) * 0.25
        for axis in (0, 1):
            moved[:, axis] += np.bincount(one, push[:, axis], len(moved))
            moved[:, axis] -= np.bincount(other, push[:, axis], len(moved))
    return np.asarray(moved)


def _whole(flat: NDArray[np.float64]) -> Spots:
    return np.asarray(np.clip(np.rint(flat), 0, SIDE), np.int64)
