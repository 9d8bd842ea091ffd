"""What opens without signing in, and taking things away: over HTTP, as calendars and feed readers ask."""

from __future__ import annotations

import re
from dataclasses import replace

import feedparser
import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from mainstem.connectors import feed
from mainstem.model import Channel, Endpoint, Reply
from mainstem.web import create
from mainstem.wiring import Mainstem, accounts, channels, linking, searching
from tests.conftest import NOW


@pytest.fixture
def address(app: Mainstem) -> str:
    """The path of a link of the reader's."""
    return f"/out/{linking.add(app, 'phone')[1]}"


def test_a_calendar_is_subscribed_to_by_its_address(site: TestClient, address: str) -> None:
    """GET and HEAD with a tag, and nothing sent twice."""
    got = site.get(f"{address}/calendar.ics")
    headed = site.head(f"{address}/calendar.ics")
    again = site.get(f"{address}/calendar.ics", headers={"if-none-match": got.headers["etag"]})
    assert (200, 200, 304, b"", b"") == (
        got.status_code,
        headed.status_code,
        again.status_code,
        headed.content,
        again.content,
    )
    assert dict(got.headers) == dict(headed.headers)
    assert "text/calendar; charset=utf-8" == got.headers["content-type"]
    assert Calendar.from_ical(got.content).walk("VEVENT")


@pytest.mark.parametrize("path", ["week.atom", "canon.atom", "search/kernels.atom"])
def test_a_feed_is_one_to_another_reader_and_to_ours(
    site: TestClient, app: Mainstem, address: str, path: str
) -> None:
    """Sound, with entries, and the same while nothing changes."""
    searching.save(app, "kernels", "stream:paper")
    got = site.get(f"{address}/{path}")
    read = feedparser.parse(got.content, response_headers=dict(got.headers))
    own = next(one.href for one in read.feed.links if one.rel == "self")
    assert (200, False, f"http://localhost{address}/{path}") == (got.status_code, read.bozo, own)
    ids = [entry.id for entry in read.entries]
    assert len(ids) == len(set(ids)) > 5
    endpoint = Endpoint("s", "atom", own, "live", connector="feed")
    assert len(ids) == len(feed.read(endpoint, Reply(own, 200, dict(got.headers), got.content, NOW)).drafts)
    assert got.headers["etag"] == site.head(f"{address}/{path}").headers["etag"]


def test_other_formats_of_a_feed(site: TestClient, address: str) -> None:
    """JSON Feed, BibTeX and CSL at the same address."""
    kinds = [
        site.get(f"{address}/canon.{ending}").headers["content-type"] for ending in ("json", "bib", "csl")
    ]
    assert [
        "application/feed+json; charset=utf-8",
        "application/x-bibtex; charset=utf-8",
        "application/vnd.citationstyles.csl+json; charset=utf-8",
    ] == kinds


@pytest.mark.parametrize("path", ["week.exe", "secrets.atom", "search/none.atom", "stop"])
def test_what_is_not_there_is_not_found(site: TestClient, address: str, path: str) -> None:
    """Nor does a link that reads stop anything."""
    assert 404 == site.get(f"{address}/{path}").status_code


def test_a_link_that_was_taken_back_opens_nothing(site: TestClient, app: Mainstem, address: str) -> None:
    """At once; and a guess does not either."""
    [link] = linking.mine(app)
    site.post(f"/links/{link.id}/remove")
    assert [404, 404] == [site.get(f"{path}/week.atom").status_code for path in (address, "/out/guess")]


def test_a_link_opens_without_signing_in_and_nothing_else_does(app: Mainstem, address: str) -> None:
    """Until the account is removed."""
    accounts.add(app, "me", "admin")
    with TestClient(create(app), base_url="http://localhost") as stranger:
        assert (200, 401) == (
            stranger.get(f"{address}/week.atom").status_code,
            stranger.get("/links").status_code,
        )
        accounts.add(app, "you", "admin")
        accounts.remove(app, "me")
        assert 404 == stranger.get(f"{address}/week.atom").status_code


def test_a_link_is_made_and_shown_once(site: TestClient, app: Mainstem) -> None:
    """What is shown opens."""
    made = site.post("/links", data={"name": "feed reader"})
    path = re.search(r"http://localhost(/out/[\w-]+/week\.atom)", made.text)
    assert path is not None
    assert 200 == site.get(path[1]).status_code
    later = site.get("/links").text
    assert ("feed reader" in later, "/out/" in later) == (True, False)


def test_one_click_in_a_mail_program_stops_a_channel(site: TestClient, app: Mainstem) -> None:
    """RFC 8058: a POST without cookie or Origin; looking at the address alone stops nothing."""
    app.settings = replace(
        app.settings, public_url="http://localhost/", channels=(Channel("mail", "email", "me"),)
    )
    stop = channels.stop_address(app, channels.named(app, "mail"))
    assert ("Stop these messages?" in site.get(stop).text, channels.is_off(app, "mail")) == (True, False)
    done = site.post(stop, data={"List-Unsubscribe": "One-Click"})
    assert (200, True) == (done.status_code, channels.is_off(app, "mail"))
    site.post(stop, data={"on": "true"})
    assert not channels.is_off(app, "mail")
    assert "" == channels.stop_address(app, Channel("team", "slack", "me"))


@pytest.mark.parametrize(
    ("path", "ending"),
    [("week.html", "html"), ("week.ics", "ics"), ("canon.csl", "csl.json"), ("kernels.bibtex", "bib")],
)
def test_files_are_downloaded(site: TestClient, app: Mainstem, path: str, ending: str) -> None:
    """With a name that says what they are."""
    searching.save(app, "kernels", "stream:paper")
    searching.save(app, "week", "stream:blog")  # does not stand in the week's way
    got = site.get(f"/export/{path}")
    assert 200 == got.status_code
    assert got.headers["content-disposition"].endswith(f'.{ending}"')


def test_a_search_may_have_any_name(site: TestClient, app: Mainstem, address: str) -> None:
    """Slashes, dots and blanks among it."""
    searching.save(app, "kv/cache v1.2", "stream:paper")
    assert [200, 200] == [
        site.get(f"{address}/search/kv/cache%20v1.2.atom").status_code,
        site.get("/export/kv/cache%20v1.2.bibtex").status_code,
    ]
    assert "search/kv/cache%20v1.2.atom" in site.post("/links", data={"name": "x"}).text


def test_only_saved_searches_are_downloaded(site: TestClient) -> None:
    """An address that somebody else made asks for nothing of its own."""
    assert [404, 400] == [site.get(f"/export/{path}").status_code for path in ("x.atom", "week.exe")]


def test_channels_are_turned_off_and_on(site: TestClient, app: Mainstem) -> None:
    """With the last deliveries beside them."""
    app.settings = replace(
        app.settings, channels=(Channel("team", "slack", "me", {"url": "https://secret.example"}),)
    )
    site.post("/links/channels", data={"name": "team", "on": "false"})
    shown = site.get("/links").text
    assert ("slack, off" in shown, "secret.example" in shown) == (True, False)
    site.post("/links/channels", data={"name": "team", "on": "true"})
    assert not channels.is_off(app, "team")
