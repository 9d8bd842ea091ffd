"""To a Mattermost channel by an incoming webhook (developers.mattermost.com, "Incoming webhooks")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mainstem.exports._markdown import link, plain, words
from mainstem.exports._posted import URL, cut, lead, post, title
from mainstem.model import Digest, Reply, Request, Session

FIELDS = (URL,)
REPEATS = False
_MOST_TEXT = 16_000  # characters in a message; servers take 16,383


def write(digest: Digest, told: Mapping[str, str], key: str, at: datetime) -> Request:
    """A heading, and a list a sitting."""
    opened = f" · [open the week](<{digest.home}>)" if digest.home else ""
    lines = [f"#### {plain(title(digest))}", _quiet(plain(lead(digest))) + opened]
    lines += [line for one in digest.plan.sessions for line in _lines(one)]
    return post(told["url"], {"username": "Mainstem", "text": cut(lines, _MOST_TEXT)})


def refused(reply: Reply) -> str:
    """Mattermost answers ``ok``."""
    said = reply.body[:100].decode("utf-8", "replace").strip()
    return "" if said in ("ok", "") else f"answered {said!r}"


def _lines(session: Session) -> list[str]:
    head = f"\n**{session.at:%A %H:%M}** · {session.minutes} min\n"
    slots = (f"- {link(s.title, s.url)} · {s.minutes} min, {words(s.kind)}" for s in session.slots)
    return [head, *map(_quiet, slots)]


def _quiet(text: str) -> str:
    """``@channel`` in a title calls nobody."""
    return text.replace("@", "@\u2060")
