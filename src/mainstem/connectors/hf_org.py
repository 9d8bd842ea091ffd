"""What an organisation publishes on the Hugging Face Hub: models, datasets, spaces and collections.

Listings of the Hub API (huggingface.co/docs/hub/api): JSON arrays, newest first, the next page in the Link
header. An endpoint names one of the four lists; a list of models brings the newest of the other three as
details. An ``arxiv:`` tag can name an earlier paper or the base model's, so it is a link and never a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS, Record, count, known, record, records, text
from mainstem.connectors.queries import linked_next, query_of, with_defaults
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, ItemKind, Page, Reply, Request
from mainstem.text import html, titles

WINDOW = timedelta(days=90)  # paging back ends with the first entry older than this
N_OTHERS = 30  # entries asked of each of the lists beside the models

_SITE = "https://huggingface.co"
_FIRST_YEAR = 2016  # the Hub opened; earlier dates are mistakes
_NEWEST = {"sort": "createdAt", "direction": "-1", "limit": "30"}

_List = Literal["models", "datasets", "spaces", "collections"]
_KINDS: dict[_List, ItemKind] = {
    "models": "model",
    "datasets": "dataset",
    "spaces": "post",
    "collections": "post",
}
_PREFIX: dict[_List, str] = {
    "models": "",
    "datasets": "datasets/",
    "spaces": "spaces/",
    "collections": "collections/",
}
# Tags that say what a repository is about; the others with a colon are bookkeeping.
_SPOKEN = ("task_categories:", "task_ids:", "modality:", "benchmark:")


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest entries of the list."""
    url = filled(endpoint.url, today)
    return Request(url if _list_at(url) == "collections" else with_defaults(url, _NEWEST))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """The entries of a list, in its order.

    Raises EmptyBody, NotAFeed, Refusal, Malformed, or NoEntries where the endpoint's own list is empty (an
    organisation without, say, collections is no fault).
    """
    data = jsondoc.parsed(reply)
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise jsondoc.unexpected(data, reply.url, "a list of the Hugging Face Hub")
    is_detail = urlsplit(reply.url).path != urlsplit(endpoint.url).path
    if not data and not is_detail:
        raise NoEntries(reply.url, "the Hub lists nothing here: is the organisation's name right?")
    drafts = {draft.key: draft for row in data if (draft := _draft(row, _list_at(reply.url), reply.at))}
    if data and not drafts:
        raise jsondoc.unexpected(data[0], reply.url, "a list of the Hugging Face Hub")
    n_odd = sum(not _name(row) for row in data)
    return Page(
        tuple(drafts.values()),
        next=None if is_detail else _next(list(drafts.values()), reply),
        more=() if is_detail else _others(reply.url),
        warnings=(f"{n_odd} entries without a name, left out",) if n_odd else (),
    )


