"""The sync over real loopback servers: what is new, unchanged, failed; interrupted and killed runs."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.cli.conftest import Run

ENTRY = (
    "<item><title>{title}</title><link>https://blog.example/{n}</link><guid>https://blog.example/{n}</guid>"
    "<pubDate>Mon, 29 Jun 2026 08:00:00 +0000</pubDate><description>How a cache is shared.</description></item>"
)

OTHERS = ["venue", "paper", "community", "newsletter", "podcast", "report", "lab", "book", "course"]


def feed(*titles: str) -> bytes:
    """An RSS feed of our own with one entry a title."""
    entries = "".join(ENTRY.format(n=n, title=title) for n, title in enumerate(titles))
    return f'<rss version="2.0"><channel><title>Sample</title>{entries}</channel></rss>'.encode()


def follow(home: Path, *urls: str, kind: str = "rss") -> None:
    """An overlay with the sources ``own-0``, ``own-1``, ... at ``urls``, and the shipped ones silenced."""
    folder = home / "overlay"
    (folder / "sources").mkdir(parents=True)
    sources = [
        f'[[source]]\nid = "own-{n}"\nname = "Own {n}"\nkind = "blog"\nsector = "independent"\naxes = ["external"]\n'
        f'home = "https://blog.example/"\ncadence = "daily"\ndescription = "A sample."\n'
        f'[[source.endpoint]]\ntype = "{kind}"\nurl = "{url}"\nstatus = "listed"\n'
        for n, url in enumerate(urls)
    ]
    (folder / "sources" / "blog.toml").write_text("\n".join(sources))
    (folder / "overlay.toml").write_text(f"silence_shelves = {json.dumps(OTHERS)}\n")
    (home / "settings.toml").write_text('allow_hosts = ["127.0.0.1", "localhost"]\n')


def own(n: int) -> list[str]:
    return [f"own-{i}" for i in range(n)]


def test_a_sync_tells_new_unchanged_and_failed_in_one_table(
    run: Run, home: Path, httpserver: HTTPServer
) -> None:
    """Each source is reported as what it was."""
    httpserver.expect_request("/good").respond_with_data(feed("One", "Two"), headers={"ETag": '"1"'})
    httpserver.expect_request("/page").respond_with_data(
        "<html><body>Hello</body></html>", content_type="text/html"
    )
    httpserver.expect_request("/gone").respond_with_data("", status=410)
    follow(home, *(httpserver.url_for(path) for path in ("/good", "/page", "/gone")))
    told = run("sync", *own(3))
    assert 0 == told.code
    assert "2 new · 0 changed · 0 polls with nothing new · 2 sources failed" in told.out
    assert ("not_a_feed" in told.out, "gone" in told.out) == (True, True)


def test_what_came_is_joined_with_what_it_is_one_with(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """One headline of one day at two addresses is one work, and the run says so."""
    headline = "How a cache of keys is shared by many servers"
    httpserver.expect_request("/feed").respond_with_data(feed(headline, "Another", headline))
    follow(home, httpserver.url_for("/feed"))
    assert " · 1 joined" in run("sync", "own-0").out
    (told,) = [line for line in run("join", "--history").out.splitlines() if "blog.example" in line]
    assert "one headline, 0 days apart (machine)" in told


def test_what_did_not_change_is_asked_with_its_validator(
    run: Run, home: Path, httpserver: HTTPServer
) -> None:
    """The second run costs a 304."""
    asked: list[str | None] = []

    def answer(request: Request) -> Response:
        asked.append(request.headers.get("If-None-Match"))
        known = asked[-1] == '"1"'
        return Response(b"" if known else feed("One"), 304 if known else 200, {"ETag": '"1"'})

    httpserver.expect_request("/feed").respond_with_handler(answer)
    follow(home, httpserver.url_for("/feed"))
    run("sync", "own-0")
    told = run("sync", "own-0", "--all")
    assert ([None, '"1"'], True) == (asked, "1 polls with nothing new" in told.out)


def test_what_is_not_due_is_not_asked(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """A feed that was just read is left alone."""
    httpserver.expect_request("/feed").respond_with_data(feed("One"))
    follow(home, httpserver.url_for("/feed"))
    run("sync", "own-0")
    assert "Nothing is due" in run("sync", "own-0").err
    assert 1 == len(httpserver.log)


def test_a_changed_entry_is_updated_and_not_doubled(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """A new title of a known entry is a change."""
    bodies = [feed("One", "Two"), feed("One, revised", "Two")]
    httpserver.expect_request("/feed").respond_with_handler(lambda r: Response(bodies.pop(0)))
    follow(home, httpserver.url_for("/feed"))
    run("sync", "own-0")
    assert "0 new · 1 changed" in run("sync", "own-0", "--all").out
    titles = {hit["title"] for hit in json.loads(run("search", "revised", "--format", "json").out)}
    assert {"One, revised"} == titles


def test_health_and_json_name_the_last_error(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """`sources` says what failed and when it is asked again."""
    httpserver.expect_request("/feed").respond_with_data("busy", status=503)
    follow(home, httpserver.url_for("/feed"))
    run("sync", "own-0")
    row = next(r for r in json.loads(run("sources", "--format", "json").out) if r["id"] == "own-0")
    assert ("failing", "server_fault") == (row["health"], row["endpoints"][0]["error_code"])
    assert row["next_check"] > row["last_checked"]


def test_a_first_week_asks_the_network_and_offline_never(
    run: Run, home: Path, httpserver: HTTPServer
) -> None:
    """--offline touches nothing; without it a home that never synced does so first."""
    httpserver.expect_request("/feed").respond_with_data(feed("How a KV cache is shared between replicas"))
    follow(home, httpserver.url_for("/feed"))
    (home / "overlay" / "overlay.toml").write_text(
        f"silence_shelves = {json.dumps(OTHERS)}\nsilence = {json.dumps(shipped_blogs(run))}\n"
    )
    run("week", "--offline")
    assert 0 == len(httpserver.log)
    told = run("week", "--replan", "--format", "json")
    assert (0, 1) == (told.code, len(httpserver.log))


def shipped_blogs(run: Run) -> list[str]:
    rows = json.loads(run("sources", "--shelf", "blog", "--format", "json").out)
    return [row["id"] for row in rows if not row["id"].startswith("own-")]


def test_a_private_address_is_refused_unless_allowed(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """A feed cannot make us ask this machine's own services."""
    follow(home, httpserver.url_for("/feed"))
    (home / "settings.toml").unlink()
    assert "address_refused" in run("sync", "own-0").out
    assert 0 == len(httpserver.log)


