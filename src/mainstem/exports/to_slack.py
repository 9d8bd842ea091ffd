"""To a Slack channel by an incoming webhook (docs.slack.dev, "Incoming webhooks")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mainstem.exports._markdown import is_web, target
from mainstem.exports._posted import URL, cut, lead, post, title
from mainstem.model import Digest, Reply, Request, Session, Slot

FIELDS = (URL,)
REPEATS = False
_MOST_SECTIONS = 45  # a message holds 50 blocks
_MOST_TEXT = 3000  # characters in a section


def write(digest: Digest, told: Mapping[str, str], key: str, at: datetime) -> Request:
    """A heading and a section a sitting."""
    intro = _plain(lead(digest)) + (f" · <{target(digest.home)}|open the week>" if digest.home else "")
    sections = [_section(cut(_lines(one), _MOST_TEXT)) for one in digest.plan.sessions[:_MOST_SECTIONS]]
    head = {"type": "header", "text": {"type": "plain_text", "text": title(digest)[:150]}}
    blocks = [head, _section(intro), *sections]
    return post(told["url"], {"text": _plain(f"{title(digest)}: {lead(digest)}"), "blocks": blocks})


def refused(reply: Reply) -> str:
    """Slack answers ``ok``."""
    said = reply.body[:100].decode("utf-8", "replace").strip()
    return "" if said == "ok" else f"answered {said!r}"


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _lines(session: Session) -> list[str]:
    return [f"*{session.at:%A %H:%M}* · {session.minutes} min", *map(_slot, session.slots)]


def _slot(slot: Slot) -> str:
    shown = _plain(slot.title)
    linked = f"<{target(slot.url)}|{shown}>" if is_web(slot.url) else shown
    return f"• {linked} · {slot.minutes} min, {_plain(slot.kind.replace('_', ' '))}"


def _plain(text: str) -> str:
    """On one line, with what Slack reads as markup taken out: mentions and links begin with ``<``."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return line.replace("|", "\u2502").translate(_MARKUP)


# Slack has no escapes for these: a word joiner before them keeps them from pairing up.
_MARKUP = str.maketrans({mark: f"\u2060{mark}" for mark in "*_~`"})
