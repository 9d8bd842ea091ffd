"""Into a collection of a Zotero library (zotero.org/support/dev/web_api/v3, "Write requests", read 2026-11).

What is written are items of Zotero's own types, with only the fields that these have; the last line of ``extra`` names
the work, so that it is known when it is met again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mainstem.model import Deposit, Digest, Needed, Reply, Work

FIELDS = (
    Needed("library", "users/NUMBER or groups/NUMBER, as zotero.org/settings/security tells it"),
    Needed("collection", "The name of the collection; it is made where it is not there", default="Mainstem"),
    Needed("key", "An API key that may write there", secret=True),
    Needed("address", "The server", default="https://api.zotero.org"),
)
REPEATS = True  # what is there already is read first, and a write is bound to what was read
NAMED = "Mainstem: "  # before the work's name in ``extra``
_TYPES = {
    "post": "blogPost",
    "thread": "forumPost",
    "issue": "forumPost",
    "release": "computerProgram",
    "model": "computerProgram",
    "dataset": "dataset",
    "video": "videoRecording",
    "episode": "podcast",
}
_FIRST = {"computerProgram": "programmer", "videoRecording": "director", "podcast": "podcaster"}


def write(digest: Digest, told: Mapping[str, str], key: str, at: datetime) -> Deposit:
    """The week's works, each once; none for a test, which looks whether the collection may be written."""
    works = {} if digest.test else {work.id: work for work in digest.works}
    tag = f"mainstem {digest.plan.week}"
    return Deposit(tuple((work.id, item(work, tag)) for work in works.values()))


def refused(reply: Reply) -> str:
    """What a library refuses is told item by item; see ``wiring.shelving``."""
    return ""


def item(work: Work, tag: str) -> dict[str, Any]:
    """One item; the collection is added where it is known."""
    kind = _type(work)
    arxiv = next((k.removeprefix("arxiv:") for k in (work.id, *work.keys) if k.startswith("arxiv:")), "")
    doi = next((k.removeprefix("doi:") for k in (work.id, *work.keys) if k.startswith("doi:")), "")
    told: dict[str, Any] = {
        "itemType": kind,
        "title": work.title,
        "creators": [_creator(name, kind) for name in work.authors],
        "date": work.published_at.date().isoformat() if work.published_at else "",
        "url": work.url,
        "extra": f"{NAMED}{work.id}",
        "tags": [{"tag": tag}],
    }
    if kind == "preprint" and arxiv:
        told |= {"repository": "arXiv", "archiveID": f"arXiv:{arxiv}"}
    if kind == "conferencePaper":
        told["proceedingsTitle"] = work.venue or ""
    if kind in ("preprint", "conferencePaper") and doi:
        told["DOI"] = doi
    return told


def name_in(extra: str) -> str:
    """The work that an item's ``extra`` names; empty where it names none."""
    lines = (line.strip() for line in extra.splitlines())
    return next((line.removeprefix(NAMED) for line in lines if line.startswith(NAMED)), "")


def _type(work: Work) -> str:
    if work.kind == "paper":
        return "conferencePaper" if work.venue else "preprint"
    return _TYPES.get(work.kind, "webpage")


def _creator(name: str, kind: str) -> dict[str, str]:
    role = _FIRST.get(kind, "author")
    given, _, family = name.strip().rpartition(" ")
    if not given:
        return {"creatorType": role, "name": family}
    return {"creatorType": role, "firstName": given, "lastName": family}
