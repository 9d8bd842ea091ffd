"""What a status means: a reply to hand on, or which refusal."""

from __future__ import annotations

import re
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

# GitHub's limit on bursts answers 403 without a header, and tells it from other refusals in the body alone.
_BURST = re.compile(rb"secondary rate limit|abuse detection", re.IGNORECASE)
_BURST_BYTES = 2_000

Refused = tuple[type[ReplyError], str, datetime | None]


def judge(reply: Reply, *, conditional: bool, posted: bool = False) -> Refused | None:
    """The error of a reply, in words, with the moment to come back; None for one to hand on.

    That is 200, 201 to 299 where something was ``posted``, and 304 where the request was ``conditional``: unasked,
    it would pass nothing off as "nothing new".
    """
    if reply.status == 200 or (posted and 200 < reply.status < 300):
        return None
    if reply.status == 304 and conditional:
        return None
    come_back = retry_at(reply.headers, reply.at) if reply.status in _MAY_NAME_A_TIME else None
    kind = RateLimited if come_back or _is_burst(reply) else _KINDS.get(reply.status)
    if kind is None:
        kind = ServerFault if reply.status >= 500 else ReplyError
    return kind, f"answered {_words(reply)}", come_back


def _is_burst(reply: Reply) -> bool:
    return reply.status == 403 and bool(_BURST.search(reply.body[:_BURST_BYTES]))


def _words(reply: Reply) -> str:
    try:
        words = f"{reply.status} {HTTPStatus(reply.status).phrase}"
    except ValueError:
        words = f"{reply.status}"
    return words + (" without being asked for changes" if reply.status == 304 else "")
