"""The classifier's first stage: what terms say, from texts without labels.

A direction is a weight for every term. There is one for each topic's own words, for the papers nearest to them, for
each arXiv category and each public reading list that takes a paper, and those along which texts differ most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.bench.classifier_corpus import Corpus, Text
from mainstem.model import Pack
from mainstem.pipeline.classify_facts import told
from mainstem.pipeline.classify_terms import Terms
from mainstem.text.words import words

MIN_PAPERS, MIN_POSTS = 10, 4  # a term stands in so many papers, or in so many posts and labelled works
MAX_SHARE = 0.3  # and in so many of all texts at most
N_LATENT = 200
N_NEAREST = 40  # papers a topic learns from
CATEGORIES = (
    "cs.LG", "cs.AI", "cs.CL", "cs.CV", "cs.DC", "cs.AR", "cs.CR", "cs.NI", "cs.SE", "cs.PL", "cs.PF", "cs.RO", "cs.IR",
)  # fmt: skip
LISTS = (
    "byungsoo-oh/ml-systems-papers", "horseee/Awesome-Efficient-LLM", "hemingkx/SpeculativeDecodingPapers",
    "October2001/Awesome-KV-Cache-Compression", "xlite-dev/Awesome-LLM-Inference", "xianshang33/llm-paper-daily",
    "dair-ai/ML-Papers-of-the-Week",
)  # fmt: skip
ABOUT_SYSTEMS = (*LISTS[:5], "galeselee/Awesome_LLM_System-PaperList")
STOP = frozenset(
    b"""
    a about above after all also although among an and any are as at be because been before being
    between both but by can could did do does during each either et for from further had has have
    having here how however if in into is it its itself may might more moreover most much must near
    nor not of on only onto or other our out over per same several should since so some such than
    that the their them then there these they this those through thus to too under until up upon us
    was we were what when where whether which while who whose why will with within without would yet
    you your i my me am s t paper
    """.split()
)
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Space:
    """Terms with their rarity, and directions [term, direction] along each of which texts spread by 1."""

    terms: tuple[str, ...]
    idf: Floats
    directions: Floats


def space_of(corpus: Corpus, pack: Pack) -> Space:
    """The space of a corpus; takes about a minute."""
    terms, idf = _terms(corpus, pack)
    counter = Terms(terms, idf)
    papers, posts = _rows(counter, corpus.papers), _rows(counter, corpus.posts)
    titles = counter.rows([paper.title for paper in corpus.papers])
    own_words = _own_words(terms, idf, pack)
    both = sparse.vstack([papers, titles]).tocsr()
    every = sparse.vstack([papers, posts]).tocsr()
    directions = np.hstack(
        [
            own_words,
            _nearest(papers, titles, own_words, definitions(counter, pack)),
            _latent(every),
            *_taken(both, corpus.papers),
        ]
    )
    spread = np.maximum((every @ directions).std(axis=0), 1e-9)
    return Space(tuple(terms), idf, np.asarray(directions / spread, np.float32))


def definitions(counter: Terms, pack: Pack) -> sparse.csr_array:
    """One row a topic: its words and its definition."""
    return counter.rows([" . ".join(topic.words) + " . " + topic.definition for topic in pack.topics])


def _rows(counter: Terms, texts: Iterable[Text]) -> sparse.csr_array:
    return counter.rows([told(each.title, each.text) for each in texts])


# --- the terms --------------------------------------------------------------------------------------


def _terms(corpus: Corpus, pack: Pack) -> tuple[list[str], Floats]:
    """Every term worth counting, and what its rarity weighs."""
    in_papers = _counted(told(paper.title, paper.text) for paper in corpus.papers)
    posts = [told(post.title, post.text) for post in corpus.posts]
    in_posts = _counted([*posts, *(told(row["title"], row["text"]) for row in corpus.labelled)])
    own = {gram for topic in pack.topics for word in topic.words for gram in _grams(word)}
    n_texts = len(corpus.papers) + len(posts) + len(corpus.labelled)
    total = in_papers + in_posts
    known = {gram for gram, n in in_papers.items() if n >= MIN_PAPERS}
    known |= {gram for gram, n in in_posts.items() if n >= MIN_POSTS}
    kept = sorted(gram for gram in known | own if total[gram] < MAX_SHARE * n_texts)
    idf = [np.log((n_texts + 20) / (total[gram] + 5)) for gram in kept]
    return [gram.decode() for gram in kept], np.array(idf, np.float32)


def _counted(texts: Iterable[str]) -> Counter[bytes]:
    """In how many texts each term stands."""
    n_texts: Counter[bytes] = Counter()
    for text in texts:
        n_texts.update(_grams(text))
    return n_texts


def _grams(text: str) -> set[bytes]:
    """The terms in a text: one to three words, none of them a stop word but in the middle of three."""
    found = words(text)
    content = [word not in STOP for word in found]
    grams = {word for word, told in zip(found, content, strict=True) if told}
    grams |= {
        b" ".join(pair) for pair, told in zip(pairwise(found), pairwise(content), strict=True) if all(told)
    }
    triples = zip(found, found[1:], found[2:], strict=False)
    return grams | {
        b" ".join(triple) for triple in triples if triple[0] not in STOP and triple[2] not in STOP
    }


# --- the directions ---------------------------------------------------------------------------------


def _own_words(terms: Sequence[str], idf: Floats, pack: Pack) -> Floats:
    """One direction a topic: its words in the pack; a part of such a word counts less."""
    place = {term: n for n, term in enumerate(terms)}
    weights = np.zeros((len(terms), len(pack.topics)))
    for column, topic in enumerate(pack.topics):
        for word in topic.words:
            whole = b" ".join(words(word)).decode()
            parts = [whole] if whole in place else [gram.decode() for gram in _grams(word)]
            for part in parts:
                if part in place:
                    weights[place[part], column] += idf[place[part]] * (1 if part == whole else 0.3)
    return np.asarray(weights / np.maximum(np.sqrt((weights**2).sum(axis=0)), 1e-9), np.float32)


def _nearest(
    rows: sparse.csr_array, titles: sparse.csr_array, own_words: Floats, said: sparse.csr_array
) -> Floats:
    """One direction a topic, learned from the papers nearest to its words, and from what the pack says of it."""
    from sklearn.linear_model import LogisticRegression

    nearness = rows @ own_words
    best = nearness.argmax(axis=1)
    chosen: list[int] = []
    labels: list[int] = []
    for topic in range(nearness.shape[1]):
        nearest = [n for n in np.argsort(-nearness[:, topic])[:60].tolist() if best[n] == topic][:N_NEAREST]
        chosen += nearest
        labels += [topic] * len(nearest)
    examples = sparse.vstack([rows[chosen], titles[chosen], *[said] * 5])
    truth = np.concatenate([labels, labels, np.tile(np.arange(nearness.shape[1]), 5)])
    fitted: Any = LogisticRegression(C=10, class_weight="balanced", max_iter=200).fit(examples, truth)
    return np.asarray(fitted.coef_.T, np.float32)


def _latent(rows: sparse.csr_array) -> Floats:
    from sklearn.decomposition import TruncatedSVD

    n = min(N_LATENT, min(rows.shape) - 1)
    return np.asarray(TruncatedSVD(n, random_state=0).fit(rows).components_.T, np.float32)


def _taken(both: sparse.csr_array, papers: Sequence[Text]) -> list[Floats]:
    """What tells the papers of systems lists, of each list and of each category from the others."""
    in_systems = np.array([not paper.lists.isdisjoint(ABOUT_SYSTEMS) for paper in papers])
    listed = [np.array([name in paper.lists for paper in papers]) for name in LISTS]
    of_category = [np.array([name in paper.categories for paper in papers]) for name in CATEGORIES]
    return [
        *(_told_apart(both, members, 3.0) for members in (in_systems, *listed)),
        *(_told_apart(both, members, 1.0) for members in of_category),
    ]


def _told_apart(rows: sparse.csr_array, members: NDArray[np.bool_], strength: float) -> Floats:
    """The direction that tells ``members`` from the others; ``rows`` hold each twice (with and without text)."""
    from sklearn.linear_model import LogisticRegression

    if members.all() or not members.any():
        return np.zeros((rows.shape[1], 0), np.float32)
    fitted: Any = LogisticRegression(
        C=strength, class_weight="balanced", max_iter=200, solver="liblinear"
    ).fit(rows, np.tile(members, 2))
    return np.asarray(fitted.coef_.T, np.float32)
