"""Scholar Inbox's formula: a logistic regression of what a reader liked against random papers.

From its paper (arXiv:2504.08385, section 3.1.1 and appendix 6.3): 5,000 random papers as negatives; with n_P liked and
n_R random ones, a liked paper weighs 1 / n_P and a random one S / n_R, times the number of both; S = 5, C = 0.1. V,
which shares weight out between votes down and random papers, has no part where nobody votes down. Title and abstract
are one text, here by TF-IDF of 10,000 terms: of the variants in its table 2 the one with the best nDCG (the embedding
that it runs on needs a model from the network). Liked is what core lists took in.
"""

from __future__ import annotations

import numpy as np

from mainstem.bench.ranking_sanity import LITE_WORD
from mainstem.bench.ranking_seam import Scores, Then
from mainstem.bench.ranking_terms import Terms, stop_words, tfidf

_N_RANDOM, _S, _C = 5000, 5.0, 0.1


class ScholarInbox:
    """Refitted each week."""

    name = "scholar-inbox"

    def __init__(self) -> None:
        self._terms = Terms(LITE_WORD, stop_words(), lambda work: f"{work.title} {work.text}")

    def scores(self, then: Then) -> Scores:
        """Log-odds; all alike before a first paper is liked."""
        listed = {pick.work_id for pick in then.picks if pick.core}
        is_liked = np.array([work.id in listed for work in then.known], bool)
        liked, others = np.flatnonzero(is_liked), np.flatnonzero(~is_liked)
        if not len(liked) or not len(others):
            return np.zeros(len(then.candidates))
        from sklearn.linear_model import LogisticRegression

        rows = tfidf(self._terms.counts(then.known), n_terms=10_000, min_texts=5)
        dice = np.random.default_rng(then.week.toordinal())
        negatives = dice.choice(others, min(_N_RANDOM, len(others)), replace=False)
        chosen = np.concatenate([liked, negatives])
        each = np.concatenate(
            [np.full(len(liked), 1 / len(liked)), np.full(len(negatives), _S / len(negatives))]
        )
        model = LogisticRegression(C=_C, max_iter=1000).fit(
            rows[chosen], is_liked[chosen], each * len(chosen)
        )
        place = {work.id: n for n, work in enumerate(then.known)}
        asked = rows[[place[work.id] for work in then.candidates]]
        return np.asarray(model.decision_function(asked), float)


def method() -> ScholarInbox:
    """The method, with nothing counted yet."""
    return ScholarInbox()
