"""One key for one thing, whatever address leads to it.

Keys: ``arxiv:ID`` (the version apart) · ``doi:`` in lower case · ``usenix:MEETING/SLUG`` ·
``openreview:ID`` · ``mlsys:`` and ``neurips:YEAR/HASH`` · ``mlsys-virtual:`` and ``neurips-virtual:YEAR/N``
· ``pmlr:vN/SLUG`` · ``acl:ID`` · ``ieee:N`` · ``s2:HASH`` · ``github:owner/repo`` with ``/releases/TAG``,
``/issues/N``, ``/pull/N``, ``/discussions/N``, ``/blob/PATH``, ``/tree/PATH`` (no branch), ``/commit/SHA``
· ``gist:ID`` · ``hf:`` with ``datasets/``, ``spaces/``, ``blog/``, ``collections/`` before the name ·
``youtube:ID`` · ``reddit:ID`` · ``hn:ID`` · ``x:ID`` · ``pypi:NAME`` · ``web:host/path`` ·
``unresolved:URL`` for what only a request could tell.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from mainstem.text import papers, places
from mainstem.text.urls import Parts, clean, is_shortener, split, unwrap

_MAX_CHARS = 8_000  # what common servers accept; anything longer is data, not an address
_MAX_WRAPPERS = 4

_Reader = Callable[[Parts], str | None]

_BY_HOST: dict[str, _Reader] = {
    "arxiv.org": papers.arxiv,
    "ar5iv.org": papers.arxiv,
    "alphaxiv.org": papers.arxiv,
    "arxiv-vanity.com": papers.arxiv,
    "scirate.com": papers.arxiv,
    "papers.cool": papers.arxiv,
    "emergentmind.com": papers.arxiv,
    "bytez.com": papers.arxiv,
    "catalyzex.com": papers.arxiv,
    "xxx.lanl.gov": papers.arxiv,
    "dblp.org": papers.dblp,
    "dblp.uni-trier.de": papers.dblp,
    "doi.org": papers.doi,
    "dx.doi.org": papers.doi,
    "doi.acm.org": papers.doi,
    "dl.acm.org": papers.doi,
    "api.crossref.org": papers.doi,
    "link.springer.com": papers.doi,
    "nature.com": papers.nature,
    "biorxiv.org": papers.biorxiv,
    "medrxiv.org": papers.biorxiv,
    "usenix.org": papers.usenix,
    "openreview.net": papers.openreview,
    "api.openreview.net": papers.openreview,
    "api2.openreview.net": papers.openreview,
    "mlsys.org": papers.mlsys,
    "proceedings.mlsys.org": papers.mlsys,
    "neurips.cc": papers.neurips,
    "nips.cc": papers.neurips,
    "proceedings.neurips.cc": papers.neurips,
    "papers.neurips.cc": papers.neurips,
    "papers.nips.cc": papers.neurips,
    "datasets-benchmarks-proceedings.neurips.cc": papers.neurips,
    "proceedings.mlr.press": papers.pmlr,
    "jmlr.org": papers.pmlr,
    "aclanthology.org": papers.acl,
    "aclanthology.info": papers.acl,
    "aclweb.org": papers.acl,
    "ieeexplore.ieee.org": papers.ieee,
    "semanticscholar.org": papers.semantic_scholar,
    "api.semanticscholar.org": papers.semantic_scholar,
    "github.com": places.github,
    "redirect.github.com": places.github,
    "m.github.com": places.github,
    "raw.githubusercontent.com": places.github_raw,
    "raw.github.com": places.github_raw,
    "api.github.com": places.github_api,
    "gist.github.com": places.gist,
    "gist.githubusercontent.com": places.gist,
    "huggingface.co": places.hub,
    "hf.co": places.hub,
    "hf-mirror.com": places.hub,
    "youtube.com": places.youtube,
    "m.youtube.com": places.youtube,
    "music.youtube.com": places.youtube,
    "youtube-nocookie.com": places.youtube,
    "youtu.be": places.youtube,
    "reddit.com": places.reddit,
    "redd.it": places.redd_it,
    "news.ycombinator.com": places.hacker_news,
    "hacker-news.firebaseio.com": places.hacker_news,
    "hn.algolia.com": places.hacker_news,
    "x.com": places.x,
    "twitter.com": places.x,
    "mobile.twitter.com": places.x,
    "mobile.x.com": places.x,
    "nitter.net": places.x,
    "xcancel.com": places.x,
    "fxtwitter.com": places.x,
    "vxtwitter.com": places.x,
    "fixupx.com": places.x,
    **dict.fromkeys(places.PYPI_HOSTS, places.pypi),
    "open.substack.com": places.open_substack,
}
_BY_PARENT: dict[str, _Reader] = {  # their subdomains: mirrors (export., browse., de.) and other faces
    "arxiv.org": papers.arxiv,
    "reddit.com": places.reddit,
    "youtube.com": places.youtube,
}
_TODAY = {  # a host's former or other name
    "hf.co": "huggingface.co",
    "twitter.com": "x.com",
    "mobile.twitter.com": "x.com",
    "mobile.x.com": "x.com",
    "old.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "m.youtube.com": "youtube.com",
    "redirect.github.com": "github.com",
}


def _doi_in_path(parts: Parts) -> str | None:
    return papers.doi(parts) if "/doi/" in parts.path else None


@lru_cache(maxsize=4096)
def _reader_for(host: str) -> _Reader:
    if host in _BY_HOST:
        return _BY_HOST[host]
    parent = ".".join(host.rsplit(".", 2)[-2:])
    return _BY_PARENT.get(parent, _doi_in_path)


@lru_cache(maxsize=1024)  # one reply names the same address several times
def key_of(url: str) -> str | None:
    """The canonical key of what a URL leads to; None where it is no http(s) address, arXiv id or DOI.

    Different addresses of one thing give one key. Never raises.

    >>> key_of("http://export.arxiv.org/pdf/2205.14135v2.pdf")
    'arxiv:2205.14135'
    """
    parts = _target(url)
    if parts is None:
        return _bare_id(url)
    if is_shortener(parts):
        return f"unresolved:{url.strip()}"
    key = _reader_for(parts.host)(parts)
    if key is not None:
        return key
    host = _TODAY.get(parts.host)
    page = clean(parts._replace(host=host) if host else parts)
    return f"web:{page}"


def _target(url: str) -> Parts | None:
    """The parts of an address, or of the one that it carries."""
    if len(url) > _MAX_CHARS:
        return None
    parts = split(url)
    for _ in range(_MAX_WRAPPERS):
        inner = unwrap(parts) if parts else None
        if inner is None:
            break
        parts = split(inner) or parts
    return parts


def _bare_id(text: str) -> str | None:
    text = text[:_MAX_CHARS].strip()
    lead, _, rest = text.partition(":")
    match lead.lower():
        case "arxiv":
            known = papers.arxiv_id(rest.strip())
            return f"arxiv:{known[0]}" if known else None
        case "doi":
            return papers.key_of_doi(rest)
    return None


def digest(text: str) -> str:
    """A short stable name for ``text``: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def version_of(url: str) -> str | None:
    """The version of an arXiv paper that a URL names, such as "v2"; None where it names none."""
    parts = _target(url)
    if parts is None:
        lead, _, rest = url.partition(":")
        known = papers.arxiv_id(rest.strip()) if lead.strip().lower() == "arxiv" else None
    elif _reader_for(parts.host) is papers.arxiv:
        known = papers.arxiv_in(parts)
    elif parts.path.lower().find("10.48550/arxiv.") >= 0:
        known = papers.arxiv_id(parts.path.lower().split("10.48550/arxiv.", 1)[1])
    else:
        pieces = parts.segments()
        known = papers.arxiv_id(pieces[1]) if pieces[:1] == ["papers"] and len(pieces) > 1 else None
    return known[1] if known else None


