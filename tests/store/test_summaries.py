"""What language models wrote about works."""

from __future__ import annotations

from dataclasses import replace

from mainstem.model import Summary
from mainstem.store import Store
from tests.store.fakes import DAY, NOON

FIRST = Summary("arxiv:1", "brook-7b", "It is fast.", NOON, "ab12", 500, 50, 0.0014)


def test_one_text_a_work_and_model_is_kept(kept: Store) -> None:
    """The newest first, found by any key of the work; what is unknown stays unknown."""
    other = Summary("web:a", "lake-70b", "It is slow.", NOON + DAY, "ab12")
    later = replace(FIRST, text="It is very fast.", at=NOON + 2 * DAY)
    for one in (FIRST, other, later, replace(FIRST, work_id="arxiv:2")):
        kept.summaries.put(one)
    assert [later, other] == kept.summaries.of(["arxiv:1", "web:a"])
    assert [] == kept.summaries.of(["arxiv:9"])
    assert 3 == len(kept.summaries.all())