def _list_at(url: str) -> _List | None:
    """Which of the lists an address is of."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return next((name for name in _KINDS if name == last), None)


def _list_of(row: Record, listed: _List | None) -> _List:
    """Which of the lists a record is of, by its address or else by its fields."""
    if listed:
        return listed
    if "slug" in row:
        return "collections"
    return "spaces" if "sdk" in row else "models"


def _others(url: str) -> tuple[Request, ...]:
    """The newest datasets, spaces and collections of the organisation whose models ``url`` lists."""
    query = query_of(url)
    if _list_at(url) != "models" or not query.get("author") or "cursor" in query:
        return ()
    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/models')[0]}"
    newest = urlencode({"author": query["author"], **_NEWEST, "limit": str(N_OTHERS)})
    held = urlencode({"owner": query["author"], "sort": "lastModified", "limit": str(N_OTHERS)})
    return tuple(
        Request(f"{base}/{address}")
        for address in (f"datasets?{newest}", f"spaces?{newest}", f"collections?{held}")
    )


def _next(drafts: list[Draft], reply: Reply) -> Request | None:
    """The next page, while the entries are new."""
    oldest = min((d.published_at for d in drafts if d.published_at), default=None)
    there = linked_next(reply.headers, reply.url)
    return Request(there) if there and oldest and oldest > reply.at - WINDOW else None


# --- one entry ------------------------------------------------------------------------------------


def _name(row: Record) -> str:
    """``owner/name`` of a repository, the slug of a collection; "" where there is none."""
    name = text(row, "id") or text(row, "modelId") or text(row, "slug")
    return name if "/" in name.strip("/") and not name.startswith("/") and len(name) < 300 else ""


def _draft(row: Record, listed: _List | None, at: datetime) -> Draft | None:
    name, of = _name(row), _list_of(row, listed)
    if not name:
        return None
    created, updated = (_moment(row, field, at) for field in ("createdAt", "lastModified"))
    if of == "collections":
        return _collection(row, name, _moment(row, "lastUpdated", at))
    tags = [tag for tag in row.get("tags") or [] if isinstance(tag, str)] if _has_list(row, "tags") else []
    return Draft(
        key=f"{of}/{text(row, '_id') or name}",
        title=titles.line(name),
        url=f"{_SITE}/{_PREFIX[of]}{quote(name)}",
        kind=_KINDS[of],
        published_at=created,
        updated_at=updated if updated != created else None,
        authors=(titles.line(text(row, "author") or name.partition("/")[0]),),
        text=_told(row, tags),
        links=tuple(_links(tags))[:MAX_LINKS],
        extra=_facts(row, tags, of),
    )


def _has_list(row: Record, name: str) -> bool:
    return isinstance(row.get(name), list)


def _moment(row: Record, name: str, at: datetime) -> datetime | None:
    read = moment(text(row, name))
    return read if read and read.year >= _FIRST_YEAR and read <= at + timedelta(days=2) else None


def _told(row: Record, tags: list[str]) -> str:
    """A description where there is one, and the tags as words."""
    words = [tag.partition(":")[2] if tag.startswith(_SPOKEN) else tag for tag in tags]
    spoken = dict.fromkeys(word.replace("-", " ").replace("_", " ") for word in words if ":" not in word)
    said = html.plain(text(row, "description"))
    pieces = (said, text(row, "pipeline_tag").replace("-", " "), ", ".join(spoken))
    return titles.cut(titles.line(" · ".join(filter(None, pieces))), MAX_TEXT_CHARS)


def _links(tags: list[str]) -> Iterator[str]:
    """The papers, base models and data sets that the tags name."""
    for tag in dict.fromkeys(tags):
        kind, _, name = tag.partition(":")
        name = name.rpartition(":")[2]  # base_model:quantized:owner/name
        if kind == "arxiv" and name:
            yield f"https://arxiv.org/abs/{quote(name)}"
        elif kind == "base_model" and "/" in name:
            yield f"{_SITE}/{quote(name)}"
        elif kind == "dataset" and "/" in name:
            yield f"{_SITE}/datasets/{quote(name)}"


def _facts(row: Record, tags: list[str], of: _List) -> dict[str, Any]:
    gated, private = row.get("gated"), row.get("private")
    return known(
        hub=of.removesuffix("s"),
        votes=count(row, "likes"),
        n_downloads=count(row, "downloads"),
        licence=_tagged(tags, "license:") or None,
        gated=gated if isinstance(gated, bool | str) else None,  # False, "auto" or "manual"
        private=private if isinstance(private, bool) else None,
        task=text(row, "pipeline_tag"),
        library=text(row, "library_name"),
        base_models=_tagged(tags, "base_model:"),
        relation=next(
            (t.split(":")[1] for t in tags if t.count(":") == 2 and t.startswith("base_model:")), ""
        ),
        n_parameters=count(record(row, "safetensors"), "total") or count(row, "numParameters"),
        sdk=text(row, "sdk"),
    )


def _tagged(tags: list[str], prefix: str) -> list[str]:
    """The values of the tags that begin so, each once, without the relation before a base model's name."""
    values = (tag.removeprefix(prefix).rpartition(":")[2] for tag in tags if tag.startswith(prefix))
    return list(dict.fromkeys(value for value in values if value))


def _collection(row: Record, slug: str, updated: datetime | None) -> Draft | None:
    title = titles.line(text(row, "title"))
    if not title:
        return None
    owner = slug.partition("/")[0]
    held = [(text(item, "type"), text(item, "id")) for item in records(row, "items")]
    links = [
        f"{_SITE}/{_PREFIX_OF_ITEM[kind]}{quote(name)}" for kind, name in held if kind in _PREFIX_OF_ITEM
    ]
    said = html.plain(text(row, "description"))
    names = ", ".join(name for _, name in held if name)
    return Draft(
        key=f"collections/{slug}",
        title=f"{title} (collection of {titles.line(owner)})",
        url=f"{_SITE}/collections/{quote(slug)}",
        kind="post",
        updated_at=updated,
        authors=(titles.line(owner),),
        text=titles.cut(titles.line(" · ".join(filter(None, (said, names)))), MAX_TEXT_CHARS),
        links=tuple(dict.fromkeys(links))[:MAX_LINKS],
        extra=known(
            hub="collection",
            votes=count(row, "upvotes"),
            n_items=count(row, "itemCount") or len(held) or None,
            private=row.get("private") if isinstance(row.get("private"), bool) else None,
        ),
    )


_PREFIX_OF_ITEM = {"model": "", "dataset": "datasets/", "space": "spaces/", "paper": "papers/"}
