"""A Discord channel."""

from __future__ import annotations

import json
from dataclasses import replace

from mainstem.exports.to_discord import refused, write
from mainstem.model import Digest, Reply
from tests.exports.plan_fakes import DEEP, PLAN

TOLD = {"url": "https://discord.example/api/webhooks/1/x"}


def test_one_embed_that_calls_nobody() -> None:
    """Titles are text, and the service waits until it has the message."""
    request = write(Digest(PLAN, "https://stem.example"), TOLD, "key", PLAN.at)
    told = json.loads(request.body or b"")
    [embed] = told["embeds"]
    assert ("https://discord.example/api/webhooks/1/x?wait=true", {"parse": []}) == (
        request.url,
        told["allowed_mentions"],
    )
    assert ("What to read in week 27", "https://stem.example") == (embed["title"], embed["url"])
    assert "[\\[Fast\\] \\*kernels\\*, \\<b\\> for a\\_b](<https://example.org/a%20" in embed["description"]


def test_a_thread_s_address_keeps_its_query() -> None:
    """``thread_id`` says where."""
    told = {"url": "https://discord.example/api/webhooks/1/x?thread_id=2"}
    assert write(Digest(PLAN), told, "k", PLAN.at).url.endswith("/x?thread_id=2&wait=true")


def test_a_full_week_fits() -> None:
    """4,096 characters, cut at a line."""
    long = replace(PLAN.sessions[0], slots=(DEEP,) * 99)
    body = write(Digest(replace(PLAN, sessions=(long,))), TOLD, "k", PLAN.at).body
    assert len(json.loads(body or b"")["embeds"][0]["description"]) <= 4096


def test_a_good_status_is_all() -> None:
    """Discord answers with the message that it keeps."""
    assert "" == refused(Reply("", 200, {}, b"{}", PLAN.at))
