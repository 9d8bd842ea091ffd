"""What a work's record says beside its words: where it lies, who put it there, what shape it has. Pure.

Each fact is a short name such as ``shape=paper`` or ``role=serving``; the classifier has learned what each
speaks for, and the rules for sector and kind read the same ``Place``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from mainstem.model import Pack, Sector, Shelf, Source, Work

_PAPER = re.compile(
    r"(?:arxiv|doi|usenix|openreview|mlsys|neurips|mlsys-virtual|neurips-virtual|pmlr|acl|ieee|s2):"
)
_REPOSITORY = re.compile(r"github:([^/]+/[^/]+)(?:/(issues|pull|releases|discussions))?")
_ON_HUB = re.compile(r"hf:(?!blog/|collections/|spaces/|papers/)(datasets/)?([^/]+)/")
_MODEL_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)[ -]?([MBT])\b", re.IGNORECASE)
_BILLIONS = {"m": 1e-3, "b": 1.0, "t": 1e3}
_SMALL, _LARGE = 8, 60  # billions of parameters: fits one consumer GPU; needs several data-centre ones
_OTHER_SENSES = re.compile(
    r"image|video|speech|audio|\b3d\b|ocr|\btts\b|\bvoice|depth|mask|diffus|object-det|sentence-sim|feature-extr",
    re.IGNORECASE,
)
_SHARED_HOSTS = frozenset(
    {
        "arxiv.org", "export.arxiv.org", "rss.arxiv.org", "github.com", "raw.githubusercontent.com",
        "huggingface.co", "reddit.com", "old.reddit.com", "news.ycombinator.com", "hn.algolia.com",
        "youtube.com", "x.com", "twitter.com", "openreview.net",
    }
)  # fmt: skip
# What a title says that its work is, however it is spelled ("AgentBench", "Simulating", "WikiText corpus").
_SAYS = {
    "measure": re.compile(
        r"bench(?:mark\w*)?\b|\b\w*eval(?:s|uat\w*)?\b|leaderboard|\barena\b", re.IGNORECASE
    ),
    "simulate": re.compile(r"\b(?:simulat|emulat|profil|predict|performance model)", re.IGNORECASE),
    "data": re.compile(r"\bdata ?sets?\b|\bcorp(?:us|ora)\b", re.IGNORECASE),
    "survey": re.compile(r"\bsurvey|\breview\b|\boverview", re.IGNORECASE),
}
_FORUMS = ("reddit:", "discourse:", "discord:")


MAX_CHARS = 900  # of a text: about an abstract, so that a long post weighs what a paper does
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a work lies."""

    shape: str  # paper, model, data, code, news (Hacker News), forum, page
    host: str = ""
    shelf: Shelf | None = None
    sector: Sector | None = None  # of the source or the owner, where known
    owner: str = ""  # of a repository or model, in lower case
    role: str | None = None  # of a watched repository
    part: str = ""  # of a repository: issues, pull, releases, discussions
    target: str = ""  # the host of what a Hacker News story links to


