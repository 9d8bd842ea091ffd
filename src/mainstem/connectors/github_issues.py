"""Issues and pull requests of a repository by activity (docs.github.com/rest/issues/issues)."""

from __future__ import annotations

from datetime import date
from typing import Any

from mainstem.connectors import github, jsondoc, queries
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import Record
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.identity import key_of

MAX_LABELS = 20

_DEFAULTS = {"state": "all", "sort": "updated", "direction": "desc", "per_page": "100"}
_WANTED = "issues of GitHub"


def first(endpoint: Endpoint, today: date) -> Request:
    """The issues that moved last.

    A ``since={ISO8601}`` of the address is left out: paging ends at what is known anyway, and an address
    that stays the same can be answered with 304, which a token's quota does not count.
    """
    url = github.api_address(endpoint.url)
    own = {name: value for name, value in queries.query_of(url).items() if "{" not in value}
    return Request(queries.with_query(url.partition("?")[0], {**_DEFAULTS, **own}), github.HEADERS)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Issues and pull requests, without those of bots; raises EmptyBody, NotAFeed, NoEntries or Refusal."""
    rows = github.rows(reply, _WANTED)
    if not rows and not github.is_later_page(reply):
        raise NoEntries(reply.url, "a repository without an issue or pull request")
    people = [row for row in rows if not github.is_bot(row, "user")]
    drafts = [draft for row in people if (draft := _draft(row))]
    if people and not drafts:
        raise jsondoc.unexpected(rows, reply.url, _WANTED)
    n_lost = len(people) - len(drafts)
    warnings = (f"{n_lost} issues without number or title, left out",) if n_lost else ()
    return Page(tuple(drafts), next=github.next_page(reply), warnings=warnings)


def _draft(row: Record) -> Draft | None:
    url, title = jsondoc.text(row, "html_url"), titles.line(jsondoc.text(row, "title"))
    key = key_of(url)
    if not title or key is None or ("/issues/" not in key and "/pull/" not in key):
        return None
    text, links = github.content(row)
    created, updated = (moment(jsondoc.text(row, name)) for name in ("created_at", "updated_at"))
    number = jsondoc.count(row, "id")  # stays when the repository is renamed
    return Draft(
        key=f"issue:{number}" if number else key,
        title=title,
        url=url,
        kind="issue",
        published_at=created,
        updated_at=updated if updated != created else None,
        authors=github.author(row, "user"),
        text=text,
        links=links,
        keys=(key,),
        extra=_extra(row),
    )


def _extra(row: Record) -> dict[str, Any]:
    pull = jsondoc.record(row, "pull_request")
    labels = [titles.line(jsondoc.text(label, "name")) for label in jsondoc.records(row, "labels")]
    return jsondoc.known(
        pull=True if pull else None,
        merged_at=jsondoc.text(pull, "merged_at"),
        draft=row.get("draft") or None,
        state=jsondoc.text(row, "state"),
        closed_at=jsondoc.text(row, "closed_at"),
        labels=[label for label in labels if label][:MAX_LABELS],
        n_comments=jsondoc.count(row, "comments"),
        **github.reactions(row),
    )
