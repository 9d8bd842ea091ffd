"""To a Discord channel by a webhook (docs.discord.com, "Webhook Resource: Execute Webhook")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mainstem.exports._markdown import link, plain, words
from mainstem.exports._posted import URL, cut, lead, post, title
from mainstem.model import Digest, Reply, Request, Session

FIELDS = (URL,)
REPEATS = False
_MOST_TEXT = 4096  # characters in an embed's description


def write(digest: Digest, told: Mapping[str, str], key: str, at: datetime) -> Request:
    """One embed. ``wait`` has Discord answer when it keeps the message, not when it heard of it."""
    lines = [plain(lead(digest)), *(line for one in digest.plan.sessions for line in _lines(one))]
    embed = {"title": title(digest)[:256], "description": cut(lines, _MOST_TEXT)}
    if digest.home:
        embed["url"] = digest.home
    url = told["url"] + ("&" if "?" in told["url"] else "?") + "wait=true"
    return post(url, {"username": "Mainstem", "embeds": [embed], "allowed_mentions": {"parse": []}})


def refused(reply: Reply) -> str:
    """A good status is all that Discord gives."""
    return ""


def _lines(session: Session) -> list[str]:
    head = f"\n**{session.at:%A %H:%M}** · {session.minutes} min"
    return [head, *(f"- {link(s.title, s.url)} · {s.minutes} min, {words(s.kind)}" for s in session.slots)]
