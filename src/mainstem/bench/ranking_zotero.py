"""zotero-arxiv-daily's formula: how near a new paper is to a library, newer additions counting more.

From its source (github.com/TideDra/zotero-arxiv-daily, ``recommender.py``, today ``reranker/base.py``; the formula, not
the code): the library is sorted by the day a paper was added, newest first; the i-th, counted from 0, weighs
1 / (1 + log10(i + 1)), brought to a sum of 1; a candidate's score is ten times its weighted mean similarity. Here the
library is what core lists took in, and abstracts are compared by TF-IDF in place of a sentence embedding, whose
model would come from the network (and which ranked worse on these papers).
"""

from __future__ import annotations

import numpy as np

from mainstem.bench.ranking_sanity import LITE_WORD
from mainstem.bench.ranking_seam import Scores, Then
from mainstem.bench.ranking_terms import Terms, stop_words, tfidf


class ZoteroArxivDaily:
    """Mean similarity to the library."""

    name = "zotero-arxiv-daily"

    def __init__(self) -> None:
        self._terms = Terms(LITE_WORD, stop_words(), lambda work: work.text or work.title)

    def scores(self, then: Then) -> Scores:
        """Ten times the weighted mean similarity; 0 before a first paper is in the library."""
        rows = tfidf(self._terms.counts(then.known), n_terms=10_000, min_texts=5)
        place = {work.id: n for n, work in enumerate(then.known)}
        added = {
            place[pick.work_id]: pick.at
            for pick in reversed(then.picks)
            if pick.core and pick.work_id in place
        }
        library = sorted(added, key=lambda n: (added[n], n), reverse=True)
        if not library:
            return np.zeros(len(then.candidates))
        weights = 1 / (1 + np.log10(np.arange(len(library)) + 1))
        centre = rows[library].T @ (weights / weights.sum())
        return np.asarray(10 * (rows[[place[work.id] for work in then.candidates]] @ centre), float)


def method() -> ZoteroArxivDaily:
    """The method, with nothing counted yet."""
    return ZoteroArxivDaily()
