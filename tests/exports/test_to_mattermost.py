"""A Mattermost channel."""

from __future__ import annotations

import json
from dataclasses import replace

from mainstem.exports.to_mattermost import refused, write
from mainstem.model import Digest, Reply
from tests.exports.plan_fakes import DEEP, PLAN

TOLD = {"url": "https://chat.example/hooks/x"}


def test_a_list_a_sitting_that_calls_nobody() -> None:
    """Markup in titles is text, and ``@channel`` too."""
    loud = replace(PLAN.sessions[0], slots=(replace(DEEP, title="@channel *read*"),))
    body = write(Digest(replace(PLAN, sessions=(loud,)), "https://stem.example"), TOLD, "k", PLAN.at).body
    text = json.loads(body or b"")["text"]
    assert text.startswith("#### What to read in week 27\n60 of 180 minutes in 1 sitting · [open the week](")
    assert "- [@\u2060channel \\*read\\*](<https://example.org/a%20" in text


def test_mattermost_says_ok() -> None:
    """Whatever else it says is told."""
    answers = [Reply("", 200, {}, body, PLAN.at) for body in (b"ok", b"no")]
    assert ["", "answered 'no'"] == [refused(one) for one in answers]
