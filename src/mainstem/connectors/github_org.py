"""New repositories of an organisation or a person, and single ones (docs.github.com/rest/repos/repos)."""

from __future__ import annotations

from datetime import date

from mainstem.connectors import github, jsondoc, queries
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import Record
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.identity import key_of
from mainstem.text.urls import found_in

MAX_TITLE_CHARS = 160

_NEWEST = {"sort": "created", "direction": "desc"}
_WANTED = "repositories of GitHub"


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest repositories, whatever order the address asks for; or the one repository that it names."""
    url = github.api_address(endpoint.url)
    if endpoint.type != "github_repo":
        url = queries.with_query(queries.with_defaults(url, {"per_page": "40"}), _NEWEST)
    return Request(url, github.HEADERS)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Repositories as releases of code, without forks; raises EmptyBody, NotAFeed, NoEntries or Refusal."""
    rows = github.rows(reply, _WANTED)
    if not rows and not github.is_later_page(reply):
        raise NoEntries(reply.url, "an account without a public repository")
    own = [row for row in rows if row.get("fork") is not True or len(rows) == 1]
    drafts = [draft for row in own if (draft := _draft(row))]
    if own and not drafts:
        raise jsondoc.unexpected(rows, reply.url, _WANTED)
    return Page(tuple(drafts), next=github.next_page(reply))


def _draft(row: Record) -> Draft | None:
    url, number = jsondoc.text(row, "html_url"), jsondoc.count(row, "id")
    name = github.repository_of(url)
    if name is None or number is None:
        return None
    said = titles.line(jsondoc.text(row, "description"))
    topics = row.get("topics")
    words = [topic for topic in topics if isinstance(topic, str)] if isinstance(topics, list) else []
    return Draft(
        key=f"repository:{number}",  # stays when it is renamed
        title=titles.cut(f"{name}: {said}" if said else name, MAX_TITLE_CHARS),
        url=url,
        kind="release",
        published_at=moment(jsondoc.text(row, "created_at")),
        authors=github.author(row, "owner"),
        text=" ".join(filter(None, (said, *words))),
        links=found_in(f"{said} {jsondoc.text(row, 'homepage')}"),
        keys=(key_of(url) or f"github:{name.lower()}",),
        extra=_extra(row, words),
    )


def _extra(row: Record, topics: list[str]) -> dict[str, object]:
    return jsondoc.known(
        n_stars=jsondoc.count(row, "stargazers_count"),
        n_forks=jsondoc.count(row, "forks_count"),
        language=jsondoc.text(row, "language"),
        licence=jsondoc.text(jsondoc.record(row, "license"), "spdx_id"),
        archived=row.get("archived") or None,
        topics=topics,
    )
