"""HTML that stands by itself: no script, nothing foreign, light and dark; in a mail too, with its styles inlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from mainstem.exports._markdown import is_web
from mainstem.model import Entry

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same as a page in another form: a feed, a calendar."""

    type: str
    title: str
    href: str
    rel: str = "alternate"


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that stand under one heading."""

    name: str
    entries: tuple[Entry, ...]


def page(
    template: str, *, nav: Sequence[tuple[str, str]] = (), links: Sequence[Alternate] = (), **values: Any
) -> str:
    """A whole document; ``nav`` are names and addresses of its neighbours."""
    css = Markup((_TEMPLATES / "page.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return _environment().get_template(template).render(css=css, nav=nav, links=links, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=_number, day=_day, sitting=_sitting, moment=_moment, groups=_groups, byline=byline
    )
    environment.globals["link"] = _link
    return environment


def byline(entry: Entry) -> str:
    """Who wrote it, where and when, as far as that is known."""
    authors = ", ".join(entry.authors[:3]) + (" and others" if len(entry.authors) > 3 else "")
    return " · ".join(
        filter(None, (authors, entry.source, f"{entry.published_at:%Y-%m-%d}" if entry.published_at else ""))
    )


def entry_html(entry: Entry) -> str:
    """What a feed shows of an entry: note and parts."""
    parts = Markup("").join(Markup("<li>{}</li>").format(_link(part.title, part.url)) for part in entry.parts)
    told = [Markup("<p>{}</p>").format(line) for line in (byline(entry), entry.note) if line]
    return "".join([*told, Markup("<ul>{}</ul>").format(parts) if parts else ""])


def _link(title: str, url: str) -> Markup:
    shown = escape(" ".join(title.split()) or "untitled")
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, shown) if is_web(url) else shown


def _number(week: str) -> str:
    return week.rpartition("W")[2].lstrip("0")


def _day(day: date | str) -> str:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {day:%B %Y}"


def _sitting(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B, %H:%M}"


def _moment(at: datetime) -> str:
    return f"{_day(at)}, {at:%H:%M} {at.tzname() or 'UTC'}"


def _groups(entries: Sequence[Entry]) -> list[Group]:
    """Neighbours of one group together."""
    return [Group(name, tuple(some)) for name, some in groupby(entries, key=lambda entry: entry.group)]
