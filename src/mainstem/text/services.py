"""One address to the right endpoint: what a link, a handle or a category is of, told without asking anyone.

The endpoint types are those of the connectors' table; where a service can be followed in several ways they
stand in order of preference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from mainstem.model import Shelf
from mainstem.text.urls import Parts, split, words


@dataclass(frozen=True, slots=True)
class Proposal:
    """An endpoint that an address may stand for, and the source that it would be of."""

    type: str
    url: str
    name: str = ""  # of the source; "" where only its reply can tell
    kind: str = "blog"
    shelf: Shelf = "blog"
    home: str = ""
    cadence: str = "weekly"
    note: str = ""


_HANDLE = re.compile(r"@([\w.-]+)@([\w-]+(?:\.[\w-]+)+)", re.ASCII)
_BLUESKY = re.compile(r"@((?:[a-z0-9-]+\.)+[a-z]{2,})", re.ASCII | re.IGNORECASE)
_SUBREDDIT = re.compile(r"/?r/([A-Za-z0-9_]{2,21})/?", re.ASCII)
_CATEGORY = re.compile(
    r"(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.[A-Za-z]{2}(?:-[a-z]{2,3})?",
    re.ASCII,
)
_PROFILE = re.compile(r"/@([\w.-]+)/?", re.ASCII)
_NAME = re.compile(r"[\w.-]+", re.ASCII)
_NEWEST = "sortBy=submittedDate&sortOrder=descending"


def recognised(told: str) -> tuple[Proposal, ...]:
    """What ``told`` can be followed as, the best first; empty where only a look at the page can tell.

    ``told`` is an address, ``@name@server`` (Mastodon), ``@name.tld`` (Bluesky), ``r/name`` or an arXiv category.
    """
    told = told.strip()
    if found := _HANDLE.fullmatch(told):
        return tuple(_mastodon(f"https://{found[2].lower()}", found[1]))
    if found := _BLUESKY.fullmatch(told):
        return tuple(_bluesky(found[1].lower()))
    if found := _SUBREDDIT.fullmatch(told):
        return tuple(_subreddit(found[1]))
    if _CATEGORY.fullmatch(told):
        return (_arxiv_categories([told]),)
    parts = split(told)
    if parts is None:
        return ()
    told = told if "://" in told else f"https://{told}"
    service = _SERVICES.get(parts.host)
    if service is not None:
        return tuple(service(parts, told))
    return tuple(_elsewhere(parts, told))


def _elsewhere(parts: Parts, told: str) -> Iterator[Proposal]:
    """What the shape of an address says whoever serves it."""
    path, site = parts.path.rstrip("/"), site_of(told)
    if found := _PROFILE.fullmatch(parts.path):
        yield from _mastodon(site, found[1])
    elif re.search(r"/(?:latest|top|hot|new|c/.+|tag/.+)\.json\Z", path):
        yield forum(told, site)


# --- communities ----------------------------------------------------------------------------------


def _reddit(parts: Parts, told: str) -> Iterator[Proposal]:
    if found := re.match(r"/r/([A-Za-z0-9_]{2,21})(?:/|\.|\Z)", parts.path, re.ASCII):
        yield from _subreddit(found[1])
    elif found := re.match(r"/u(?:ser)?/([\w-]+)", parts.path, re.ASCII):
        home = f"https://www.reddit.com/user/{found[1]}"
        yield Proposal(
            "reddit_rss", f"{home}/.rss", f"u/{found[1]}", "profile", "community", f"{home}/", "daily"
        )


def _subreddit(name: str) -> Iterator[Proposal]:
    home = f"https://www.reddit.com/r/{name}/"
    for type_, url in (("reddit_json", f"{home}top.json?t=week&limit=100"), ("reddit_rss", f"{home}.rss")):
        yield Proposal(type_, url, f"r/{name}", "subreddit", "community", home, "daily")


def _mastodon(site: str, name: str) -> Iterator[Proposal]:
    home = f"{site}/@{name}"
    handle = f"@{name}@{urlsplit(site).hostname}"
    for type_, url in (("mastodon", home), ("rss", f"{home}.rss")):
        yield Proposal(type_, url, handle, "profile", "community", home, "daily")


def forum(url: str, site: str) -> Proposal:
    """A Discourse forum at ``site``, followed by its list of topics at ``url``."""
    return Proposal(
        "discourse", url, urlsplit(site).hostname or "", "forum", "community", f"{site}/", "daily"
    )


def site_of(url: str) -> str:
    """Scheme and host of an address, with its port where it has one."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _bluesky(name: str) -> Iterator[Proposal]:
    home = f"https://bsky.app/profile/{name}"
    for type_, url in (("bluesky", home), ("rss", f"{home}/rss")):
        yield Proposal(type_, url, f"@{name}", "profile", "community", home, "daily")


