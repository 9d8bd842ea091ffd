"""Jobs by the API."""

from __future__ import annotations

from dataclasses import replace

from starlette.testclient import TestClient

from mainstem.model import Member
from mainstem.wiring import Mainstem, jobs


def test_jobs_are_told_with_how_they_ended(api: TestClient, app: Mainstem) -> None:
    """Those for all and one's own, not those of others."""
    app.store.members.set(Member("me"))
    app.store.members.set(Member("river"))
    seen = app.store.jobs.see("review", "", None)
    app.store.jobs.claim(seen, "host:1", app.clock(), app.clock() + jobs.LEASE)
    app.store.jobs.end(replace(seen, holder="host:1", ended_at=app.clock(), note="2026-Q2: 3 proposals"))
    told = {one["name"]: one for one in api.get("jobs").json()}
    assert [job.name for job in jobs.TABLE] == list(told)
    assert ("ok", "2026-Q2: 3 proposals", "") == tuple(
        told["review"][name] for name in ("status", "note", "error")
    )
    assert ("off", "off", None) == tuple(told["cite"][name] for name in ("when", "status", "due_at"))
