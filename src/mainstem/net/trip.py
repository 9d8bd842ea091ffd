"""One fetch under way: where it began, where redirects have led it, and what it has used up."""

from __future__ import annotations

from datetime import datetime

import httpx2

from mainstem.errors import AddressRefused, NetError, ReplyError, TooManyRedirects
from mainstem.model import Reply, Request
from mainstem.net.address import parse, shown

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
VALIDATORS = frozenset({"if-none-match", "if-modified-since"})
# What another host may see of a request; everything else could be a secret meant for the first.
HARMLESS = VALIDATORS | {"accept", "accept-encoding", "accept-language", "user-agent"}


class Trip:
    """The state of a fetch. ``subject`` is the address asked for as errors show it."""

    def __init__(self, request: Request, defaults: dict[str, str]) -> None:
        self.subject = shown(request.url)
        self.url = parse(request.url)
        self.headers = {**defaults, **{name.lower(): value for name, value in request.headers.items()}}
        self.body = request.body
        self.conditional = not VALIDATORS.isdisjoint(self.headers)
        self.n_retries = 0
        self.spent_s = 0.0  # on the wire and between attempts; waiting for a host's turn is free
        self._seen = [str(self.url)]
        self._permanent = True

    @property
    def moved_to(self) -> str | None:
        """Where the address has moved for good; None where it has not, or any hop was for now."""
        return str(self.url) if len(self._seen) > 1 and self._permanent else None

    def error(self, kind: type[NetError], what: str) -> NetError:
        """An error of this fetch; ``what`` goes on from the address it happened at."""
        return kind(self.subject, self._told(what))

    def refusal(
        self, kind: type[ReplyError], what: str, *, status: int, retry_at: datetime | None
    ) -> ReplyError:
        """The same for a reply whose status says no."""
        return kind(self.subject, self._told(what), status=status, retry_at=retry_at)

    def redirects(self, reply: Reply) -> bool:
        """Whether the reply sends us on. What was posted is posted nowhere else."""
        return self.body is None and reply.status in REDIRECTS and bool(reply.headers.get("location"))

    def move(self, reply: Reply, max_redirects: int) -> None:
        """Goes where ``reply`` points; raises TooManyRedirects or AddressRefused instead of going astray."""
        location = reply.headers["location"].encode("latin-1").decode(errors="replace")
        url = self._target(location)
        if str(url) in self._seen:
            raise self.error(TooManyRedirects, f"redirects in a circle, to {shown(str(url))}")
        if len(self._seen) > max_redirects:
            raise self.error(TooManyRedirects, f"redirects on after {max_redirects} redirects")
        if not _same_service(self.url, url):
            self.headers = {name: value for name, value in self.headers.items() if name in HARMLESS}
        self._permanent = self._permanent and reply.status in PERMANENT
        self._seen.append(str(url))
        self.url = url

    def _target(self, location: str) -> httpx2.URL:
        try:
            url = parse(str(self.url.join(location)))
        except httpx2.InvalidURL as error:
            raise self._astray(location, "is not a web address") from error
        except AddressRefused as error:
            raise self._astray(location, error.what) from error
        if self.url.scheme == "https" and url.scheme == "http":
            raise self._astray(location, "is no longer encrypted")
        return url

    def _astray(self, location: str, what: str) -> AddressRefused:
        hint = "Open the address in a browser and correct the source"
        return AddressRefused(self.subject, f"redirects to {shown(location)}, which {what}", hint)

    def _told(self, what: str) -> str:
        return what if len(self._seen) == 1 else f"redirects to {shown(str(self.url))}, which {what}"


def _same_service(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Same host and port, or the step from http to https on their usual ports."""
    if one.host != other.host or one.port != other.port:
        return False
    return one.scheme == other.scheme or one.port is None
