"""Channels of Discord through its API."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from mainstem.connectors import discord
from mainstem.errors import NoEntries, NotAFeed, Refusal
from mainstem.model import Item, Page
from tests.connectors.damage import damaged, keys_of
from tests.connectors.shapes import AT, SAMPLES, endpoint, reply
from tests.emulators.discord_server import DiscordServer, messages
from tests.emulators.driving import follow

SAMPLE = (SAMPLES / "discord" / "discord_channel.json").read_text()
CHANNEL = "https://discord.com/channels/600000000000000001/700000000000000001"
ASKED = f"{discord.API}/channels/700000000000000001/messages?limit=5"
ENDPOINT = replace(endpoint("discord_channel"), url=CHANNEL)


def read(body: str = SAMPLE, url: str = ASKED) -> Page:
    """What the connector makes of a body."""
    return discord.read(ENDPOINT, reply(body, url=url))


def test_a_channel_is_asked_by_the_address_that_people_copy() -> None:
    """Its newest hundred messages."""
    asked = discord.first(ENDPOINT, date(2026, 6, 12)).url
    assert "https://discord.com/api/v10/channels/700000000000000001/messages?limit=100" == asked


def test_a_message_is_read_whole() -> None:
    """Its first link is the page it is about; reactions are votes, the thread on it its comments."""
    draft = read().drafts[0]
    assert ("1381000000000000005", "thread") == (draft.key, draft.kind)
    assert f"{CHANNEL}/1381000000000000005" == draft.url
    assert ("New results on long context", ("Some One",)) == (draft.title, draft.authors)
    assert draft.links == ("https://arxiv.org/abs/2606.00001", "https://blog.example/long")
    assert draft.published_at == datetime(2026, 6, 11, 10, tzinfo=UTC)
    assert draft.updated_at == datetime(2026, 6, 11, 10, 5, tzinfo=UTC)
    assert draft.extra == {"votes": 6, "n_comments": 9, "n_attachments": 1}


def test_a_forwarded_message_is_what_it_forwards() -> None:
    """Its own content is empty."""
    assert ("https://github.com/sample/engine",) == read().drafts[2].links


def test_joins_are_no_messages_and_threads_are_asked_for() -> None:
    """Of four messages that people wrote one is talk."""
    page = read()
    assert ("1 of 4 messages without a link or 3 reactions, left out",) == page.warnings
    assert [f"{discord.API}/channels/1381000000000000005/messages?limit=100"] == [r.url for r in page.more]


def test_the_page_before_the_oldest_message_comes_next() -> None:
    """While pages are full; one after the first may be empty."""
    following = read().next
    assert following
    assert f"{ASKED}&before=1381000000000000001" == following.url
    assert read(url=ASKED.replace("limit=5", "limit=100")).next is None
    assert () == read("[]", following.url).drafts


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("[]", NoEntries),
        ('{"message": "Missing Access", "code": 50001}', Refusal),
        ("[1, 2]", NotAFeed),
        ("<!DOCTYPE html><title>Discord</title>", NotAFeed),
    ],
)
def test_what_is_no_list_of_messages_is_told(body: str, error: type[Exception]) -> None:
    """By name."""
    with pytest.raises(error):
        read(body)


def test_a_damaged_reply_brings_no_item_of_its_own_making() -> None:
    """Cut JSON is Malformed."""
    for body in damaged(SAMPLE.encode()):
        if len(body) < len(SAMPLE):
            assert keys_of(discord, ENDPOINT, reply(body, url=ASKED)) is None
        else:
            keys_of(discord, ENDPOINT, reply(body, url=ASKED))


ROW = st.fixed_dictionaries(
    {"id": st.text(max_size=4) | st.integers() | st.just("17")},
    optional={
        name: st.none()
        | st.text(max_size=9)
        | st.integers()
        | st.lists(st.dictionaries(st.just("url"), st.text()))
        for name in (
            "type",
            "content",
            "timestamp",
            "author",
            "embeds",
            "reactions",
            "thread",
            "message_snapshots",
        )
    },
)


@given(st.lists(ROW | st.integers(), max_size=4))
def test_any_list_ends_as_items_or_as_a_named_error(rows: list[Any]) -> None:
    """Whatever stands under the names that we know."""
    keys_of(discord, ENDPOINT, reply(json.dumps(rows), url=ASKED))


# --- over the network ------------------------------------------------------------------------------------


def test_a_channel_is_followed_back_with_its_threads(httpserver: HTTPServer) -> None:
    """250 messages in three pages, and the thread that hangs on the newest."""
    rows = messages("7", 250)
    rows[0]["thread"] = {"id": "8", "message_count": 3}
    there = DiscordServer({"7": rows, "8": messages("8", 3)})
    there.serve(httpserver)
    came = follow(httpserver.url_for("/api/v10/channels/7/messages"), "discord_channel", AT)
    assert ["7 None", "8 None", "7 70151", "7 70051"] == there.asked
    assert {f"https://blog.example/8/{n}" for n in (1, 2, 3)} < {link(item) for item in came.items.values()}
    assert [] == came.errors


def link(item: Item) -> str:
    """The link in a message's text."""
    return item.text.rpartition(" ")[2]


@pytest.mark.parametrize(
    ("server", "code"),
    [
        (DiscordServer({"7": []}, n_left=0), "rate_limited"),
        (DiscordServer(closed={"7"}), "forbidden"),
        (DiscordServer({"7": []}), "no_entries"),
    ],
)
def test_refusals_are_told_as_what_they_are(httpserver: HTTPServer, server: DiscordServer, code: str) -> None:
    """Limits, closed channels, and channels that the bot may see and not read."""
    server.serve(httpserver)
    assert [code] == follow(httpserver.url_for("/api/v10/channels/7/messages"), "discord_channel", AT).errors
