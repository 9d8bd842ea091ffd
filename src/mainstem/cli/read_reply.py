"""``mainstem read-reply``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from mainstem.cli.context import say, write
from mainstem.cli.own import read_bytes

if TYPE_CHECKING:
    from mainstem.model import Draft, Page, Request


def read_reply(
    connector: str,
    file: Path,
    /,
    *,
    status: Annotated[int, Parameter(help="The HTTP status that came with it.")] = 200,
    header: Annotated[
        tuple[str, ...],
        Parameter(name=("--header", "-H"), help="A header, 'Name: value'; may be given again."),
    ] = (),
    url: Annotated[str, Parameter(help="The address it came from.")] = "https://replies.example/reply",
    endpoint: Annotated[str, Parameter(help="The address of the endpoint, where it is another.")] = "",
) -> None:
    """Read saved bytes as a connector would, and print one JSON object a draft.

    A status that says no, and bytes that cannot be read, end in the named error on standard error and its
    exit status: 5 for a reply that says no, 6 for one that cannot be read. 304 prints nothing.

    For example:

    - `curl -s https://blog.example/feed.xml | mainstem read-reply feed /dev/stdin`
    - `mainstem read-reply hf_org models.json --url 'https://huggingface.co/api/models?author=Qwen'`
    - `mainstem read-reply reddit page.html --status 429 -H 'Retry-After: 60'`

    Parameters
    ----------
    connector
        A connector's name or an endpoint's type, such as feed, arxiv, reddit_json.
    file
        The bytes of the reply's body.
    """
    from mainstem.wiring.replies import read_saved

    page = read_saved(connector, read_bytes(file), status, header, url, endpoint or url)
    if page is None:
        return
    for draft in page.drafts:
        write(json.dumps(_draft(draft), ensure_ascii=False))
    for told in _beside(page):
        say(told)


def _draft(draft: Draft) -> dict[str, object]:
    """Every field of a draft, dates in ISO 8601."""
    return {
        "key": draft.key,
        "title": draft.title,
        "url": draft.url,
        "kind": draft.kind,
        "published_at": draft.published_at and draft.published_at.isoformat(),
        "updated_at": draft.updated_at and draft.updated_at.isoformat(),
        "authors": list(draft.authors),
        "venue": draft.venue,
        "keys": list(draft.keys),
        "links": list(draft.links),
        "extra": dict(draft.extra),
        "text": draft.text,
    }


def _beside(page: Page) -> list[str]:
    """What a page says beside its drafts: warnings and further requests."""
    told = [f"warning: {warning}" for warning in page.warnings]
    if page.next:
        told.append(f"next page: {_asked(page.next)}")
    told += [f"detail: {_asked(request)}" for request in page.more]
    if page.interval_h is not None:
        told.append(f"wishes to be asked every {page.interval_h:g} hours")
    return told


def _asked(request: Request) -> str:
    return f"{'POST' if request.body is not None else 'GET'} {request.url}"
