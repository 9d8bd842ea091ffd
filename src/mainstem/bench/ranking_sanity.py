"""arxiv-sanity-lite and arxiv-sanity-x: TF-IDF and a linear support vector machine, fitted anew each week.

All tagged papers against all others, classes balanced; every paper is ranked by its distance to the boundary. Here the
tag is what core lists took in. Title, abstract and authors are one text. From their sources:

- github.com/karpathy/arxiv-sanity-lite, ``compute.py`` and ``serve.py`` (MIT): 10,000 words and pairs of words in at
  least 5 papers, C = 0.1
- github.com/xihuai18/arxiv-sanity-x at 5eaaefb, ``tools/compute.py`` and ``config/settings.py``: 100,000 terms in at
  least 10 papers, words may hold hyphens and be one letter long, C = 0.02; without the embedding that it can add
  from a model server

Both are solved in the primal form: the optimum is the same and is found sooner.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mainstem.bench.ranking_seam import Scores, Then
from mainstem.bench.ranking_terms import Terms, one_text, stop_words, tfidf

LITE_WORD = r"\b[a-z_][a-z0-9_]+\b"
_X_WORD = r"\b[a-z][a-z0-9_\-]*[a-z0-9]\b|\b[a-z]\b|\b[a-z]+\-[a-z]+\b"


@dataclass(frozen=True, slots=True)
class ArxivSanity:
    """One of the two, by its numbers."""

    name: str
    terms: Terms
    n_terms: int
    min_texts: int
    c: float

    def scores(self, then: Then) -> Scores:
        """Distances to the boundary; all alike before a first paper is tagged."""
        rows = tfidf(self.terms.counts(then.known), n_terms=self.n_terms, min_texts=self.min_texts)
        listed = {pick.work_id for pick in then.picks if pick.core}
        tagged = np.array([work.id in listed for work in then.known], bool)
        if tagged.all() or not tagged.any():
            return np.zeros(len(then.candidates))
        from sklearn.svm import LinearSVC

        machine = LinearSVC(class_weight="balanced", C=self.c, dual=False, max_iter=10_000).fit(rows, tagged)
        distances = np.asarray(machine.decision_function(rows), float)
        place = {work.id: n for n, work in enumerate(then.known)}
        return distances[[place[work.id] for work in then.candidates]]


def lite() -> ArxivSanity:
    """arxiv-sanity-lite, with nothing counted yet."""
    terms = Terms(LITE_WORD, stop_words(), one_text)
    return ArxivSanity("arxiv-sanity-lite", terms, n_terms=10_000, min_texts=5, c=0.1)


def x() -> ArxivSanity:
    """arxiv-sanity-x, with nothing counted yet."""
    terms = Terms(_X_WORD, stop_words(), one_text)
    return ArxivSanity("arxiv-sanity-x", terms, n_terms=100_000, min_texts=10, c=0.02)
