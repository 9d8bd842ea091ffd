"""What a status means: a reply to hand on, or which refusal."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from mainstem.errors import Forbidden, Gone, Missing, RateLimited, ReplyError, ServerFault
from mainstem.model import Reply
from mainstem.text.headers import retry_at

_KINDS: dict[int, type[ReplyError]] = {
    401: Forbidden,
    403: Forbidden,
    404: Missing,
    410: Gone,
    429: RateLimited,
    451: Forbidden,
}
_MAY_NAME_A_TIME = frozenset({403, 429, 503})  # GitHub says "later" with 403, others with 503

Refused = tuple[type[ReplyError], str, datetime | None]


def judge(reply: Reply, *, conditional: bool) -> Refused | None:
    """The error of a reply, in words, with the moment to come back; None for one to hand on.

    That is 200, and 304 where the request was ``conditional``: unasked, it would pass nothing off as
    "nothing new".
    """
    if reply.status == 200 or (reply.status == 304 and conditional):
        return None
    come_back = retry_at(reply.headers, reply.at) if reply.status in _MAY_NAME_A_TIME else None
    kind = RateLimited if come_back else _KINDS.get(reply.status)
    if kind is None:
        kind = ServerFault if reply.status >= 500 else ReplyError
    return kind, f"answered {_words(reply)}", come_back


def _words(reply: Reply) -> str:
    try:
        words = f"{reply.status} {HTTPStatus(reply.status).phrase}"
    except ValueError:
        words = f"{reply.status}"
    return words + (" without being asked for changes" if reply.status == 304 else "")