# Where tests run in the background a shell has them ignore SIGINT, and what they start inherits that.
START = """import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from mainstem.cli import main
main()"""


def mainstem(home: Path, *tokens: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START, "--home", str(home), *tokens]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_sync_loses_nothing_and_refetches_nothing(
    run: Run, home: Path, httpserver: HTTPServer, sent: signal.Signals
) -> None:
    """Stop it in the middle: the next run asks only for what was not kept, and ends up whole."""
    n_feeds = 40
    asked: Counter[str] = Counter()
    is_stopped = threading.Event()

    def answer(request: Request) -> Response:
        asked[request.path] += 1
        if asked.total() > n_feeds // 2:  # the others wait, however slow the machine is
            is_stopped.wait(timeout=90)
        return Response(feed(f"Entry of {request.path}"))

    for n in range(n_feeds):
        httpserver.expect_request(f"/{n}").respond_with_handler(answer)
    follow(home, *(httpserver.url_for(f"/{n}") for n in range(n_feeds)))
    process = mainstem(home, "sync", *own(n_feeds))
    give_up = time.monotonic() + 60
    while kept(home) < 5 and time.monotonic() < give_up:
        time.sleep(0.02)
    process.send_signal(sent)
    try:
        process.communicate(timeout=30)  # ends only when its reading processes ended too
    finally:
        is_stopped.set()
        process.kill()
    finished, before = kept(home), Counter(asked)
    assert 5 <= finished < n_feeds
    assert 0 == run("sync", *own(n_feeds)).code
    again = sum(asked[path] - before[path] for path in before)
    assert (n_feeds, True) == (kept(home), again <= len(before) - finished)


def kept(home: Path) -> int:
    """Endpoints whose reply is in the database."""
    try:
        with sqlite3.connect(f"file:{home}/mainstem.db?mode=ro", uri=True, timeout=10) as db:
            found: int = db.execute(
                "SELECT count(*) FROM endpoint_states WHERE last_success_at IS NOT NULL"
            ).fetchone()[0]
        db.close()
    except sqlite3.OperationalError:  # not there yet
        return 0
    return found


def test_the_survey_of_sources_is_a_report_to_act_on(run: Run, home: Path, httpserver: HTTPServer) -> None:
    """Lost addresses with what to follow instead, and passing faults apart."""
    httpserver.expect_request("/gone").respond_with_data("", status=410)
    httpserver.expect_request("/busy").respond_with_data("", status=500)
    follow(home, *(httpserver.url_for(path) for path in ("/gone", "/busy")))
    overlay = home / "overlay" / "overlay.toml"
    overlay.write_text(
        f"silence_shelves = {json.dumps(OTHERS)}\nsilence = {json.dumps(shipped_blogs(run))}\n"
    )
    told = run("doctor", "--sources").out
    lost, failing = told.split("## Failing for now")
    assert ("`own-0`" in lost, "Instead: https://blog.example/" in lost, "`own-1`" in failing) == (
        True,
        True,
        True,
    )