_ADDRESSES = {
    "arxiv": "https://arxiv.org/abs/{}",
    "doi": "https://doi.org/{}",
    "openreview": "https://openreview.net/forum?id={}",
    "pmlr": "https://proceedings.mlr.press/{}.html",
    "acl": "https://aclanthology.org/{}/",
    "ieee": "https://ieeexplore.ieee.org/document/{}",
    "s2": "https://www.semanticscholar.org/paper/{}",
    "gist": "https://gist.github.com/{}",
    "hf": "https://huggingface.co/{}",
    "youtube": "https://www.youtube.com/watch?v={}",
    "reddit": "https://www.reddit.com/comments/{}",
    "hn": "https://news.ycombinator.com/item?id={}",
    "x": "https://x.com/i/status/{}",
    "pypi": f"https://{places.PYPI_HOSTS[0]}/project/{{}}/",
    "github": "https://github.com/{}",
    "web": "https://{}",
    "unresolved": "{}",
}
_SAFE = "/:@!$&'()*+,;=~-._"


def url_of(key: str) -> str | None:
    """An address of what ``key`` names; None where the key alone does not give one."""
    kind, _, name = key.partition(":")
    if kind not in ("web", "unresolved"):
        name = quote(name, safe=_SAFE)
    head, _, tail = name.partition("/")
    match kind:
        case "usenix":
            return f"https://www.usenix.org/conference/{head}/presentation/{tail}"
        case "mlsys":
            return (
                f"https://proceedings.mlsys.org/paper_files/paper/{head}/hash/{tail}-Abstract-Conference.html"
            )
        case "neurips":
            return f"https://proceedings.neurips.cc/paper_files/paper/{head}/hash/{tail}-Abstract-Conference.html"
        case "github":
            name = _github_path(name)
    return _ADDRESSES[kind].format(name) if kind in _ADDRESSES and name else None


def _github_path(name: str) -> str:
    match name.split("/", 3):
        case [owner, repo, "blob" | "tree" as kind, path]:
            return f"{owner}/{repo}/{kind}/HEAD/{path}"
        case [owner, repo, "releases", tag] if tag != "latest":
            return f"{owner}/{repo}/releases/tag/{tag}"
    return name
