"""Libraries of references: BibTeX, Zotero's and CSL's JSON, and plain lists of ids, as one kind of value.

What a reference is of is told by its ids and links alone (``text/identity``); BibTeX is read by bibtexparser 2.
"""

from __future__ import annotations

import json
import logging
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mainstem.errors import EmptyBody, Malformed, NoEntries
from mainstem.text import papers, titles
from mainstem.text.identity import key_of
from mainstem.text.urls import found_in

MAX_BYTES = 64_000_000  # a library of 20,000 references with abstracts
MAX_AUTHORS = 100
_HINT = "Export the library again, as BibTeX, CSL JSON or Better BibTeX JSON"

_ARXIV = re.compile(
    r"arxiv(?:[:\s]+(?:preprint\s+)?(?:arxiv:)?|\.org/(?:abs|pdf)/|\s*preprint\s*)\s*"
    r"((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)",
    re.IGNORECASE,
)
_CORR = re.compile(r"abs/(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.IGNORECASE)  # as DBLP writes it
_ISO = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a library; ``why`` says why nothing can be made of it."""

    name: str  # its key in the file, or the line
    title: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None  # the last day of what is told: a year, a month or a day
    venue: str | None = None
    url: str | None = None
    keys: tuple[str, ...] = ()  # canonical keys, ids before links
    why: str = ""


def read(body: bytes, name: str) -> list[Reference]:
    """The references in a file called ``name``, in its order; raises EmptyBody, NoEntries or Malformed.

    The form is told by the content: JSON, BibTeX (an ``@entry{``), or else a list with an id or link a line.
    """
    if not body.strip():
        raise EmptyBody(name, "is empty", _HINT)
    if len(body) > MAX_BYTES:
        raise Malformed(name, f"is larger than {MAX_BYTES // 1_000_000} MB", "Export a part of the library")
    text = body.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] in ("{", "["):
        found = list(_from_json(text, name))
    elif re.search(r"^\s*@\s*\w+\s*[{(]", text, re.MULTILINE):
        found = list(_from_bibtex(text))
    else:
        found = list(_from_lines(text))
    if not found:
        raise NoEntries(name, "holds no reference", _HINT)
    return found


# --- lists of ids ---------------------------------------------------------------------------------


def _from_lines(text: str) -> Iterator[Reference]:
    for line in text.splitlines():
        told = titles.line(line.partition(" #")[0] if not line.startswith("#") else "")
        if not told:
            continue
        key = _key_of_id(told)
        why = "" if key else "is neither an arXiv id, a DOI nor a link"
        keys = (key,) if key else ()
        yield Reference(
            told, published=_submitted(keys), url=told if "://" in told else None, keys=keys, why=why
        )


def _key_of_id(told: str) -> str | None:
    known = papers.arxiv_id(told)
    if known and re.fullmatch(r"\S+", told) and "://" not in told:
        return f"arxiv:{known[0]}"
    if re.match(r"10\.\d{4,9}/", told):
        return papers.key_of_doi(told)
    return key_of(told) if "://" in told or ":" in told else None


# --- BibTeX ---------------------------------------------------------------------------------------


def _from_bibtex(text: str) -> Iterator[Reference]:
    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # its faults are told by us
    library = parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    for block in library.blocks:
        # Two entries of one key, or two fields of one name, are told all the same.
        told = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(told, Entry):
            yield _of_bibtex(told.key, {field.key.lower(): str(field.value) for field in told.fields})
        elif isinstance(block, ParsingFailedBlock):
            raw = titles.cut(titles.line(block.raw or ""), 40)
            yield Reference(raw, why="is broken BibTeX")


def _of_bibtex(name: str, fields: Mapping[str, str]) -> Reference:
    told = {key: titles.line(re.sub(r"[{}]", "", value)).strip('"') for key, value in fields.items()}
    arxiv = told.get("eprint", "") if _is_arxiv(told) else ""
    arxiv = arxiv or told.get("arxivid", "")
    return _reference(
        name,
        told.get("title", ""),
        [_turned(author) for author in re.split(r"\s+and\s+", told.get("author", "")) if author.strip()],
        _last_day(told.get("date") or told.get("year", ""), told.get("month", "")),
        venue=told.get("booktitle") or told.get("journal") or told.get("journaltitle"),
        arxiv=arxiv,
        doi=told.get("doi", ""),
        links=[told.get(field, "") for field in ("url", "howpublished", "note")],
        loose=[
            told.get(field, "") for field in ("journal", "journaltitle", "volume", "note", "eprint", "number")
        ],
    )


def _is_arxiv(told: Mapping[str, str]) -> bool:
    kind = told.get("archiveprefix") or told.get("eprinttype") or ""
    return kind.lower() in ("arxiv", "") and papers.arxiv_id(told.get("eprint", "")) is not None


def _turned(author: str) -> str:
    last, comma, first = author.partition(",")
    return titles.line(f"{first} {last}") if comma else titles.line(author)


# --- JSON -----------------------------------------------------------------------------------------


def _from_json(text: str, name: str) -> Iterator[Reference]:
    """CSL JSON, Better BibTeX JSON, or what Zotero's API answers."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed(name, f"is not valid JSON ({error})", _HINT) from error
    rows = data.get("items") if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise NoEntries(name, "is JSON without a list of references", _HINT)
    for row in rows:
        inner = row.get("data") if isinstance(row, dict) else None
        record = inner if isinstance(inner, dict) else row
        if isinstance(record, dict) and record.get("itemType") not in ("attachment", "note", "annotation"):
            yield _of_json(record)


def _of_json(row: Mapping[str, Any]) -> Reference:
    name = next(
        (str(row[n]) for n in ("citationKey", "citation-key", "id", "key", "itemID") if row.get(n)), ""
    )
    rows = row.get("author") or row.get("creators")
    people = [person for person in rows if isinstance(person, dict)] if isinstance(rows, list) else []
    loose = ("number", "note", "extra", "archiveID", "archive_location", "reportNumber", "publicationTitle")
    return _reference(
        name or _said(row, "title"),
        _said(row, "title"),
        [_named(p) for p in people if p.get("creatorType", "author") == "author"],
        _issued(row.get("issued")) or _last_day(_said(row, "date"), ""),
        venue=next((v for n in _VENUES if (v := _said(row, n))), None),
        arxiv="",
        doi=_said(row, "DOI") or _said(row, "doi"),
        links=[_said(row, "URL"), _said(row, "url")],
        loose=[_said(row, field) for field in (*loose, "container-title")],
    )


_VENUES = (
    "container-title",
    "publicationTitle",
    "proceedingsTitle",
    "conferenceName",
    "event-title",
    "websiteTitle",
)


def _said(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return titles.title(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _named(person: Mapping[str, Any]) -> str:
    whole = _said(person, "literal") or _said(person, "name")
    first, last = _said(person, "given") or _said(person, "firstName"), _said(person, "family")
    return whole or titles.line(f"{first} {last or _said(person, 'lastName')}")


def _issued(told: object) -> date | None:
    """CSL's date: ``{"date-parts": [[2022, 5, 27]]}``, or words."""
    if not isinstance(told, dict):
        return None
    parts = told.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [int(part) for part in first[:3] if str(part).isdecimal()]
    return _end(*numbers) if numbers else _last_day(_said(told, "raw") or _said(told, "literal"), "")


# --- one reference --------------------------------------------------------------------------------


def _reference(
    name: str,
    title: str,
    authors: Iterable[str],
    published: date | None,
    *,
    venue: str | None,
    arxiv: str,
    doi: str,
    links: Iterable[str],
    loose: Iterable[str],
) -> Reference:
    addresses = [address for told in links for address in found_in(told)]
    keys = tuple(dict.fromkeys(_keys(arxiv, doi, addresses, " ".join(loose))))
    title = titles.line(title)
    return Reference(
        name=titles.line(name) or title,
        title=title,
        authors=tuple(author for author in authors if author and author.lower() != "others")[:MAX_AUTHORS],
        published=_submitted(keys) or published,
        venue=titles.line(venue) if venue else None,
        url=addresses[0] if addresses else None,
        keys=keys,
        why="" if title or keys else "has neither a title nor an id",
    )


def _keys(arxiv: str, doi: str, addresses: Iterable[str], loose: str) -> Iterator[str]:
    """Every canonical key: ids first, pages only where there is no id."""
    known = papers.arxiv_id(arxiv) if arxiv else None
    found = [f"arxiv:{known[0]}"] if known else []
    said = [papers.arxiv_id(match[1]) for pattern in (_ARXIV, _CORR) if (match := pattern.search(loose))]
    found += [f"arxiv:{told[0]}" for told in said if told]
    if doi and (key := papers.key_of_doi(doi)):
        found.append(key)
    linked = [key for address in addresses if (key := key_of(address))]
    found += [key for key in linked if not key.startswith(("web:", "unresolved:"))]
    yield from found or linked


def _submitted(keys: Iterable[str]) -> date | None:
    """The last day of the month that an arXiv id of today's form names."""
    found = next((match for key in keys if (match := re.match(r"arxiv:(\d\d)(\d\d)\.", key))), None)
    return _end(2000 + int(found[1]), int(found[2])) if found else None


def _last_day(told: str, month: str) -> date | None:
    """The last day of what words tell: so that any better dated record of the work is the earlier one."""
    if found := _ISO.search(told):
        return _end(*(int(part) for part in found.groups() if part))
    year = _YEAR.search(told)
    if year is None:
        return None
    name = month.strip().lower()[:3]
    number = _MONTHS.index(name) + 1 if name in _MONTHS else int(month) if month.strip().isdecimal() else 0
    return _end(int(year[1]), number) if number else _end(int(year[1]))


def _end(year: int, month: int = 12, day: int = 0) -> date | None:
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:  # such as month 13, or a season
        return date(year, 12, 31) if 1000 < year < 9999 else None