def _bsky(parts: Parts, told: str) -> Iterator[Proposal]:
    pieces = parts.segments()
    if pieces[:1] == ["profile"] and len(pieces) > 1:
        yield from _bluesky(pieces[1].lower())


def _medium(parts: Parts, told: str) -> Iterator[Proposal]:
    pieces = parts.segments()
    if pieces and pieces[0] != "feed" and re.fullmatch(r"@?[\w.-]+", pieces[0], re.ASCII):
        home = f"https://medium.com/{pieces[0]}"
        yield Proposal("rss", f"https://medium.com/feed/{pieces[0]}", home=home)


# --- code -----------------------------------------------------------------------------------------


def _github(parts: Parts, told: str) -> Iterator[Proposal]:
    match parts.segments():
        case [owner] if _NAME.fullmatch(owner) and owner not in _GITHUB_PAGES:
            yield from _account(owner)
        case ["orgs", owner, *_]:
            yield from _account(owner)
        case [owner, repo, *rest] if (
            _NAME.fullmatch(owner) and _NAME.fullmatch(repo) and owner not in _GITHUB_PAGES
        ):
            yield from _repository(
                f"{owner}/{repo.removesuffix('.git')}", (rest or [""])[0].removesuffix(".atom")
            )


_GITHUB_PAGES = words("about apps collections explore features marketplace settings sponsors topics trending")


def _account(owner: str) -> Iterator[Proposal]:
    home = f"https://github.com/{owner}"
    for kind in ("orgs", "users"):
        url = f"https://api.github.com/{kind}/{owner}/repos?sort=created&per_page=40"
        yield Proposal(
            "github_org", url, owner, "organisation", "community", home, "weekly", "new repositories"
        )


def _repository(name: str, part: str) -> Iterator[Proposal]:
    home = f"https://github.com/{name}"
    api = f"https://api.github.com/repos/{name}"
    addresses = {
        "issues": [("github_issues", f"{api}/issues?state=all&sort=updated&since={{ISO8601}}")],
        "pulls": [("github_issues", f"{api}/issues?state=all&sort=updated&since={{ISO8601}}")],
        "discussions": [("github_discussions", f"{home}/discussions")],
        "commits": [("github_commits", f"{home}/commits.atom")],
        "tags": [("github_tags", f"{home}/tags.atom")],
    }
    releases = [
        ("github_releases", f"{home}/releases.atom"),
        ("github_tags", f"{home}/tags.atom"),
        ("github_commits", f"{home}/commits.atom"),
    ]
    for type_, url in addresses.get(part, releases):
        yield Proposal(type_, url, name, "repository", "community", home, "weekly")


def _hub(parts: Parts, told: str) -> Iterator[Proposal]:
    pieces = parts.segments()
    if pieces[:1] == ["api"] and pieces[1:2] in (["models"], ["datasets"], ["spaces"], ["collections"]):
        owner = parts.value("author", "owner")
        yield Proposal("hf_org", told, f"{owner} on Hugging Face", "organisation", "lab", f"{_HF}/{owner}")
        return
    kind = pieces[0] if pieces[:1] in (["datasets"], ["spaces"]) else "models"
    pieces = pieces[1:] if kind != "models" else pieces
    if len(pieces) == 1 and kind == "models" and pieces[0] not in _HUB_PAGES:
        yield from _organisation(pieces[0])
    elif len(pieces) >= 2 and pieces[1] in _HUB_LISTS and kind == "models":
        yield from _organisation(pieces[0], pieces[1])
    elif len(pieces) >= 2 and pieces[0] not in _HUB_PAGES:
        name = f"{pieces[0]}/{pieces[1]}"
        url = f"{_HF}/api/{kind}/{quote(name)}/discussions"
        home = f"{_HF}/{'' if kind == 'models' else kind + '/'}{name}"
        yield Proposal("hf_discussions", url, name, "discussions", "community", home, "weekly")


