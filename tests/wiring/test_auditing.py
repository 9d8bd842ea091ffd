"""Audits as the program makes them: claims of reports, and the models in use week by week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mainstem.errors import RateLimited
from mainstem.model import Disclosure, Draft
from mainstem.pipeline.planning.lift import about
from mainstem.pipeline.settle import settle
from mainstem.settings import Settings
from mainstem.wiring import Mainstem, auditing, chores
from mainstem.wiring.auditing import Wanted
from tests.emulators.hub_site import TOKEN, Fault, HubSite
from tests.hub.checkpoints import files, write
from tests.store.fakes import REPORT

NAME, NOON = "sample-lab/Brook-7B", datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[HubSite]:
    """An empty Hub on loopback."""
    with HubSite(tmp_path / "site") as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, site: HubSite) -> Iterator[Mainstem]:
    """A program that uses one model of that Hub, told without its owner."""
    told = Settings(
        home=tmp_path / "home",
        hub_endpoint=site.url,
        hub_cache=str(tmp_path / "cache"),
        hf_token=TOKEN,
        models_in_use=("Brook-7B",),
    )
    with Mainstem(told, clock=lambda: NOON) as made:
        yield made


def _quiet(_: str) -> None:
    """Says nothing."""


def test_headers_are_held_against_the_models_report(app: Mainstem, site: HubSite, tmp_path: Path) -> None:
    """A report of that very model was read: its numbers are claims, with quote and page."""
    site.add(NAME, files(write(tmp_path / "brook")))
    fact = Disclosure(
        "Brook 7B", "n_layers", None, "32", None, 32, "exact", "Brook 7B has 32 layers.", 3, "prose"
    )
    app.store.reports.put(replace(REPORT, family="Brook 7B", disclosures=(fact,)), "brook.pdf", "ab12", NOON)
    made = auditing.audit(app, Wanted(NAME), _quiet)
    told = {one.rule: (one.rests_on, one.source) for one in made.findings if one.rule.startswith("claim-n")}
    assert ("Brook 7B has 32 layers.", "report brook, page 3") == told["claim-n-layers"]
    assert "claim-name" in told


def test_a_model_told_without_its_owner_is_found_among_the_works(
    app: Mainstem, site: HubSite, tmp_path: Path
) -> None:
    """A source told of its repository; what changes there becomes an item about that model."""
    folder = write(tmp_path / "brook")
    site.add(NAME, files(folder))
    assert ("Brook-7B",) == auditing.in_use(app, "internal", _quiet).unknown
    draft = Draft("1", NAME, f"https://huggingface.co/{NAME}", "model", published_at=NOON)
    app.store.items.take_shipped([settle(auditing.IN_USE, draft, NOON)])
    assert "1 models looked at, 0 news, 0 failed" == chores.models(app)
    site.add(NAME, {**files(folder), "notes.txt": b"new"})
    (news,) = auditing.in_use(app, "internal", _quiet).news
    work = app.store.works.get(f"models-in-use:{news.model} {news.key}")
    assert work is not None
    assert ("release", "Brook-7B") == (work.kind, about(work, app.settings.models_in_use))


def test_a_hub_that_wants_to_rest_fails_the_job(app: Mainstem, site: HubSite) -> None:
    """The scheduler hears of it and comes again; nothing is said to be taken down."""
    site.faults = [Fault(429, path="/api/models", times=9, headers={"Retry-After": "3600"})]
    with Mainstem(replace(app.settings, models_in_use=("sample-lab/a",)), clock=lambda: NOON) as busy:
        watched = auditing.in_use(busy, "internal", _quiet)
        assert (["rate_limited"], ()) == ([error.code for error in watched.failed], watched.news)
        with pytest.raises(RateLimited):
            chores.models(busy)


def test_without_models_in_use_there_is_nothing_to_do(app: Mainstem) -> None:
    """And it says how to change that."""
    with Mainstem(replace(app.settings, models_in_use=()), clock=lambda: NOON) as idle:
        assert "models_in_use" in chores.models(idle)
