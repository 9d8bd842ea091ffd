"""Reads HTML as strictly as the standard library lets it: every element that opens is closed, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})


@dataclass
class Read:
    """What a page holds."""

    tags: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read, self.open = Read(), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read.tags.add(tag)
        told = dict(attrs)
        assert len(told) == len(attrs), f"<{tag}> says something twice"
        assert not [name for name in told if name.startswith("on")], f"<{tag}> runs something"
        if tag == "a":
            self.read.links.append(told["href"] or "")
        if tag in ("h1", "h2"):
            self.read.heads.append("")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"style", "title"} & set(self.open):
            return
        self.read.text += data
        if {"h1", "h2"} & set(self.open):
            self.read.heads[-1] += data


def read(html: str) -> Read:
    """What a page holds; fails where it is not well formed."""
    assert html.lower().startswith("<!doctype html>")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [] == reader.open
    return reader.read
