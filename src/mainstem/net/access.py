"""Secrets on the wire: what opens a host, added at the last moment and to that host alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

import httpx2


@dataclass(frozen=True, slots=True)
class Access:
    """What one host is shown: headers, or a query such as a personal feed's. Never in a repr, URL or error."""

    host: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: str = field(default="", repr=False)
    api: str = ""  # the host that answers this one's ``.json`` paths, without the ending, to who has the key


def routed(url: str, keys: Iterable[Access]) -> str:
    """Where ``url`` is asked: at the host for those who have a key, if it has one."""
    parts = urlsplit(url)
    for key in keys:
        if key.api and key.host == parts.hostname and parts.path.endswith(".json"):
            path = parts.path.removesuffix(".json")
            return urlunsplit(parts._replace(scheme="https", netloc=key.api, path=path))
    return url


def opened(url: httpx2.URL, keys: Iterable[Access]) -> tuple[dict[str, str], bytes]:
    """The headers that ``url`` is opened with, and its path and query as sent.

    Secrets go out encrypted only, save to this machine itself.
    """
    target = url.raw_path
    headers: dict[str, str] = {}
    for key in keys:
        if key.host == url.host and (url.scheme == "https" or url.host in ("127.0.0.1", "localhost", "::1")):
            headers.update({name.lower(): value for name, value in key.headers.items()})
            if key.query:
                target += (b"&" if b"?" in target else b"?") + key.query.encode("ascii", "ignore")
    return headers, target
