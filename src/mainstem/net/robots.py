"""robots.txt (RFC 9309) for pages made for people; feeds and APIs are made for machines and not asked for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from mainstem.errors import Forbidden, MainstemError, ReplyError, ServerFault
from mainstem.model import Reply, Request

PRODUCT = "mainstem"  # the name that a robots.txt would call us by
MAX_BYTES = 500 * 1024  # RFC 9309, 2.5: parsers must read at least this much, and need no more

Fetch = Callable[[Request], Awaitable[Reply]]


class Robots:
    """What hosts ask of automatic readers, asked for once a host and run."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._rules: dict[str, asyncio.Task[RobotFileParser | None]] = {}

    async def mind(self, url: str) -> None:
        """Raises Forbidden where the host wants no automatic reader at ``url``.

        No robots.txt (4xx) allows everything; one that cannot be had (5xx, no answer) allows nothing.
        """
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._ask(origin))
        rules = await asyncio.shield(self._rules[origin])
        if rules is None:
            raise Forbidden(
                url, "was not asked: the host's robots.txt cannot be had", "It is tried again later"
            )
        if not rules.can_fetch(PRODUCT, url):
            raise Forbidden(
                url, "was not asked: robots.txt wants no automatic readers there", "Read it by hand"
            )

    async def _ask(self, origin: str) -> RobotFileParser | None:
        rules = RobotFileParser()
        try:
            reply = await self._fetch(Request(urljoin(origin, "/robots.txt")))
        except ServerFault:
            return None
        except ReplyError:
            rules.parse([])
            return rules
        except MainstemError:
            return None
        rules.parse(reply.body[:MAX_BYTES].decode("utf-8", "replace").splitlines())
        return rules
