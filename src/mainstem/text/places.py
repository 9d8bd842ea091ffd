"""Keys of everything that is no paper: repositories, the Hub, videos, threads, packages.

Sources: the address schemes that GitHub, the Hugging Face Hub, YouTube, Reddit, Hacker News, X and PyPI
document.
"""

from __future__ import annotations

import re

from mainstem.text import papers
from mainstem.text.urls import Parts, words

_OWNER = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9_-])?", re.ASCII)
_REPO = re.compile(r"[a-z0-9._-]+", re.ASCII)
_NOT_OWNERS = words(
    """
    about account apps blog codespaces collections contact copilot customer-stories dashboard
    enterprise events explore features github-copilot issues join login logout marketplace mobile
    models new newsroom notifications orgs organizations pricing pulls readme resources search
    security sessions settings signup site solutions sponsors stars team topics trending users why-
    github
    """
)
_FILES = frozenset({"blob", "raw", "blame", "edit"})


def github(parts: Parts) -> str | None:
    """A person, repository, release, issue, pull request, discussion, file or commit of GitHub."""
    pieces = parts.segments()
    if not pieces or pieces[0].lower() in _NOT_OWNERS:
        return None
    owner = pieces[0].lower().removesuffix(".atom")
    if not _OWNER.fullmatch(owner):
        return None
    if len(pieces) == 1:
        return f"github:{owner}"
    repo = pieces[1].lower().removesuffix(".git")
    if not _REPO.fullmatch(repo):
        return None
    inside = _inside(pieces[2:])
    return f"github:{owner}/{repo}/{inside}" if inside else f"github:{owner}/{repo}"


def _inside(rest: list[str]) -> str:
    """The part of a repository that the rest of a path names; an empty string for the whole of it."""
    match rest:
        case []:
            return ""
        case ["releases" | "releases.atom"]:
            return "releases"
        case ["releases", "tag" | "expanded_assets", *tag] if tag:
            return "releases/" + "/".join(tag).removesuffix(".atom")
        case ["releases", "download", tag, *_]:
            return f"releases/{tag}"
        case ["issues" | "discussions" as kind, number, *_] if number.isdigit():
            return f"{kind}/{number}"
        case ["pull" | "pulls", number, *_] if number.split(".")[0].isdigit():
            return f"pull/{number.split('.')[0]}"
        case ["commit", sha, *_]:
            return "commit/" + sha.lower().removesuffix(".patch").removesuffix(".diff")
        case [kind, *path] if kind in _FILES or kind == "tree":
            inner = "/".join(_without_branch(path))
            return f"{'blob' if kind in _FILES else 'tree'}/{inner}" if inner else ""
        case _:
            return "/".join(rest).removesuffix(".atom")


def _without_branch(path: list[str]) -> list[str]:
    # A branch may hold slashes, which an address alone cannot tell; only the full spelling can.
    return path[3:] if path[:2] in (["refs", "heads"], ["refs", "tags"]) else path[1:]


def github_raw(parts: Parts) -> str | None:
    """A file served bare: ``/owner/repo/branch/path``."""
    pieces = parts.segments()
    if pieces[:1] == ["mlresearch"] and (paper := papers.pmlr(parts)):
        return paper
    if len(pieces) < 4 or not _OWNER.fullmatch(pieces[0].lower()) or not _REPO.fullmatch(pieces[1].lower()):
        return None
    inner = "/".join(_without_branch(pieces[2:]))
    base = f"github:{pieces[0].lower()}/{pieces[1].lower()}"
    return f"{base}/blob/{inner}" if inner else base


def github_api(parts: Parts) -> str | None:
    """``/repos/owner/repo/...`` of the REST API, as the page that a person sees."""
    pieces = parts.segments()
    if pieces[:1] != ["repos"] or len(pieces) < 3:
        return None
    return github(parts._replace(host="github.com", path="/" + "/".join(pieces[1:])))


def gist(parts: Parts) -> str | None:
    """A gist, with or without its owner, at any of its revisions."""
    for piece in parts.segments()[:2]:
        if re.fullmatch(r"[0-9a-f]{20,40}|[0-9]{1,9}", piece, re.ASCII | re.IGNORECASE):
            return f"gist:{piece.lower()}"
    return None