class Places:
    """The pack's sources, repositories and labs, by where they publish."""

    def __init__(self, pack: Pack) -> None:
        self._by_id = {source.id: source for source in pack.sources}
        self._by_host = {host: source for source in reversed(pack.sources) for host in _hosts(source)}
        self._roles = {
            name.lower(): repository.role
            for repository in pack.repositories
            for name in (repository.name, *repository.former)
        }
        self._owners: dict[str, Sector] = {
            owner.lower(): lab.sector for lab in pack.labs for owner in (*lab.github, *lab.hub)
        } | {owner: each.sector for each in pack.signs for owner in each.owners}
        self._sectors = {host: each.sector for each in pack.signs for host in each.hosts}

    def of(self, work: Work) -> Place:
        """Where a work lies, told from its id, its address and its source."""
        if work.kind == "paper" or _PAPER.match(work.id):
            return Place("paper")
        if place := self._repository(work):
            return place
        if work.id.startswith("hn:"):
            return Place("news", "news.ycombinator.com", target=_host(str(work.extra.get("outlink") or "")))
        if work.id.startswith(_FORUMS) or (work.kind == "thread" and work.stream == "community"):
            return Place("forum", _host(work.url))
        return self._page(work)

    def _repository(self, work: Work) -> Place | None:
        """A place on GitHub or on the Hub."""
        if found := _REPOSITORY.match(work.id):
            owner = found[1].partition("/")[0]
            role, part = self._roles.get(found[1]), found[2] or ""
            return Place("code", "github.com", None, self._owners.get(owner), owner, role, part)
        if found := _ON_HUB.match(work.id):
            owner = found[2].lower()
            shape = "data" if found[1] else "model"
            return Place(shape, "huggingface.co", None, self._owners.get(owner), owner)
        return None

    def _page(self, work: Work) -> Place:
        host = _host(work.url)
        source = _at(host, self._by_host) or self._by_id.get(work.source_id)
        sector = _at(host, self._sectors) or (source.sector if source else None)
        return Place("page", host, source.shelf if source else None, sector)

    def sector_at(self, host: str) -> Sector | None:
        """The sector of what publishes at a host."""
        source = _at(host, self._by_host)
        return _at(host, self._sectors) or (source.sector if source else None)


def _at(host: str, table: Mapping[str, Found]) -> Found | None:
    """What a table says of a host, or of the domain that it belongs to."""
    while host:
        if host in table:
            return table[host]
        host = host.partition(".")[2]
    return None


def _hosts(source: Source) -> Iterator[str]:
    for address in (source.home, *(endpoint.url for endpoint in source.endpoints)):
        host = _host(address)
        if host and host not in _SHARED_HOSTS:
            yield host


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:  # not an address: brackets without an end
        return ""


def told(title: str, text: str) -> str:
    """What is read of a work: its title and the beginning of its text."""
    return f"{title}\n{text[:MAX_CHARS]}"


def facts(work: Work, place: Place) -> list[str]:
    """The names of all that is so of a work."""
    told = [f"shape={place.shape}"]
    told += [f"category={name}" for name in work.extra.get("categories") or ()]
    told += [f"says={name}" for name, pattern in _SAYS.items() if pattern.search(work.title)]
    told += _SHAPES[place.shape](work, place) if place.shape in _SHAPES else ()
    if place.shape not in ("forum", "news") and (found := _MODEL_SIZE.findall(work.title)):
        billions = max(float(number) * _BILLIONS[unit.lower()] for number, unit in found)
        told.append(
            "size=small" if billions <= _SMALL else "size=large" if billions >= _LARGE else "size=medium"
        )
    return told


def _of_page(work: Work, place: Place) -> Iterator[str]:
    yield f"shelf={place.shelf}"
    yield f"sector={place.sector}"
    if work.title.count(", ") + work.title.count("；") >= 2:
        yield "title=list"


def _of_code(work: Work, place: Place) -> Iterator[str]:
    yield f"role={place.role}"
    yield f"part={place.part}"


def _of_model(work: Work, place: Place) -> Iterator[str]:
    told = f"{work.title} {work.extra.get('task') or ''} {work.text}".lower()
    if "gguf" in told:
        yield "model=gguf"
    if "text-generation" in told or "text generation" in told:
        yield "model=text"
    elif _OTHER_SENSES.search(told):
        yield "model=other senses"


def _of_news(work: Work, place: Place) -> Iterator[str]:
    if work.title.startswith("Show HN"):
        yield "title=show"
    yield "target=code" if place.target == "github.com" else "target=page" if place.target else "target=none"


def _of_forum(work: Work, place: Place) -> Iterator[str]:
    if "?" in work.title:
        yield "title=question" if len(work.text) >= _ONE_LINE else "title=bare question"
    if found := re.search(r"/r/(\w+)", work.url):
        yield f"forum={found[1].lower()}"


_ONE_LINE = 40  # characters
_SHAPES = {
    "page": _of_page,
    "code": _of_code,
    "model": _of_model,
    "news": _of_news,
    "forum": _of_forum,
}
