"""Trains the classifier that the pack llm-systems ships, and writes it beside the pack's other files.

    python scripts/train_classifier.py [--dry]

It learns in two stages from four things, none of which is the labelled file in ../shared/evals/classification,
so that this file stays a test:

1. From 55,000 abstracts (../shared/evals/ranking) it learns what terms say: a latent space, which categories and
   which public reading lists take a paper, and which papers are nearest to each topic's own words.
2. From our own labels (scripts/classifier_labels*.jsonl; titles and links of public items) it learns relevance, axis
   and topic in that space, together with the facts of the record. Topics' definitions count as one example each.

Both stages are linear, so they fold into one matrix of terms by outputs, and no text is kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression

from mainstem import packs
from mainstem.bench import rows as files
from mainstem.bench.classification import PACK, work_of
from mainstem.model import Classifier, Pack
from mainstem.packs import classifier
from mainstem.pipeline.classify import RELEVANCES
from mainstem.pipeline.classify_facts import Places, facts
from mainstem.pipeline.classify_terms import MAX_CHARS, Terms
from mainstem.text.words import words

HERE = Path(__file__).parent
LABELS = (HERE / "classifier_labels.jsonl", HERE / "classifier_labels_more.jsonl")
SHARED = HERE.parent.parent / "shared" / "evals"

SYSTEMS = {"cs.DC", "cs.AR", "cs.PF", "cs.OS", "cs.NI", "cs.PL"}
ONE_IN = 4  # of the other categories' papers that no list took
MIN_TEXTS, MAX_SHARE = 10, 0.3  # a term stands in so many texts at least, and in so many of them at most
N_TERMS = 20_000  # kept in the end: those with the largest weights
N_LATENT = 100
N_NEAREST = 40  # papers a topic learns from in the first stage
CATEGORIES = (
    "cs.LG", "cs.AI", "cs.CL", "cs.CV", "cs.DC", "cs.AR", "cs.CR", "cs.NI", "cs.SE", "cs.PL", "cs.PF", "cs.RO", "cs.IR",
)  # fmt: skip
LISTS = (
    "byungsoo-oh/ml-systems-papers", "horseee/Awesome-Efficient-LLM", "hemingkx/SpeculativeDecodingPapers",
    "October2001/Awesome-KV-Cache-Compression", "xlite-dev/Awesome-LLM-Inference", "xianshang33/llm-paper-daily",
    "dair-ai/ML-Papers-of-the-Week",
)  # fmt: skip
ABOUT_SYSTEMS = (*LISTS[:5], "galeselee/Awesome_LLM_System-PaperList")
MIN_FACTS = 4  # examples that a fact needs to count
MAX_SCALE = 6.0  # of a rare fact
STRENGTH = 0.05  # inverse of L2
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


@dataclass(frozen=True)
class Paper:
    """An unlabelled abstract."""

    title: str
    abstract: str
    categories: frozenset[str]
    lists: frozenset[str]


def main() -> None:
    """Trains and writes, or with --dry only tells the sizes."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--dry", action="store_true", help="write nothing")
    dry = asked.parse_args().dry
    pack = packs.load(packs.find(PACK), lambda _: None)
    made = trained(pack, [row for file in LABELS for row in files.read(file)])
    print(f"{len(made.terms)} terms, {len(made.facts)} facts, {len(made.outputs)} outputs")
    if not dry:
        path = classifier.write(packs.find(PACK), made)
        print(f"{path}: {path.stat().st_size:,} bytes")


def trained(pack: Pack, labelled: list[files.Row]) -> Classifier:
    """The classifier that our labels and the abstracts make."""
    abstracts, papers = _read_papers({row["url"].rpartition("/")[2] for row in labelled})
    labelled = [
        {**row, "text": row.get("text") or abstracts.get(row["url"].rpartition("/")[2], "")}
        for row in labelled
    ]
    terms, idf = _terms(papers, pack)
    counter = Terms(terms, idf)
    space = _space(counter, terms, idf, papers, pack)
    return _learned(pack, labelled, counter, terms, idf, space)


# --- what there is to read ------------------------------------------------------------------------


