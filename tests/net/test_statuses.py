"""What a status means."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mainstem.errors import Forbidden, Gone, Missing, RateLimited, ReplyError, ServerFault
from mainstem.model import Reply
from mainstem.net.statuses import judge
from tests.net.conftest import START

LATER = {"retry-after": "120"}
SPENT = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "120"}


@pytest.mark.parametrize(
    ("status", "headers", "kind", "rests_s"),
    [
        (429, LATER, RateLimited, 120),
        (429, SPENT, RateLimited, 120),
        (429, {}, RateLimited, None),
        (403, LATER, RateLimited, 120),
        (403, SPENT, RateLimited, 120),
        (403, {}, Forbidden, None),
        (503, LATER, RateLimited, 120),
        (503, {}, ServerFault, None),
        (500, LATER, ServerFault, None),
        (502, {}, ServerFault, None),
        (401, {}, Forbidden, None),
        (451, {}, Forbidden, None),
        (404, {}, Missing, None),
        (410, {}, Gone, None),
        (400, {}, ReplyError, None),
        (406, {}, ReplyError, None),
        (300, {}, ReplyError, None),
        (202, {}, ReplyError, None),
        (204, {}, ReplyError, None),
        (304, {}, ReplyError, None),
    ],
)
def test_refusals(
    status: int, headers: dict[str, str], kind: type[ReplyError], rests_s: float | None
) -> None:
    """Each status that is no reply has its error, with the time to come back where one is named."""
    refused = judge(Reply("https://blog.example/feed", status, headers, b"", START), conditional=False)
    retry_at = None if rests_s is None else START + timedelta(seconds=rests_s)
    assert refused
    assert (kind, retry_at) == (refused[0], refused[2])


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b'{"message": "You have exceeded a secondary rate limit."}', RateLimited),
        (b'{"message": "You have triggered an abuse detection mechanism."}', RateLimited),
        (b'{"message": "Resource not accessible"}', Forbidden),
    ],
)
def test_a_burst_is_told_from_other_refusals_by_its_body(said: bytes, kind: type[ReplyError]) -> None:
    """GitHub answers 403 to both, often without a header."""
    refused = judge(Reply("https://api.github.example/repos", 403, {}, said, START), conditional=False)
    assert refused
    assert (kind, None) == (refused[0], refused[2])


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "answered 404 Not Found"),
        (799, "answered 799"),
        (304, "answered 304 Not Modified without being asked for changes"),
    ],
)
def test_words(status: int, words: str) -> None:
    """A status is told with its name, where it has one."""
    refused = judge(Reply("https://blog.example/feed", status, {}, b"", START), conditional=False)
    assert refused
    assert words == refused[1]


@pytest.mark.parametrize(("status", "conditional"), [(200, False), (200, True), (304, True)])
def test_replies(status: int, conditional: bool) -> None:
    """200 is handed on, and 304 where it was asked for."""
    reply = Reply("https://blog.example/feed", status, SPENT, b"", START)
    assert judge(reply, conditional=conditional) is None