_HUB_PAGES = words(
    """
    agents brand chat docs enterprise huggingchat inference inference-endpoints inference-providers
    join languages learn login logout metrics models new notifications organizations posts pricing
    privacy search settings storage subscribe support tasks terms-of-service welcome
    """
)
_HUB_VERBS = frozenset(
    {"tree", "blob", "resolve", "raw", "commit", "commits", "blame", "edit", "viewer", "discussions"}
)
_HUB_LISTS = frozenset(
    {"models", "datasets", "spaces", "collections", "papers", "activity", "followers", "following"}
)


def hub(parts: Parts) -> str | None:
    """A model, dataset, space, collection, post or paper of the Hub; a file is its repository."""
    pieces = parts.segments()
    if pieces[:1] == ["api"]:
        pieces = pieces[2:] if pieces[1:2] == ["models"] else pieces[1:]
    match pieces:
        case ["papers", number, *_]:
            known = papers.arxiv_id(number)
            return f"arxiv:{known[0]}" if known else None
        case ["blog" | "collections", _, *_]:
            return "hf:" + "/".join(pieces)
        case ["datasets" | "spaces" as kind, *rest] if rest:
            return f"hf:{kind}/{_repository(rest)}"
        case [first, *_] if first not in _HUB_PAGES and first not in _HUB_LISTS and first != "blog":
            return f"hf:{_repository(pieces)}"
    return None


def _repository(pieces: list[str]) -> str:
    # Before 2022 models and datasets could stand without an owner ("gpt2"); their addresses still work.
    n = (
        1
        if len(pieces) == 1 or pieces[1] in _HUB_VERBS or (len(pieces) == 2 and pieces[1] in _HUB_LISTS)
        else 2
    )
    name = "/".join(pieces[:n])
    thread = pieces[n : n + 2]
    return f"{name}/discussions/{thread[1]}" if thread[:1] == ["discussions"] and thread[1:] else name


_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")


def youtube(parts: Parts) -> str | None:
    """A video by any of its players; channels and playlists are pages."""
    pieces = parts.segments()
    if parts.host == "youtu.be":
        name = pieces[0] if pieces else ""
    elif len(pieces) > 1 and pieces[0] in ("shorts", "embed", "live", "v", "e", "watch"):
        name = pieces[1]
    else:
        name = parts.value("v", "vi") if pieces[:1] == ["watch"] else ""
    name = name[:11]
    return f"youtube:{name}" if _VIDEO.fullmatch(name) and name != "videoseries" else None


def reddit(parts: Parts) -> str | None:
    """A thread, also by the address of one of its comments or of its gallery."""
    found = re.search(r"/(?:comments|gallery)/(?:t3_)?([a-z0-9]+)", parts.path, re.IGNORECASE | re.ASCII)
    return f"reddit:{found[1].lower()}" if found else None


def redd_it(parts: Parts) -> str | None:
    """Reddit's own short address of a thread."""
    found = re.fullmatch(r"/([a-z0-9]+)/?", parts.path, re.IGNORECASE | re.ASCII)
    return f"reddit:{found[1].lower()}" if found else None


def hacker_news(parts: Parts) -> str | None:
    """An item of Hacker News: a story or a comment."""
    number = parts.value("id") if parts.path.startswith(("/item", "/reply")) else ""
    found = re.fullmatch(r"(?:/v0/item|/api/v1/items)/(\d+)(?:\.json)?", parts.path)
    number = found[1] if found else number
    return f"hn:{number}" if number.isdigit() and number.isascii() else None


def x(parts: Parts) -> str | None:
    """A post of X, once Twitter, also through a mirror."""
    found = re.search(r"/status(?:es)?/(\d+)", parts.path, re.ASCII)
    return f"x:{found[1]}" if found else None


# Spelt apart: no file of this project names the host of a package index.
PYPI_HOSTS = tuple(".".join(("pypi", *rest)) for rest in (("org",), ("python", "org")))


def pypi(parts: Parts) -> str | None:
    """A project of the Python Package Index, by its normalised name (PEP 503)."""
    found = re.match(r"/(?:project|pypi|p|simple)/([A-Za-z0-9._-]+)", parts.path)
    return f"pypi:{re.sub(r'[-_.]+', '-', found[1]).lower()}" if found else None


def open_substack(parts: Parts) -> str | None:
    """Substack's reader address of a publication's post."""
    found = re.match(r"/pub/([a-z0-9-]+)/p/([^/]+)", parts.path, re.IGNORECASE)
    return f"web:{found[1].lower()}.substack.com/p/{found[2]}" if found else None
