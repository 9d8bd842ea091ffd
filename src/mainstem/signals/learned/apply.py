"""What a rank model says of works: log-odds, and what each word, category, fact and author adds to them.

10,000 abstracts take about a second. A work without a text is rated by its title alone, with the weights made for
that; an author never met adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import RankModel, Work
from mainstem.signals.learned.authors import key_of, name_of
from mainstem.signals.learned.counts import FACTS, Fixed, counted, facts, text_of
from mainstem.signals.learned.rows import name_key, unit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of some works say: ``added`` sums to the log-odds less the base."""

    words: tuple[str, ...]
    added: sparse.csr_array  # float32 [work, word]: what each word, category and fact adds
    odds: Floats  # [work], without authors
    lifts: Floats  # [work]: log-odds against the middle, from which a work is of the field, on the scale of papers


def told(model: RankModel, works: Sequence[Work]) -> Told:
    """What title, text, categories and facts of each work say."""
    title, text, categories, of_facts = _blocks(model, works)
    has_text = np.array([bool(work.text) for work in works], bool)
    with_text = _weighed([title, text, categories, of_facts], model.weights)
    alone = _weighed([title, categories], model.title_weights)
    added = sparse.csr_array(_only(with_text, has_text) + _only(alone, ~has_text))
    odds = np.asarray(added.sum(axis=1), np.float64) + np.where(has_text, model.base, model.title_base)
    of_paper = [(1.0, model.middle if has else model.title_middle) for has in has_text.tolist()]
    scales = [model.kinds.get(work.kind, paper) for work, paper in zip(works, of_paper, strict=True)]
    scale, middle = np.array(scales, np.float64).reshape(-1, 2).T
    return Told(model.words, added, odds, scale * (odds - middle))


def authors_met(model: RankModel, works: Sequence[Work]) -> list[tuple[str, float]]:
    """For each work the author who adds most, and how much; ("", 0) where none was met."""
    known = dict(zip(model.authors.tolist(), model.author_odds.tolist(), strict=True))
    found = []
    for work in works:
        each = [(known.get(key_of(name_of(author)), 0.0), author) for author in work.authors]
        odds, author = max(each, key=lambda pair: pair[0], default=(0.0, ""))
        found.append((author, odds) if odds else ("", 0.0))
    return found


def _blocks(model: RankModel, works: Sequence[Work]) -> list[sparse.csr_array]:
    """Rows of length 1 for titles, texts, categories and facts: each [work, word]."""
    columns, n = Fixed(model.words), len(model.words)
    titles = counted([work.title for work in works], columns)
    texts = counted([text_of(work) for work in works], columns)
    places = {word: column for column, word in enumerate(model.words) if word.startswith(".")}
    named = [[name_key(c).decode() for c in work.extra.get("categories", ())] for work in works]
    seen = [[name_key(f).decode() for f, has in zip(FACTS, row, strict=True) if has] for row in facts(works)]
    return [
        _rare(titles, model.rarity[:, 0]),
        _rare(texts, model.rarity[:, 1]),
        _named(named, places, n),
        _named(seen, places, n),
    ]


def _rare(counts: sparse.csr_array, rarity: NDArray[np.float32]) -> sparse.csr_array:
    n = len(rarity)
    data = (1 + np.log(counts.data)) * np.append(rarity, np.float32(0))[counts.indices]
    wide = sparse.csr_array((data, counts.indices, counts.indptr), (counts.shape[0], n + 1))
    return unit(sparse.csr_array(wide[:, :n]), 1.0)


def _named(names: Sequence[Sequence[str]], places: dict[str, int], n: int) -> sparse.csr_array:
    found = [[places[name] for name in each if name in places] for each in names]
    columns = np.array([column for each in found for column in each], np.int32)
    rows = np.repeat(np.arange(len(names)), [len(each) for each in found])
    return unit(sparse.csr_array((np.ones(len(rows), np.float32), (rows, columns)), (len(names), n)), 1.0)


def _weighed(blocks: Sequence[sparse.csr_array], weights: NDArray[np.float32]) -> sparse.csr_array:
    each = [
        sparse.csr_array((b.data * weights[b.indices, n], b.indices, b.indptr), b.shape)
        for n, b in enumerate(blocks)
    ]
    total = each[0]
    for other in each[1:]:
        total = total + other
    return sparse.csr_array(total)


def _only(rows: sparse.csr_array, chosen: NDArray[np.bool_]) -> sparse.csr_array:
    """The chosen rows; the others empty."""
    kept = np.repeat(chosen, np.diff(rows.indptr))
    lengths = np.where(chosen, np.diff(rows.indptr), 0)
    return sparse.csr_array(
        (rows.data[kept], rows.indices[kept], np.concatenate([[0], np.cumsum(lengths)])), rows.shape
    )
