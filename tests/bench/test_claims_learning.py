"""Learning what words say of a claim's kind."""

from __future__ import annotations

from mainstem.bench.claims_learning import learn, left_out
from mainstem.reports.claiming.claim_words import key

_SAID = {
    "superlative": "a marvel beyond every rival",
    "neutral_fact": "the corpus holds books",
    "vague_efficiency": "kernels run swiftly",
}
LABELS = [
    {"report": report, "quote": f"{told} in {report}", "kind": kind, "marketing": kind == "superlative"}
    for report in ("brook", "rill", "beck")
    for kind, told in _SAID.items()
]


def test_it_learns_the_kind_of_words() -> None:
    """Of a sentence that it has not seen."""
    likely = learn(LABELS).likely("a marvel")
    assert "superlative" == max(likely, key=likely.__getitem__)


def test_a_word_of_one_report_is_not_kept() -> None:
    """Two reports at least use what is kept, so no report's own words are."""
    assert not {"brook", "rill", "beck"} & set(learn(LABELS).terms)


def test_a_report_is_judged_by_the_others() -> None:
    """Its own sentences are not among what the model learned from."""
    models = left_out(LABELS)
    assert not any(key(label["quote"]) in models[n].learned for n, label in enumerate(LABELS))
