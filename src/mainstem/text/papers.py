"""Keys of papers: arXiv in all its spellings, DOIs, and the proceedings that have ids of their own.

Sources: info.arxiv.org/help/arxiv_identifier (ids and versions), doi.org handbook 2.2 (case), and the
addresses that ACL Anthology, IEEE Xplore, MLSys, NeurIPS, OpenReview, PMLR and USENIX publish.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

from mainstem.text.urls import Parts

# archive/YYMMNNN until March 2007 (a subject class such as math.GT is not part of the id), YYMM.NNNN(N) since
_ARXIV_ID = re.compile(
    r"(?:arxiv:\s*)?(?:(?P<new>\d{4}\.\d{4,5})|(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<old>\d{7}))"
    r"(?P<version>v\d+)?(?![\dA-Za-z]*\d)",
    re.IGNORECASE,
)
_ARXIV_MONTH = re.compile(r"arxiv:(?:[a-z-]+/)?(\d\d)(\d\d)")
_ARXIV_PATH = re.compile(
    r"/+(?:(?:[a-z]{2}/)?(?:abs|pdf|html|htmlx|ps|format|e-print|src|tb|overview|papers?|arxiv|audio|resources|docs/arxiv"
    r"|paper|tex|blog|forum|rec/journals/corr|rec/journals/corr/abs)/+)",
    re.IGNORECASE,
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_ACM_DOI = re.compile(r"10\.(?:1145|5555)/[\d.]*\d")


def arxiv_id(text: str) -> tuple[str, str | None] | None:
    """The arXiv id that ``text`` starts with and its version ("v2", or None); None if it is no id.

    >>> arxiv_id("2205.14135v2.pdf")
    ('2205.14135', 'v2')
    >>> arxiv_id("math.GT/0309136")
    ('math/0309136', None)
    """
    found = _ARXIV_ID.match(text)
    if found is None:
        return None
    version = found["version"].lower() if found["version"] else None
    return found["new"] or f"{found['archive'].lower()}/{found['old']}", version


def month_of(key: str) -> date | None:
    """The first day of the month in which arXiv gave out the id of a key; None for other keys and no months.

    >>> month_of("arxiv:2205.14135")
    datetime.date(2022, 5, 1)
    """
    found = _ARXIV_MONTH.match(key)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    year = int(found[1])
    return date(year + (1900 if year > 90 else 2000), int(found[2]), 1)  # arXiv began in 1991


def arxiv_in(parts: Parts) -> tuple[str, str | None] | None:
    """The arXiv id and version that the address of arXiv, or of a mirror or reader of it, names."""
    path = unquote(parts.path) if "%" in parts.path else parts.path
    lead = _ARXIV_PATH.match(path)
    return arxiv_id(path[lead.end() :].lstrip("/")) if lead else None


def arxiv(parts: Parts) -> str | None:
    """The key of an address of arXiv, or of a mirror or reader of it."""
    found = arxiv_in(parts)
    return f"arxiv:{found[0]}" if found else None


def dblp(parts: Parts) -> str | None:
    """The arXiv key of a DBLP record of the CoRR (``corr/abs-2205-14135``); others have none here."""
    found = re.match(r"/rec/(?:\w+/)?journals/corr/abs-(\d{4})-(\d{4,5})\b", parts.path)
    return f"arxiv:{found[1]}.{found[2]}" if found else None


def key_of_doi(text: str) -> str | None:
    """The key of the first DOI in ``text``: in lower case, and an arXiv DOI is its arXiv id."""
    found = _DOI.search(text)
    if found is None:
        return None
    doi = _trimmed(found[0])
    if doi.startswith(("10.1145/", "10.5555/")) and (acm := _ACM_DOI.match(doi)):
        doi = acm[0]  # what follows is a supplement or a figure
    preprint = _ARXIV_DOI.match(doi)
    if preprint and (known := arxiv_id(preprint[1])):
        return f"arxiv:{known[0]}"
    return f"doi:{doi.lower()}"


def _trimmed(doi: str) -> str:
    while doi[-1] in ".,;:'" or (doi[-1] in ")]}" and doi.count(doi[-1]) > doi.count(_OPENS[doi[-1]])):
        doi = doi[:-1]
    return doi


_OPENS = {")": "(", "]": "[", "}": "{"}


def doi(parts: Parts) -> str | None:
    """The key of an address whose path is, or holds, a DOI."""
    if "10." not in parts.path:
        return _old_acm(parts) if parts.host == "dl.acm.org" else None
    path = unquote(parts.path)
    for tail in (".pdf", "/pdf", "/full", "/abstract", "/html", "/epub", "/meta"):
        path = path.removesuffix(tail)
    return key_of_doi(path)


def _old_acm(parts: Parts) -> str | None:
    number = parts.value("id")
    return f"doi:10.1145/{number}" if re.fullmatch(r"\d+\.\d+", number) else None


def nature(parts: Parts) -> str | None:
    """Springer Nature's journals: the article's id is the end of its DOI."""
    found = re.match(r"/articles/([\w-]+(?:\.\d[\w-]*)*)", parts.path)
    return f"doi:10.1038/{found[1].lower()}" if found and re.search(r"\d", found[1]) else None


def biorxiv(parts: Parts) -> str | None:
    """bioRxiv and medRxiv put a version behind the DOI."""
    found = re.match(r"/content/(10\.\d{4,9}/[\d.]+)", parts.path)
    return f"doi:{found[1].rstrip('.')}" if found else None


_USENIX_FILE = re.compile(
    r"/system/files/(?:conference/[\w-]+/)?([a-z]+\d{2,4})(?:[-_](?:paper|slides|poster))?[-_](.+?)(?:_\d+)?\.\w+\Z"
)
_USENIX_PAGE = re.compile(r"/conference/([\w-]+)/presentation/([^/]+)")


def usenix(parts: Parts) -> str | None:
    """A paper by its page or by its PDF (``/system/files/osdi24-zhong-yinmin.pdf``)."""
    found = _USENIX_PAGE.match(parts.path) or _USENIX_FILE.match(parts.path)
    if found is None:
        return None
    meeting = re.sub(r"\Asec(?=\d)", "usenixsecurity", found[1])
    return f"usenix:{meeting}/{found[2]}"


def openreview(parts: Parts) -> str | None:
    """A submission by its forum, PDF or attachment."""
    if parts.path.rstrip("/") not in ("/forum", "/pdf", "/attachment", "/revisions", "/notes"):
        return None
    number = parts.value("id", "forum")
    return f"openreview:{number}" if re.fullmatch(r"[\w-]+", number, re.ASCII) else None


_PROCEEDINGS = re.compile(r"/(?:paper_files/)?paper/(\d{4})/(?:hash|file)/([0-9a-f]{32,64})\b", re.IGNORECASE)
_VIRTUAL = re.compile(r"/virtual/(\d{4})/(?:loc/[\w-]+/)?[a-z-]+/(\d+)\Z", re.IGNORECASE)


def mlsys(parts: Parts) -> str | None:
    """MLSys: proceedings by year and hash, the virtual site by year and number."""
    return _meeting(parts, "mlsys")


def neurips(parts: Parts) -> str | None:
    """NeurIPS: proceedings by year and hash, the virtual site by year and number."""
    return _meeting(parts, "neurips")


def _meeting(parts: Parts, name: str) -> str | None:
    if found := _PROCEEDINGS.match(parts.path):
        return f"{name}:{found[1]}/{found[2].lower()}"
    if found := _VIRTUAL.match(parts.path.rstrip("/")):
        return f"{name}-virtual:{found[1]}/{found[2]}"
    return None


_PMLR = re.compile(
    r"/(?:proceedings/papers/|mlresearch/)?(v\d+)/(?:[\w-]+/assets/)?([^/]+?)(?:-supp)?(?:\.\w+)?(?:/|\Z)"
)


def pmlr(parts: Parts) -> str | None:
    """Proceedings of Machine Learning Research: volume and slug."""
    found = _PMLR.match(parts.path)
    return f"pmlr:{found[1]}/{found[2]}" if found and found[2] not in ("index", "assets") else None


_ACL = re.compile(
    r"([A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)(?![\w-])|([A-Z]\d{2}-\d{4}|\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)v\d+"
)


def acl(parts: Parts) -> str | None:
    """A paper of the ACL Anthology; volumes and events have no key here."""
    for piece in reversed(parts.segments()):
        if found := _ACL.match(piece):
            return f"acl:{found[1] or found[2]}"
    return None


def ieee(parts: Parts) -> str | None:
    """A document of IEEE Xplore by its article number."""
    found = re.match(r"/(?:abstract/)?document/(\d+)|/ielx?\d*/.*?/0*(\d+)\.pdf", parts.path)
    number = (found[1] or found[2]) if found else parts.value("arnumber")
    return f"ieee:{number.lstrip('0')}" if number.isdigit() and number.isascii() else None


def semantic_scholar(parts: Parts) -> str | None:
    """A paper of Semantic Scholar by its hash, or by the arXiv id or DOI that the address names."""
    if found := re.search(r"/(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})(?:/|\Z)", parts.path, re.IGNORECASE):
        return f"s2:{found[1].lower()}"
    if found := re.search(r"/arxiv:?/?(.+)", parts.path, re.IGNORECASE):
        return f"arxiv:{known[0]}" if (known := arxiv_id(found[1])) else None
    return key_of_doi(unquote(parts.path)) if "10." in parts.path else None
