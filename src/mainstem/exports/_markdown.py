"""Markdown that is safe against markup in titles."""

from __future__ import annotations

import re
from urllib.parse import quote

# What CommonMark or GitHub's dialect takes for markup in the middle of a line.
_INLINE = re.compile(r"([\\`*_\[\]<>|~&$])")
# What opens a block when it stands at the start of a line.
_BLOCK = re.compile(r"^(\d*)([#+\-=:.)])")
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
# Characters that may stand in a link's target as they are; brackets and spaces may not.
_SAFE_IN_URL = "/:?#@!$&'*+,;=%~-._"


def link(title: str, url: str) -> str:
    """The title, linked where the address is one that a click may follow."""
    shown = plain(title) or "untitled"
    return f"[{shown}](<{target(url)}>)" if is_web(url) else shown


def is_web(url: str) -> bool:
    """Whether a click may follow the address."""
    return bool(_WEB.match(url))


def target(url: str) -> str:
    """The address without characters that would end it."""
    return quote(url, safe=_SAFE_IN_URL)


def words(kind: str) -> str:
    """A slot kind as one writes it: ``deep paper``."""
    return plain(kind.replace("_", " "))


def plain(text: str) -> str:
    """``text`` on one line, with nothing left that Markdown would read as markup."""
    line = " ".join(text.split())
    return _BLOCK.sub(r"\1\\\2", _INLINE.sub(r"\\\1", line))
