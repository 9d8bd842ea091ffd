"""Files of DiscordChatExporter."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.connectors import discord_export
from mainstem.errors import MainstemError, NoEntries, NotAFeed
from mainstem.model import Page
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.shapes import ADDRESS, SAMPLES, endpoint, reply

SAMPLE = (SAMPLES / "discord_export" / "discord_export.json").read_text()


def read(body: str = SAMPLE) -> Page:
    """What the connector makes of a body."""
    return discord_export.read(endpoint("discord_export"), reply(body))


def test_the_file_is_asked_as_it_is() -> None:
    """From wherever it is served."""
    assert ADDRESS == discord_export.first(endpoint("discord_export"), date(2026, 6, 12)).url


def test_a_message_with_a_link_is_an_item() -> None:
    """With the channel it stands in; what is left out is counted."""
    page = read()
    [draft] = page.drafts
    assert (
        "https://discord.com/channels/600000000000000001/700000000000000001/1381000000000000001" == draft.url
    )
    assert ("A Sample of Long Context", ("Some One",)) == (draft.title, draft.authors)
    assert draft.published_at == datetime(2026, 6, 9, 6, tzinfo=UTC)
    assert draft.extra == {"votes": 2, "channel": "papers"}
    assert ("1 of 2 messages without a link or 3 reactions, left out",) == page.warnings


def test_a_message_has_one_key_whichever_way_it_came() -> None:
    """Discord's own number, as the API tells it."""
    assert "1381000000000000001" == read().drafts[0].key


def test_an_export_of_nothing_is_told() -> None:
    """As NoEntries."""
    told: dict[str, Any] = json.loads(SAMPLE)
    with pytest.raises(NoEntries):
        read(json.dumps(told | {"messages": []}))
    with pytest.raises(NotAFeed):
        read(json.dumps(told | {"channel": {}}))


def test_a_damaged_file_brings_no_item_of_its_own_making() -> None:
    """Cut JSON is Malformed."""
    for body in damaged(SAMPLE.encode()):
        found = keys_of(discord_export, endpoint("discord_export"), reply(body))
        assert len(body) == len(SAMPLE.encode()) or found is None


@pytest.mark.shared
def test_exports_of_other_services_are_told_as_such(shared: Path) -> None:
    """Slack, Mattermost, Rocket.Chat, Telegram and Gitter have other shapes; so has every error."""
    files = [path for path in (shared / "recorded" / "chat_exports").rglob("*/*/*") if path.is_file()]
    bodies = [path.read_bytes() for path in files] + list(error_bodies(shared))
    assert len(files) > 15
    for body in bodies:
        with pytest.raises(MainstemError):
            discord_export.read(endpoint("discord_export"), reply(body))


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "type", "content", "author", "embeds", "reactions", "timestamp"]),
            st.none()
            | st.text(max_size=9)
            | st.integers()
            | st.just("Default")
            | st.lists(st.text(max_size=3)),
        ),
        max_size=4,
    )
)
def test_any_messages_end_as_items_or_as_a_named_error(rows: list[dict[str, Any]]) -> None:
    """Whatever stands under the names that we know."""
    body = json.dumps({"guild": {}, "channel": {"id": "1"}, "messages": rows})
    keys_of(discord_export, endpoint("discord_export"), reply(body))
