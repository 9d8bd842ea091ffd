"""Trains the classifier that the pack llm-systems ships, and writes it beside the pack's other files.

    python scripts/train_classifier.py [--without-shared] [--dry]

It learns from our own labels (scripts/classifier_labels*.jsonl) and from those beside the checkout
(../shared/evals/classification), by the code that `mainstem bench classification --cross-validate` measures. No text
is kept: terms, their weights, and hashes of the works that were learned from.
"""

from __future__ import annotations

import argparse

from mainstem import packs
from mainstem.bench import classifier_corpus
from mainstem.bench import rows as files
from mainstem.bench.classification import FILE_WEIGHT, PACK
from mainstem.bench.classifier_learning import Labelled, learn
from mainstem.bench.classifier_space import space_of
from mainstem.packs import classifier

OWN_TEST = classifier_corpus.CHECKOUT / "evals" / "data" / "classification.jsonl"  # never learned from
SHARED = classifier_corpus.CHECKOUT.parent / "shared" / "evals" / "classification" / "classification.jsonl"


def main() -> None:
    """Trains and writes, or with --dry only tells the sizes."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--without-shared", action="store_true", help="learn from our own labels alone")
    asked.add_argument("--dry", action="store_true", help="write nothing")
    given = asked.parse_args()
    pack = packs.load(packs.find(PACK), lambda _: None)
    shared = files.read(SHARED)
    corpus = classifier_corpus.read([*shared, *files.read(OWN_TEST)])  # theirs stand for ours of one work
    labelled = [Labelled(row) for row in corpus.labelled]
    provenance = f"{len(labelled)} labels of our own"
    if not given.without_shared:
        labelled += [Labelled(row, FILE_WEIGHT) for row in shared]
        provenance += f" and {len(shared)} of the shared evaluation set"
    provenance += f"; what terms say from {len(corpus.papers)} abstracts and {len(corpus.posts)} posts"
    made = learn(pack, labelled, space_of(corpus, pack), provenance)
    print(f"{len(made.terms)} terms, {len(made.facts)} facts, {len(made.outputs)} outputs; {provenance}")
    if not given.dry:
        path = classifier.write(packs.find(PACK), made)
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
