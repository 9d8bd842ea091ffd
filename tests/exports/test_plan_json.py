"""The plan as JSON."""

from __future__ import annotations

import json

import pytest

from mainstem.errors import UsageError
from mainstem.exports.plan_json import read_json, write
from tests.exports.plan_fakes import PLAN


def test_document_has_the_fields_that_readers_count_on() -> None:
    """The document says the week, the minutes, the gauges, what yielded and every session with its slots."""
    doc = json.loads(write(PLAN))
    slot = doc["sessions"][0]["slots"][0]
    assert (doc["week"], doc["budget_min"], doc["planned_min"]) == ("2026-W27", 180, 70)
    assert {"days_behind": None, "filter_bubble": None} == doc["gauges"]
    assert [{"kind": "skim", "wanted": 5, "got": 0, "reason": "no minutes left"}] == doc["yielded"]
    assert ("2026-06-29T09:00:00+02:00", 60) == (doc["sessions"][0]["at"], doc["sessions"][0]["minutes"])
    wanted = {"kind", "minutes", "stream", "sector", "title", "url", "work", "why", "items"}
    assert wanted <= set(slot)
    assert [] == slot["items"]


def test_bundle_lists_its_parts() -> None:
    """A bundle has its source's id as work and lists title, url and work of each part."""
    slot = json.loads(write(PLAN))["sessions"][1]["slots"][0]
    assert "community-a" == slot["work"]
    assert [{"title": "A thread", "url": "https://example.org/t", "work": "web:example.org/t"}] == slot[
        "items"
    ]


def test_reads_back_what_it_wrote() -> None:
    """Reading the document gives an equal plan."""
    assert PLAN == read_json(write(PLAN))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"week": 1}', "null", write(PLAN).replace("2026-06-29", "soon")]
)
def test_refuses_what_is_not_a_plan(text: str) -> None:
    """Any other text is refused with an error that says so."""
    with pytest.raises(UsageError, match="not a plan"):
        read_json(text)
