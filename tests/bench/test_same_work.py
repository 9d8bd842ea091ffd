"""The measure of one work."""

from __future__ import annotations

from typing import Any

from mainstem.bench import same_work

PAPER = {
    "source": "arxiv",
    "id": "arxiv:2401.09670",
    "title": "DistServe: Disaggregating Prefill",
    "year": 2024,
}
LISTED = {"source": "curated-list", "id": None, "title": "Serving in two phases"}


def _row(**changes: Any) -> dict[str, Any]:
    return {"a": LISTED, "b": PAPER, "same": True, "relation": "version-of", "evidence": "", **changes}


def _same(row: dict[str, Any]) -> dict[str, bool]:
    (answer,) = same_work.predict([row])
    return {view: answer[view]["same"] for view in ("full", "records_only", "text_only")}


def test_a_link_counts_only_with_all_evidence() -> None:
    """Without the sentence of evidence there is no link; from text alone there is no id either."""
    row = _row(
        a={**LISTED, "title": "Serving with disaggregated prefill"},
        evidence="links this title to arXiv 2401.09670",
    )
    assert {"full": True, "records_only": False, "text_only": False} == _same(row)


def test_equal_ids_count_unless_there_is_text_alone() -> None:
    """A record of the same arXiv id is the same paper under whatever title."""
    row = _row(a={"source": "hf-papers", "id": "arxiv:2401.09670", "title": "Two phases"})
    assert {"full": True, "records_only": True, "text_only": False} == _same(row)


def test_labels_are_not_looked_at() -> None:
    """The answers are the same without labels."""
    row = _row()
    bare = {"a": row["a"], "b": row["b"]}
    assert same_work.predict([row])[0]["full"] == same_work.predict([bare])[0]["full"]


def test_the_labellers_judgement_is_not_read() -> None:
    """Words that tell the answer change nothing."""
    told = [_row(evidence=words) for words in ("", "distinct works, do not merge", "certainly the same work")]
    assert 1 == len({same_work.predict([row])[0]["full"]["why"] for row in told})


def test_precision_recall_and_what_was_wrongly_merged() -> None:
    """Counted over the pairs that were called one."""
    rows = [_row(), _row(), _row(same=False, relation="successor-of")]
    yes, no = (
        {view: {"same": one} for view in ("full", "records_only", "text_only")} for one in (True, False)
    )
    result = same_work.score(rows, [yes, no, yes])
    assert (0.5, 0.5, 0.5) == (result["precision"], result["recall"], result["text_only"]["f1"])
    assert {"successor-of": 1} == result["merged"]
