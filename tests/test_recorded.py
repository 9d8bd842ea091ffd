"""Recorded replies through the whole program: served over loopback, synced, kept.

Every file must end as entries or as a named error; series of polls must neither double, lose nor revive.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from mainstem import store
from mainstem.connectors import TABLE
from mainstem.errors import ReadError
from mainstem.model import Endpoint, EndpointState, Polled, Reply, Source, Taken
from mainstem.pipeline.sync import read_and_settle
from tests.cli.conftest import Run, _plain_environment, home, run  # noqa: F401 - fixtures
from tests.cli.test_sync import follow, own

FOLDERS = ("feeds_conformance", "feeds_real", "feeds_ai", "error_bodies")


def bodies(shared: Path) -> list[Path]:
    """Every recorded file of the folders that are feeds or stand where a feed was expected."""
    found = [p for name in FOLDERS for p in sorted((shared / "recorded" / name).rglob("*")) if p.is_file()]
    return [path for path in found if path.name != "SOURCE.txt"]


def test_every_recorded_file_ends_as_entries_or_a_named_error(
    run: Run,  # noqa: F811 - a fixture
    home: Path,  # noqa: F811 - a fixture
    shared: Path,
    httpserver: HTTPServer,
) -> None:
    """No exception, no hang, no silent nothing, for any of about 1,850 files."""
    files = bodies(shared)

    def answer(request: Request) -> Response:
        return Response(files[int(request.path.strip("/"))].read_bytes(), content_type="application/xml")

    httpserver.expect_request(re.compile("/.*")).respond_with_handler(answer)
    follow(home, *(httpserver.url_for(f"/{n}") for n in range(len(files))))
    assert 0 == run("sync", *own(len(files))).code
    with closing(sqlite3.connect(home / "mainstem.db")) as db:
        states = dict(db.execute("SELECT source_id, coalesce(error_code, '') FROM endpoint_states"))
        n_items = dict(db.execute("SELECT source_id, count(*) FROM items GROUP BY source_id"))
    silent = [
        files[n].name for n, i in enumerate(own(len(files))) if not states.get(i) and not n_items.get(i)
    ]
    assert ([], len(files)) == (silent, len(states))


@pytest.mark.parametrize(
    ("folder", "codes"),
    [
        ("noah-bumble+ai-digest-feeds--series/x-bcherny", {"refusal"}),
        ("yoselabs+a2web", {"not_a_feed", "refusal"}),
    ],
)
def test_bodies_that_are_errors_are_told_as_what_they_are(shared: Path, folder: str, codes: set[str]) -> None:
    """A refusal dressed as a feed and an HTML page are told apart."""
    files = [p for p in (shared / "recorded" / "error_bodies" / folder).glob("*.*ml") if p.stat().st_size]
    assert files
    assert codes == {outcome(path.read_bytes()) for path in files}


def outcome(body: bytes) -> str:
    """The name of the error that reading ``body`` as a feed ends with, or ``entries``."""
    try:
        read(body, datetime(2026, 8, 1, tzinfo=UTC))
    except ReadError as error:
        return error.code
    return "entries"


SOURCE = Source(
    "own", "Own", "blog", "blog", "independent", (), "https://blog.example/", "daily", "",
    (Endpoint("own", "rss", "https://blog.example/feed", "listed", connector="feed"),),
)  # fmt: skip


def read(body: bytes, at: datetime) -> Polled:
    endpoint = SOURCE.endpoints[0]
    reading = read_and_settle(TABLE["feed"], SOURCE, endpoint, Reply(endpoint.url, 200, {}, body, at))
    state = EndpointState(endpoint.id, "own", endpoint.url, last_success_at=at)
    return Polled(endpoint, state, reading.settled, reading.warnings)


def series(shared: Path) -> Iterator[Path]:
    for folder in sorted((shared / "recorded").glob("*/*--series/*")):
        if any(folder.glob("*.xml")):
            yield folder


def test_polling_series_double_lose_and_revive_nothing(shared: Path, tmp_path: Path) -> None:
    """Replayed in order: an entry is new once, its last text is kept, and what was let go stays gone."""
    for folder in series(shared):
        with closing(store.open(tmp_path / f"{folder.name}.db")) as kept:
            replay(kept, folder)


def replay(kept: store.Store, folder: Path) -> None:
    """One series; asserts after each poll."""
    last: dict[str, str] = {}
    n_new: dict[str, int] = defaultdict(int)
    for path in sorted(folder.glob("*.xml")):
        at = datetime.strptime(path.name.split("_")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        try:
            polled = read(path.read_bytes(), at)
        except ReadError:
            continue  # an outage: nothing is taken, and nothing is lost
        before = set(last)
        last.update({s.item.id: s.item.title for s in polled.settled})
        taken: Taken = kept.items.take([polled])[0]
        assert len(set(last) - before) == taken.n_new, path
        n_new[folder.name] += taken.n_new
        assert Taken(n_same=len({s.item.id for s in polled.settled})) == kept.items.take([polled])[0], path
    shown = {item.id: item.title for work in works(kept) for item in kept.items.of_work(work)}
    assert last == shown, folder


def works(kept: store.Store) -> list[str]:
    far = datetime(2100, 1, 1, tzinfo=UTC)
    return [
        work.id for work in kept.works.known_at(far, dict.fromkeys(("blog", "community", None), "fetched"))
    ]


def test_json_is_not_taken_for_a_feed_unless_it_is_one() -> None:
    """An API's error in JSON is told as such."""
    assert "not_a_feed" == outcome(json.dumps({"error": "busy"}).encode())