_HF = "https://huggingface.co"
_HUB_LISTS = ("models", "datasets", "spaces", "collections")
_HUB_PAGES = words(
    "blog chat collections datasets docs join learn login models papers posts pricing spaces tasks"
)


def _organisation(owner: str, listed: str = "models") -> Iterator[Proposal]:
    for which in dict.fromkeys((listed, "models", "datasets")):
        who = "owner" if which == "collections" else "author"
        order = "sort=lastModified" if which == "collections" else "sort=createdAt&direction=-1"
        url = f"{_HF}/api/{which}?{who}={quote(owner)}&{order}&limit=30"
        yield Proposal(
            "hf_org", url, f"{owner} on Hugging Face", "organisation", "lab", f"{_HF}/{owner}", "weekly"
        )


# --- papers and videos ----------------------------------------------------------------------------


def _arxiv(parts: Parts, told: str) -> Iterator[Proposal]:
    pieces = parts.segments()
    if parts.path == "/api/query":
        yield Proposal("arxiv_api", told, kind="preprints", shelf="paper", cadence="daily")
    elif pieces[:1] in (["list"], ["rss"], ["atom"]) and len(pieces) > 1:
        categories = [name for name in pieces[1].split("+") if _CATEGORY.fullmatch(name) or name.islower()]
        if categories:
            yield _arxiv_categories(categories)
    elif pieces[:1] == ["search"] and (query := parts.value("query").replace("+", " ")):
        phrase = quote(f'"{query}"')
        url = f"https://export.arxiv.org/api/query?search_query=all:{phrase}&{_NEWEST}"
        yield Proposal("arxiv_api", url, f"arXiv: {query}", "preprints", "paper", told, "daily")


def _arxiv_categories(names: list[str]) -> Proposal:
    query = "+OR+".join(f"cat:{name}" if "." in name else f"cat:{name}.*" for name in names)
    url = f"https://export.arxiv.org/api/query?search_query={query}&{_NEWEST}"
    home = f"https://arxiv.org/list/{names[0]}/recent"
    return Proposal("arxiv_api", url, f"arXiv {' and '.join(names)}", "preprints", "paper", home, "daily")


def _youtube(parts: Parts, told: str) -> Iterator[Proposal]:
    feed = "https://www.youtube.com/feeds/videos.xml"
    pieces = parts.segments()
    asked = ""
    if parts.path == "/feeds/videos.xml":
        asked = parts.query
    elif pieces[:1] == ["channel"] and len(pieces) > 1:
        asked = f"channel_id={pieces[1]}"
    elif pieces[:1] == ["playlist"] and (name := parts.value("list")):
        asked = f"playlist_id={name}"
    if asked:
        home = (
            told if pieces[:1] != ["feeds"] else f"https://www.youtube.com/channel/{asked.partition('=')[2]}"
        )
        yield Proposal("youtube", f"{feed}?{asked}", "", "channel", "podcast", home, "weekly")


_SERVICES: dict[str, Callable[[Parts, str], Iterator[Proposal]]] = {
    "reddit.com": _reddit,
    "old.reddit.com": _reddit,
    "new.reddit.com": _reddit,
    "bsky.app": _bsky,
    "medium.com": _medium,
    "github.com": _github,
    "huggingface.co": _hub,
    "hf.co": _hub,
    "arxiv.org": _arxiv,
    "export.arxiv.org": _arxiv,
    "rss.arxiv.org": _arxiv,
    "youtube.com": _youtube,
    "m.youtube.com": _youtube,
}
