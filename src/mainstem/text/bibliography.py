"""A work as others cite it: BibTeX and CSL-JSON. Pure."""

from __future__ import annotations

import re
from typing import Any

from mainstem.model import Work

_PLAIN = re.compile(r"[^A-Za-z0-9]+")
_SPECIAL = re.compile(r"([&%$#_{}])")
_CSL = {
    "paper": "article",
    "post": "post-weblog",
    "thread": "post",
    "release": "software",
    "dataset": "dataset",
}


def key(work: Work) -> str:
    """Last name of the first author, year and first long word of the title: ``dao2022flashattention``."""
    author = work.authors[0].split()[-1] if work.authors and work.authors[0].split() else work.source_id
    word = next((word for word in _PLAIN.split(work.title) if len(word) > 3), "")
    year = work.published_at.year if work.published_at else ""
    return _PLAIN.sub("", f"{author}{year}{word}").lower() or "work"


def bibtex(work: Work, name: str = "") -> str:
    """One entry, ending in a newline, under :func:`key` or another ``name``; what is not known is left out."""
    kind = (
        "inproceedings"
        if work.kind == "paper" and work.venue
        else "article"
        if work.kind == "paper"
        else "misc"
    )
    arxiv, doi = _named(work, "arxiv:"), _named(work, "doi:")
    fields = {
        "title": f"{{{_tex(work.title)}}}",
        "author": " and ".join(map(_tex, work.authors)),
        "year": str(work.published_at.year) if work.published_at else "",
        "booktitle": _tex(work.venue or "") if kind == "inproceedings" else "",
        "journal": f"arXiv preprint arXiv:{arxiv}" if kind == "article" and arxiv else "",
        "eprint": arxiv,
        "archiveprefix": "arXiv" if arxiv else "",
        "doi": doi,
        "url": work.url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{name or key(work)},", *lines, "}"]) + "\n"


def csl(work: Work) -> dict[str, Any]:
    """One CSL-JSON item; names that are one word stay literal."""
    kind = "paper-conference" if work.kind == "paper" and work.venue else _CSL.get(work.kind, "webpage")
    at = work.published_at
    told = {
        "id": key(work),
        "type": kind,
        "title": work.title,
        "author": [_name(name) for name in work.authors],
        "issued": {"date-parts": [[at.year, at.month, at.day]]} if at else None,
        "container-title": work.venue,
        "DOI": _named(work, "doi:"),
        "URL": work.url,
    }
    return {name: value for name, value in told.items() if value}


def _name(name: str) -> dict[str, str]:
    given, _, family = name.strip().rpartition(" ")
    return {"given": given, "family": family} if given else {"literal": family}


def _named(work: Work, scheme: str) -> str:
    keys = (work.id, *work.keys)
    return next((one.removeprefix(scheme) for one in keys if one.startswith(scheme)), "")


def _tex(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
