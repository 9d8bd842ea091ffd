"""Whether the server lives."""

from __future__ import annotations

from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from mainstem import __version__
from mainstem.wiring import Mainstem, accounts
from tests.conftest import NOW


def test_health_answers_get_and_head(site: TestClient) -> None:
    """A monitor may ask either way."""
    told = site.get("/healthz").json()
    assert {"status": "ok", "version": __version__, "synced": None} == {
        k: told[k] for k in told if k != "jobs"
    }
    assert ("not yet run", "off") == (told["jobs"]["plan"], told["jobs"]["cite"])
    assert 200 == site.head("/healthz").status_code


def test_metrics_are_numbers_that_prometheus_reads(site: TestClient, app: Mainstem) -> None:
    """What is known, how old it is, the jobs, and what was asked here; by the written path, not by the names in it."""
    app.store.meta.set("synced", (NOW - timedelta(hours=2)).isoformat())
    app.store.jobs.see("sync", "", None)
    site.get("/works/arxiv:2505.11432")
    answer = site.get("/metrics")
    told = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert 7200.0 == told[("mainstem_sync_age_seconds",)]
    assert told[("mainstem_works",)] > 1000
    assert round(told[("mainstem_plan_age_seconds",)]) == 9 * 3600
    assert len(app.pack.sources) == sum(v for k, v in told.items() if k[0] == "mainstem_sources")
    assert 0.0 == told[("mainstem_job_failures", ("job", "sync"))]
    asked = ("mainstem_requests_total", ("method", "GET"), ("path", "/works/{key:path}"), ("status", "200"))
    assert 1.0 == told[asked], [key for key in told if key[0] == "mainstem_requests_total"]
    assert "2505" not in answer.text


def test_metrics_want_a_token_where_there_are_accounts(site: TestClient, app: Mainstem) -> None:
    """They tell no names, but what is none of a stranger's business."""
    accounts.add(app, "me", "reader", "seven rivers run north")
    _, secret = accounts.new_token(app, "monitor", ["read"], ["read"], None)
    tried = ({}, {"authorization": f"Bearer {secret}"})
    codes = [site.get("/metrics", headers={"accept": "text/plain"} | told).status_code for told in tried]
    assert [401, 200] == codes
    assert 200 == site.get("/healthz").status_code
