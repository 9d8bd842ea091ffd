"""What each job does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from mainstem.errors import HomeNotWritable, NotTaken, Unreachable
from mainstem.model import Channel, EndpointState, Member
from mainstem.pipeline.due import Due
from mainstem.pipeline.sync import Report, Row, Watch
from mainstem.settings import Settings
from mainstem.wiring import Mainstem, chores


def test_the_week_is_planned_for_everybody_who_lacks_it(app: Mainstem) -> None:
    """Once; a team is planned together."""
    assert "the week of 29 June 2026 was planned already" == chores.plan(app)
    for name in ("delta", "river"):
        app.store.members.set(Member(name))
    assert "the week of 29 June 2026, for 2 of 2 readers" == chores.plan(app)
    assert app.store.plans.last("river", "2026-W27") is not None


def test_the_review_is_written_into_the_home(app: Mainstem) -> None:
    """Of the quarter that just ended, with what is still to decide."""
    told = chores.review(app)
    file = app.settings.home / "reviews" / "2026-Q2.md"
    assert told.startswith("2026-Q2: ")
    assert "2026-Q2" in file.read_text()
    file.unlink()
    file.mkdir()
    with pytest.raises(HomeNotWritable, match=r"2026-Q2\.md"):
        chores.review(app)


class Followed(Mainstem):
    """A program whose sources answer as they are told."""

    report = Report()
    waiting: Sequence[Due] = ()

    def due(self, names: Sequence[str] = (), *, all_now: bool = False) -> list[Due]:
        """What waits."""
        return list(self.waiting)

    def sync(self, due: Sequence[Due], watch: Watch, *, limit_s: float | None = None) -> Report:
        """The run that was told."""
        watch.started(len(due))
        return self.report


def test_a_sync_says_what_came(tmp_path: Path) -> None:
    """New items, sources, and how many failed; without a network it is a failure, and tried again soon."""
    made = Followed(Settings(home=tmp_path))
    assert "no source was due" == chores.sync(made)
    source = made.pack.sources[0]
    made.waiting = [Due(source, source.endpoints[0], EndpointState("e", source.id, "https://e.example/"))]
    rows = {"a": Row("a", n_new=1200), "b": Row("b", errors=[Unreachable("b", "refused")])}
    made.report = Report(rows=rows)
    assert "1,200 new from 2 sources, 1 failed" == chores.sync(made)
    made.report = Report(offline=True)
    with pytest.raises(Unreachable, match="no host could be reached"):
        chores.sync(made)


def test_the_digest_goes_over_the_reader_s_channels_once(app: Mainstem, httpserver: HTTPServer) -> None:
    """What was sent is not sent again; without a channel there is nothing to do."""
    assert chores.digest(app).startswith("no channel")
    httpserver.expect_request("/hook").respond_with_data("ok")
    told = {"url": httpserver.url_for("/hook")}
    app.settings = replace(
        app.settings,
        channels=(Channel("chat", "slack", "me", told),),
        allow_hosts=("127.0.0.1", "localhost"),
    )
    assert ["chat sent", "chat sent"] == [chores.digest(app) for _ in range(2)]
    assert 1 == len(httpserver.log)


def test_a_digest_that_failed_is_a_failure(app: Mainstem, httpserver: HTTPServer) -> None:
    """So that it is tried again; the channel is named and its address is not."""
    httpserver.expect_request("/hook").respond_with_data("", status=403)
    told = {"url": httpserver.url_for("/hook")}
    app.settings = replace(
        app.settings,
        channels=(Channel("chat", "slack", "me", told),),
        allow_hosts=("127.0.0.1", "localhost"),
    )
    with pytest.raises(NotTaken, match=r"^chat: (?!.*hook)"):
        chores.digest(app)


def test_a_week_that_is_over_is_not_sent_any_more(app: Mainstem) -> None:
    """On Saturday a digest that was missed is let go."""
    app.clock = lambda: datetime(2026, 7, 4, 9, tzinfo=UTC)
    assert "the week is over" in chores.digest(app)
