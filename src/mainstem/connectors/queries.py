"""Addresses of further requests: query parameters set, and the next page that a Link header names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_LINK = re.compile(r"<([^<>\s]*)>([^<]*)")
_NEXT = re.compile(r";\s*rel\s*=\s*(?:\"(?:[^\"]*\s)?next(?:\s[^\"]*)?\"|next\b)", re.IGNORECASE)


def query_of(url: str) -> dict[str, str]:
    """The query parameters of ``url``; of several with one name the last."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def with_query(url: str, values: Mapping[str, str]) -> str:
    """``url`` with these query parameters in place of its own of the same names."""
    return urlunsplit(urlsplit(url)._replace(query=urlencode({**query_of(url), **values})))


def with_defaults(url: str, values: Mapping[str, str]) -> str:
    """``url`` with those of these query parameters that it does not have yet."""
    own = query_of(url)
    missing = {name: value for name, value in values.items() if name not in own}
    return with_query(url, missing) if missing else url


def linked_next(headers: Mapping[str, str], url: str) -> str | None:
    """The next page by a reply's Link header (RFC 8288), absolute; None where it names none elsewhere.

    A page on another host than ``url`` is none of ours: a header must not send a poll astray.
    """
    for target, parameters in _LINK.findall(headers.get("link", "")):
        if _NEXT.search(parameters):
            try:
                there = urljoin(url, target)
                return there if urlsplit(there)[:2] == urlsplit(url)[:2] else None
            except ValueError:
                return None
    return None