def _read_papers(labelled: set[str]) -> tuple[dict[str, str], list[Paper]]:
    """Abstracts of our labelled papers by id, and the papers of the first stage."""
    listed: dict[str, set[str]] = {}
    for row in _lines(SHARED / "ranking" / "labels.jsonl.gz"):
        listed.setdefault(row["id"], set()).add(row["list"])
    test = {
        str(row["url"]).rpartition("/")[2]
        for row in files.read(SHARED / "classification" / "classification.jsonl")
    }
    abstracts, papers = {}, []
    for n, row in enumerate(_lines(SHARED / "ranking" / "papers.jsonl.gz")):
        if row["id"] in labelled:
            abstracts[row["id"]] = row["abstract"]
        taken = row["id"] in listed or SYSTEMS & set(row["categories"]) or n % ONE_IN == 0
        if taken and row["id"] not in test:
            lists = frozenset(listed.get(row["id"], ()))
            papers.append(Paper(row["title"], row["abstract"], frozenset(row["categories"]), lists))
    return abstracts, papers


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


# --- the terms ------------------------------------------------------------------------------------


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


def _terms(papers: list[Paper], pack: Pack) -> tuple[list[str], Floats]:
    """Every term worth counting, and what its rarity weighs."""
    n_texts: Counter[bytes] = Counter()
    for paper in papers:
        n_texts.update(_grams(paper.title) | _grams(paper.abstract[:MAX_CHARS]))
    own = {gram for topic in pack.topics for word in topic.words for gram in _grams(word)}
    common = {gram for gram, n in n_texts.items() if MIN_TEXTS <= n < MAX_SHARE * len(papers)}
    kept = sorted(common | own)
    idf = [np.log((len(papers) + 20) / (n_texts[gram] + 5)) for gram in kept]
    return [gram.decode() for gram in kept], np.array(idf, np.float32)


# --- stage one: what terms say --------------------------------------------------------------------


def _space(counter: Terms, terms: list[str], idf: Floats, papers: list[Paper], pack: Pack) -> Floats:
    """Directions [term, direction], each scaled so that papers spread by 1 along it."""
    rows = counter.rows([paper.title for paper in papers], [paper.abstract for paper in papers])
    titles = counter.rows([paper.title for paper in papers], [""] * len(papers))
    both = sparse.vstack([rows, titles]).tocsr()
    own_words = _own_words(terms, idf, pack)
    found = [own_words, _topics(rows, titles, own_words, counter, pack)]
    found.append(TruncatedSVD(N_LATENT, random_state=0).fit(rows).components_.T)
    systems = np.array([not paper.lists.isdisjoint(ABOUT_SYSTEMS) for paper in papers])
    found.append(_told_apart(both, systems, 3.0))
    found += [_told_apart(both, np.array([name in paper.lists for paper in papers]), 3.0) for name in LISTS]
    found += [
        _told_apart(both, np.array([name in paper.categories for paper in papers]), 1.0)
        for name in CATEGORIES
    ]
    space = np.hstack(found)
    return np.asarray(space / (rows @ space).std(axis=0), np.float32)


def _own_words(terms: list[str], idf: Floats, pack: Pack) -> Floats:
    """One direction a topic: its words in the pack."""
    place = {term: n for n, term in enumerate(terms)}
    weights = np.zeros((len(terms), len(pack.topics)))
    for column, topic in enumerate(pack.topics):
        for word in topic.words:
            whole = b" ".join(words(word)).decode()
            parts = [whole] if whole in place else [gram.decode() for gram in _grams(word)]
            for part in parts:
                if part in place:
                    weights[place[part], column] += idf[place[part]] * (1 if part == whole else 0.3)
    return np.asarray(weights / np.sqrt((weights**2).sum(axis=0)), np.float32)


def _topics(
    rows: sparse.csr_array, titles: sparse.csr_array, own_words: Floats, counter: Terms, pack: Pack
) -> Floats:
    """One direction a topic, learned from the papers nearest to its words."""
    nearness = rows @ own_words
    best = nearness.argmax(axis=1)
    chosen, labels = [], []
    for topic in range(len(pack.topics)):
        nearest = [n for n in np.argsort(-nearness[:, topic])[:60] if best[n] == topic][:N_NEAREST]
        chosen += nearest
        labels += [topic] * len(nearest)
    said = _definitions(counter, pack)
    examples = sparse.vstack([rows[chosen], titles[chosen], *[said] * 5])
    truth = np.concatenate([labels, labels, np.tile(np.arange(len(pack.topics)), 5)])
    fitted: Any = LogisticRegression(C=10, class_weight="balanced", max_iter=200).fit(examples, truth)
    return np.asarray(fitted.coef_.T, np.float32)


