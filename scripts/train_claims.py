"""Trains what words say of a claim's kind, and writes it beside the code that reads it.

    python scripts/train_claims.py [--dry] FOLDER...

A folder holds ``claims.jsonl`` in the format of ../shared/evals/reports, which is read if none is named.
Words and pairs of words are kept that two reports use, and their weights; no sentence.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from mainstem.bench import rows as files
from mainstem.bench.claims_learning import learn, left_out
from mainstem.bench.reports import CLAIM_FIELDS, score_claims
from mainstem.reports.claiming import claim_words

CHECKOUT = Path(__file__).parents[1]
SHARED = CHECKOUT.parent / "shared" / "evals" / "reports"
PLACE = CHECKOUT / "src" / "mainstem" / "reports" / "claiming" / claim_words.FILE


def main() -> None:
    """Trains and writes, or with --dry only tells the figures with each report left out."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("folders", nargs="*", type=Path, default=[SHARED], help="with claims.jsonl")
    asked.add_argument("--dry", action="store_true", help="write nothing, measure")
    given = asked.parse_args()
    labels = [row for folder in given.folders for row in files.read(folder / "claims.jsonl", CLAIM_FIELDS)]
    if given.dry:
        print(score_claims(labels, left_out(labels)))
        return
    made = learn(labels)
    claim_words.write(PLACE, made)
    print(f"{len(made.terms)} terms, {made.provenance}; {PLACE.name}: {PLACE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
