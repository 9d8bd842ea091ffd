"""Hugging Face daily papers (huggingface.co/api/daily_papers): arXiv papers that people voted for.

A day's list grows and is voted on for days, and there is none at weekends; so a poll of today's list asks
for those of the days before as well.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import authors_of, left_out, one_each, published
from mainstem.connectors.jsondoc import Record, count, known, record, records, text
from mainstem.connectors.queries import query_of, with_query
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.papers import arxiv_id
from mainstem.text.urls import found_in

N_DAYS = 4  # before today: over a weekend and a holiday, and as long as votes come in

_LINKS = ("githubRepo", "projectPage")


def first(endpoint: Endpoint, today: date) -> Request:
    """Today's list."""
    return Request(filled(endpoint.url, today))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Papers, in the service's order; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    if not isinstance(data, list):
        raise jsondoc.unexpected(data, reply.url, "a list of daily papers")
    rows = records({"rows": data}, "rows")
    if rows and not any("paper" in row for row in rows):
        raise jsondoc.unexpected({}, reply.url, "a list of daily papers")
    drafts = [draft for row in rows if (draft := _draft(row, reply))]
    if not drafts and "date" not in query_of(reply.url):
        raise NoEntries(reply.url, "a list without a single paper")
    warnings = left_out(len(rows) - len(drafts), "without an arXiv id or a title")
    return Page(one_each(drafts), more=_days_before(reply), warnings=warnings)


def _draft(row: Record, reply: Reply) -> Draft | None:
    paper = record(row, "paper")
    number = arxiv_id(text(paper, "id"))
    title = titles.title(text(paper, "title") or text(row, "title"))
    if number is None or not title:
        return None
    summary = titles.line(text(paper, "summary") or text(row, "summary"))
    return Draft(
        key=f"arxiv:{number[0]}",
        title=title,
        url=f"https://arxiv.org/abs/{number[0]}",
        kind="paper",
        published_at=published(text(paper, "publishedAt") or text(row, "publishedAt"), reply.at),
        authors=authors_of(
            text(each, "name") for each in records(paper, "authors") if not each.get("hidden")
        ),
        text=titles.cut(summary, jsondoc.MAX_TEXT_CHARS),
        links=found_in(" ".join(text(paper, name) for name in _LINKS)),
        keys=(f"arxiv:{number[0]}",),
        extra=_extra(row, paper),
    )


def _extra(row: Record, paper: Record) -> dict[str, Any]:
    return known(
        votes=count(paper, "upvotes"),
        n_comments=count(row, "numComments"),
        n_stars=count(paper, "githubStars"),
        listed_on=text(paper, "submittedOnDailyAt")[:10],
    )


def _days_before(reply: Reply) -> tuple[Request, ...]:
    """The lists of the days before, where ``reply`` is today's."""
    day = query_of(reply.url).get("date", "")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day) or day != f"{reply.at:%Y-%m-%d}":
        return ()
    days = (reply.at.date() - timedelta(days=n) for n in range(1, N_DAYS + 1))
    return tuple(Request(with_query(reply.url, {"date": f"{each:%Y-%m-%d}"})) for each in days)
