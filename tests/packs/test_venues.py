"""Seasons and calls of venues, and that every endpoint of papers and venues can be asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mainstem.connectors import TABLE
from mainstem.model import Pack
from mainstem.packs import forms
from mainstem.packs.check import _validated
from mainstem.text.season import edition

OURS = ("openreview", "dblp", "usenix", "mlsys", "crossref", "citations_api", "hf_papers")


@pytest.mark.parametrize("kind", OURS)
def test_every_endpoint_of_papers_and_venues_can_be_asked(llm_systems: Pack, kind: str) -> None:
    """No placeholder stays in the address of its first request."""
    connector = TABLE.name_for(kind)
    assert connector is not None
    asked = [
        TABLE[connector].first(endpoint, edition(source, date(2026, 11, 22))).url
        for source in llm_systems.sources
        for endpoint in source.endpoints
        if endpoint.type == kind
    ]
    assert asked
    assert [] == [url for url in asked if "{" in url or "%7B" in url]


def test_the_edition_is_that_of_the_season(llm_systems: Pack) -> None:
    """In November 2026 that is SC26, and MLSys of the spring before."""
    told = {}
    for name in ("venue-sc", "venue-mlsys", "venue-cidr"):
        source = llm_systems.source(name)
        assert source is not None
        told[name] = edition(source, date(2026, 12, 1)).year
    assert {"venue-sc": 2026, "venue-mlsys": 2026, "venue-cidr": 2027} == told


def test_every_yearly_venue_has_a_season(llm_systems: Pack) -> None:
    """So that it is asked often only when there is something to come."""
    yearly = [s for s in llm_systems.sources if s.shelf == "venue" and s.cadence == "yearly"]
    assert [] == [source.id for source in yearly if source.season is None]


def test_calls_stand_in_order_of_time(llm_systems: Pack) -> None:
    """In UTC, whatever zone they were written in."""
    osdi, nsdi = (llm_systems.source(name) for name in ("venue-osdi", "venue-nsdi"))
    assert osdi is not None
    assert nsdi is not None
    assert ("OSDI '27", "papers", datetime(2026, 12, 8, 22, 59, 59, tzinfo=UTC)) == (
        osdi.deadlines[1].call,
        osdi.deadlines[1].what,
        osdi.deadlines[1].at,
    )
    assert datetime(2026, 9, 18, 3, 59, 59, tzinfo=UTC) == nsdi.deadlines[1].at
    assert all(list(s.deadlines) == sorted(s.deadlines, key=lambda d: d.at) for s in llm_systems.sources)


def test_a_deadline_without_its_zone_is_told() -> None:
    """A deadline without a zone is off by up to a day."""
    row = {"call": "OSDI", "what": "papers", "at": datetime(2026, 12, 8)}  # noqa: DTZ001 - the fault
    form, faults = _validated(forms.DeadlineForm, row)
    assert (None, [["at"]]) == (form, [path for path, _ in faults])


@pytest.mark.parametrize("season", [0, 13, "May"])
def test_a_season_is_a_month(season: object) -> None:
    """From 1 to 12."""
    row = {
        "id": "v",
        "name": "V",
        "kind": "conference",
        "shelf": "venue",
        "sector": "academic",
        "axes": ["a"],
        "cadence": "yearly",
        "description": "D",
        "season": season,
    }
    _, faults = _validated(forms.SourceForm, row)
    assert [["season"]] == [path for path, _ in faults]
