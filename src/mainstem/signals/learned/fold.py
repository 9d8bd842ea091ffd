"""Folds what was learned into one rank model: every part is linear, so their sum is one weight a word and block."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mainstem.model import RankModel
from mainstem.signals.learned.authors import key_of
from mainstem.signals.learned.fit import TITLE_PARTS, Fitted, Week
from mainstem.signals.learned.logistic import Line
from mainstem.signals.learned.parts import NAMES
from mainstem.signals.learned.rows import ALL, BLOCKS, TITLES, Ids, Rows

_OF_FIELD = 0.02  # of the new works: about thirty a week on arXiv, more than anybody reads
_NUMBER = re.compile(r"v?\d+|\w")  # and single letters, which versions and names are full of
_MIN_WORKS = 5  # a rarer word is left out of the shipped model
Floats = NDArray[np.float64]


def fold(
    fitted: Fitted, words: Sequence[str], weeks: Sequence[Week], made_on: str, provenance: str
) -> RankModel:
    """One model; ``words`` are those of the learner, ``weeks`` tell what new works usually reach."""
    parts, worth, alone = fitted.parts, fitted.worth, fitted.title_worth
    of_part = dict(zip(NAMES, worth.adds.tolist(), strict=True))
    weights = (
        of_part["words"] * _table(parts.words.ids, parts.words.line, ALL, len(words))
        + of_part["themes"] * _table(parts.themes.ids, parts.themes.line, ALL, len(words))
        + of_part["titles"] * _table(parts.titles.ids, parts.titles.line, TITLES, len(words))
    )
    title = dict(zip(TITLE_PARTS, alone.adds.tolist(), strict=True))
    title_weights = title["titles"] * _table(parts.titles.ids, parts.titles.line, TITLES, len(words))
    rarity = _rarity(parts.rows, len(words))
    kept = _kept(parts.rows, words)
    met = sorted((key_of(name), of_part["authors"] * value) for name, value in parts.authors.items())
    return RankModel(
        made_on=made_on,
        provenance=provenance,
        words=tuple(words[n] for n in kept),
        rarity=rarity[kept].astype(np.float32),
        weights=weights[kept].astype(np.float32),
        base=worth.base + sum(of_part[name] * getattr(parts, name).line.base for name in NAMES[:3]),
        title_weights=title_weights[kept][:, [0, 2]].astype(np.float32),
        title_base=alone.base + title["titles"] * parts.titles.line.base,
        authors=np.array([key for key, _ in met], np.uint64),
        author_odds=np.array([odds for _, odds in met], np.float32),
        middle=_middle(weeks, worth, range(len(NAMES))),
        title_middle=_middle(weeks, alone, [NAMES.index(name) for name in TITLE_PARTS]),
    )


def _table(ids: Ids, line: Line, lengths: dict[str, float], n_words: int) -> Floats:
    """What a word adds to a row whose blocks are of length 1: [word, block]."""
    table = np.zeros((n_words, len(BLOCKS)))
    table[ids // 4, ids % 4] = line.adds
    return np.asarray(table * np.array([lengths.get(block, 0.0) for block in BLOCKS]))


def _rarity(rows: Rows, n_words: int) -> Floats:
    table = np.zeros((n_words, len(BLOCKS)))
    table[rows.ids // 4, rows.ids % 4] = rows.rarity
    return table[:, :2]


def _kept(rows: Rows, words: Sequence[str]) -> Ids:
    """The words that stand in enough works, in the order of the learner; numbers say nothing outside papers."""
    n_works = np.zeros(len(words), np.int64)
    np.maximum.at(n_works, rows.ids // 4, np.bincount(rows.matrix.indices, minlength=len(rows.ids)))
    is_word = np.array([_NUMBER.fullmatch(word) is None for word in words], bool)
    return np.flatnonzero(is_word & (n_works >= _MIN_WORKS))


def _middle(weeks: Sequence[Week], worth: Line, columns: Sequence[int]) -> float:
    ratings = np.vstack([week.ratings for week in weeks])[:, list(columns)]
    return float(np.quantile(worth.of(ratings), 1 - _OF_FIELD))
