"""To a Feishu or Lark group by a custom bot (open.feishu.cn, "Custom bot usage guide").

Where the bot checks signatures: Base64 of HMAC-SHA256 whose KEY is the timestamp in seconds, a line feed and the
secret, over nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mainstem.exports._markdown import is_web
from mainstem.exports._posted import URL, lead, post, title
from mainstem.model import Digest, Needed, Reply, Request, Session

FIELDS = (URL, Needed("secret", "The bot's signing secret, where it has one", default="", secret=True))
REPEATS = False
_MOST_BYTES = 20_000  # of a request
_Line = list[dict[str, str]]


def write(digest: Digest, told: Mapping[str, str], key: str, at: datetime) -> Request:
    """Rich text, which knows no markup: a paragraph a reading."""
    lines = [_first(digest), *(line for one in digest.plan.sessions for line in _lines(one))]
    while len(json.dumps(lines).encode()) > _MOST_BYTES - 2_000:
        lines.pop()
    content = {"post": {"en_us": {"title": title(digest), "content": lines}}}
    message: dict[str, Any] = {"msg_type": "post", "content": content}
    if told.get("secret"):
        moment = str(int(at.timestamp()))
        message = {"timestamp": moment, "sign": signature(told["secret"], moment), **message}
    return post(told["url"], message)


def signature(secret: str, moment: str) -> str:
    """What ``sign`` says at a moment in whole seconds."""
    key = f"{moment}\n{secret}".encode()
    return base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


def refused(reply: Reply) -> str:
    """Feishu says no with status 200, and a ``code`` that is not 0."""
    try:
        said = json.loads(reply.body)
        code = said.get("code", said.get("StatusCode", 0))
    except (ValueError, AttributeError):
        return "answered with something that is not JSON"
    return f"answered code {code}: {str(said.get('msg', ''))[:200]}" if code else ""


def _first(digest: Digest) -> _Line:
    line = [_text(lead(digest))]
    return [*line, _text(" · "), _link("open the week", digest.home)] if digest.home else line


def _lines(session: Session) -> list[_Line]:
    head = [_text(f"{session.at:%A %H:%M} · {session.minutes} min")]
    return [head, *([_link(s.title, s.url), _text(f" · {s.minutes} min")] for s in session.slots)]


def _text(told: str) -> dict[str, str]:
    return {"tag": "text", "text": told}


def _link(told: str, url: str) -> dict[str, str]:
    line = " ".join(told.split())
    return {"tag": "a", "text": line, "href": url} if is_web(url) else _text(line)