def _definitions(counter: Terms, pack: Pack) -> sparse.csr_array:
    told = [" . ".join(topic.words) + " . " + topic.definition for topic in pack.topics]
    return counter.rows([""] * len(told), told)


def _told_apart(rows: sparse.csr_array, members: NDArray[np.bool_], strength: float) -> Floats:
    """The direction that tells ``members`` from the others; ``rows`` hold each twice (with and without text)."""
    fitted: Any = LogisticRegression(
        C=strength, class_weight="balanced", max_iter=200, solver="liblinear"
    ).fit(rows, np.tile(members, 2))
    return np.asarray(fitted.coef_.T, np.float32)


# --- stage two: what our labels say ---------------------------------------------------------------


def _learned(
    pack: Pack, labelled: list[files.Row], counter: Terms, terms: list[str], idf: Floats, space: Floats
) -> Classifier:
    works = [work_of(row) for row in labelled]
    rows = counter.rows([work.title for work in works], [work.text for work in works])
    places = Places(pack)
    told = [facts(work, places.of(work)) for work in works]
    n_each = Counter(name for each in told for name in set(each))
    names = sorted(name for name, n in n_each.items() if n >= MIN_FACTS)
    known = np.array([[name in each for name in names] for each in told], np.float32)
    scale = np.minimum(1 / known.std(axis=0).clip(1e-6), MAX_SCALE)
    seen = rows @ space
    middle, spread = seen.mean(axis=0), seen.std(axis=0)
    examples = np.hstack([(seen - middle) / spread, known * scale])
    definitions = (_definitions(counter, pack) @ space - middle) / spread
    heads = _heads(
        pack, labelled, examples, np.hstack([definitions, np.zeros((len(definitions), len(names)))])
    )
    weights = np.vstack([head.coef_ for head in heads]).T
    in_space = weights[: space.shape[1]] / spread[:, None]
    term_weights = space @ in_space
    kept = np.sort(np.argsort(-np.abs(term_weights * idf[:, None]).max(axis=1), kind="stable")[:N_TERMS])
    return Classifier(
        made_on=date.today().isoformat(),  # noqa: DTZ011 - the maintainer's own day
        provenance=f"{len(labelled)} labels of our own; terms from arXiv abstracts, their categories and public lists",
        outputs=tuple(name for head in heads for name in head.classes_),
        terms=tuple(terms[n] for n in kept),
        idf=idf[kept],
        term_weights=np.asarray(term_weights[kept], np.float32),
        facts=tuple(names),
        fact_weights=np.asarray(weights[space.shape[1] :] * scale[:, None], np.float32),
        bias=np.asarray(np.concatenate([head.intercept_ for head in heads]) - middle @ in_space, np.float32),
    )


class _Ordered:
    """A fitted model with its classes in our order."""

    def __init__(self, fitted: Any, classes: list[str]) -> None:
        order = [list(fitted.classes_).index(name) for name in classes]
        self.classes_ = classes
        self.coef_, self.intercept_ = fitted.coef_[order], fitted.intercept_[order]


def _heads(pack: Pack, labelled: list[files.Row], examples: Floats, definitions: Floats) -> list[_Ordered]:
    """Relevance, axis and topic."""
    labels = [row["labels"] for row in labelled]
    relevance: Any = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500)
    relevance.fit(examples, [label["relevance"] for label in labels])
    has_topic = np.array([bool(label["topic"]) for label in labels])
    of_topic = np.vstack([examples[has_topic], definitions])
    topics = [label["topic"] for label in labels if label["topic"]] + [topic.id for topic in pack.topics]
    axis: Any = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500)
    axis.fit(of_topic, [topic.partition("/")[0] for topic in topics])
    topic: Any = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500).fit(of_topic, topics)
    axes = list(dict.fromkeys(topic.axis for topic in pack.topics))
    return [
        _Ordered(relevance, list(RELEVANCES)),
        _Ordered(axis, axes),
        _Ordered(topic, [each.id for each in pack.topics]),
    ]


if __name__ == "__main__":
    main()
