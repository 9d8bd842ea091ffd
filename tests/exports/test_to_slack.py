"""A Slack channel."""

from __future__ import annotations

import json
from dataclasses import replace

from mainstem.exports.to_slack import refused, write
from mainstem.model import Digest, Reply
from tests.exports.plan_fakes import DEEP, PLAN

TOLD = {"url": "https://hooks.slack.example/services/x"}


def _sent(digest: Digest) -> dict[str, list[dict[str, dict[str, str]]]]:
    return json.loads(write(digest, TOLD, "key", PLAN.at).body or b"")


def test_a_section_a_sitting_with_links() -> None:
    """Markup in titles is taken for text."""
    texts = [block["text"]["text"] for block in _sent(Digest(PLAN, "https://stem.example"))["blocks"]]
    assert "What to read in week 27" == texts[0]
    assert "70 of 180 minutes in 2 sittings · <https://stem.example|open the week>" == texts[1]
    assert texts[2].startswith("*Monday 09:00* · 60 min\n• <https://example.org/a%20%28b%29?q=%5B1%5D&r=%3E|")
    assert "&lt;b&gt; for a\u2060_b> · 60 min, deep paper" in texts[2]


def test_a_title_calls_nobody() -> None:
    """``<!channel>`` in a title would wake everyone."""
    loud = replace(PLAN.sessions[0], slots=(replace(DEEP, title="<!channel> read"),))
    assert "<!channel>" not in json.dumps(_sent(Digest(replace(PLAN, sessions=(loud,)))))


def test_a_long_sitting_is_cut_at_a_line() -> None:
    """A section holds 3,000 characters."""
    long = replace(PLAN.sessions[0], slots=(DEEP,) * 60)
    text = _sent(Digest(replace(PLAN, sessions=(long,))))["blocks"][2]["text"]["text"]
    assert len(text) <= 3000
    assert text.splitlines()[-1].endswith("more lines")


def test_slack_says_ok() -> None:
    """Whatever else it says is told."""
    answers = [Reply("", 200, {}, body, PLAN.at) for body in (b"ok", b"no_service")]
    assert ["", "answered 'no_service'"] == [refused(one) for one in answers]
