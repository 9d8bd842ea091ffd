"""A newcomer's first week in a real browser: open, mark, search, add a source, review, subscribe, a second person."""

from __future__ import annotations

from typing import Any

from icalendar import Calendar
from pytest_httpserver import HTTPServer

from mainstem.wiring import Mainstem, accounts

PASSWORD = "seven rivers run north"  # noqa: S105 - of a test

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Kernel notes</title><link>https://kernels.example/</link>
<item><title>Tiling, again</title><link>https://kernels.example/1</link><guid>1</guid>
<pubDate>Mon, 29 Jun 2026 09:00:00 GMT</pubDate></item></channel></rss>"""


def test_the_first_week(page: Any, served: tuple[str, Mainstem], httpserver: HTTPServer) -> None:
    """Every step by what a person sees: headings, labels, buttons."""
    app = served[1]
    page.goto("/")
    assert "Week 27" == page.get_by_role("heading", level=1).inner_text()
    _marks(page, app)
    _searches(page, app)
    _adds_a_source(page, app, httpserver)
    _reviews(page, app)
    _subscribes(page)
    _a_second_person_comes(page, app)


def _marks(page: Any, app: Mainstem) -> None:
    slot = page.locator("[data-row]").filter(has=page.get_by_role("button", name="Done", exact=True)).nth(1)
    work = slot.locator("input[name=work]").first.input_value()
    row = page.locator(f"[data-row]:has(input[value='{work}'])")
    row.get_by_role("button", name="Done", exact=True).first.click()
    row.get_by_role("button", name="Undo").first.wait_for()
    assert "read" == app.done()[work]
    row.get_by_role("button", name="Undo").first.click()
    row.get_by_role("button", name="Later").first.click()
    row.get_by_text("kept for later").wait_for()
    assert "later" == app.done()[work]


def _searches(page: Any, app: Mainstem) -> None:
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.get_by_role("heading", name="Streams").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("flashattention stream:paper before:2023")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=flashattention*")
    page.get_by_label("Name of this search").fill("old flash")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="old flash").wait_for()
    page.get_by_role("link", name="FlashAttention: Fast").first.click()
    page.get_by_role("heading", name="Near it").wait_for()  # the piece that loads after the page
    page.get_by_label("Write a note").fill("tiling keeps it in SRAM")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("tiling keeps it in SRAM").wait_for()


def _adds_a_source(page: Any, app: Mainstem, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/feed.xml").respond_with_data(FEED, content_type="application/rss+xml")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Sources").click()
    page.get_by_label("Address").fill(httpserver.url_for("/feed.xml"))
    page.get_by_role("button", name="Find and follow").click()
    page.get_by_text("Tiling, again").wait_for()
    assert "Kernel notes" in [source.name for source in app.pack.sources]


def _reviews(page: Any, app: Mainstem) -> None:
    page.goto("/review?quarter=2026-Q2")
    page.get_by_role("textbox").first.fill("it runs in our stack")
    page.get_by_role("button", name="Accept").first.click()
    page.get_by_text("it runs in our stack").wait_for()
    assert ["accept"] == [one.verdict for one in app.store.reviews.decisions()]


def _subscribes(page: Any) -> None:
    """By an address of its own, as a calendar does: without a cookie."""
    page.goto("/settings")
    page.get_by_role("link", name="Addresses to subscribe to").click()
    page.get_by_label("For what").fill("my phone")
    page.get_by_role("button", name="Make an address").click()
    address = page.locator("input[readonly][value$='calendar.ics']").input_value()
    page.context.clear_cookies()
    told = Calendar.from_ical(page.request.get(address).body())
    assert {2026} <= {event["dtstart"].dt.year for event in told.walk("VEVENT")}


def _a_second_person_comes(page: Any, app: Mainstem) -> None:
    """Everyone signs in from now on; each has a week and marks of their own."""
    accounts.add(app, "me", "admin", PASSWORD)
    accounts.add(app, "second", "reader", PASSWORD)
    page.goto("/taste")
    page.get_by_role("heading", name="Sign in").wait_for()
    page.get_by_label("Name").fill("second")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Nothing yet.").wait_for()  # of what the first one did, nothing is told
    page.goto("/")
    page.get_by_role("heading", name="Week 27").wait_for()
    before = app.store.marks.of("me")
    page.get_by_role("button", name="Done", exact=True).first.click()
    page.get_by_role("button", name="Undo").first.wait_for()
    assert ["read"] == [mark.action for mark in app.store.marks.of("second")]
    assert before == app.store.marks.of("me")
    assert 403 == page.request.post("/review/undo", headers={"origin": page.url.rstrip("/")}).status
