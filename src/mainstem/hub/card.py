"""Model cards: read, filled from what the folder tells, and merged with what was written by hand.

Front matter keeps its text; only keys that are missing are added behind it. A section that we write stands between two
comments with a digest of its text: as long as nobody edited it we renew it, and from then on it is theirs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mainstem.errors import UsageError

_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)(?:^|\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_OURS = re.compile(
    r"<!-- mainstem:(?P<id>[\w-]+) (?P<digest>[0-9a-f]{8}) -->\n(?P<text>.*?)\n<!-- /mainstem:(?P=id) -->",
    re.DOTALL,
)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
INDEX = "model-index"


@dataclass(frozen=True, slots=True)
class Card:
    """A card, taken apart."""

    front: str  # the YAML as it is written
    metadata: Mapping[str, Any]
    body: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a card that is written for the reader."""

    id: str
    title: str
    text: str


def read(text: str) -> Card:
    """A card out of its text; raises UsageError for front matter that is no YAML mapping."""
    found = _FRONT.match(text)
    if found is None:
        return Card("", {}, text)
    return Card(found["yaml"], _mapping(found["yaml"]), text[found.end() :])


def _mapping(text: str) -> dict[str, Any]:
    import yaml

    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" (line {where.line + 2})" if where else ""
        raise UsageError(
            "README.md", f"its metadata is no YAML{line}", "Correct it; nothing was changed"
        ) from error
    if told is not None and not isinstance(told, dict):
        raise UsageError(
            "README.md", "its metadata is no list of fields", "Write `license: apache-2.0` and so on"
        )
    return told or {}


def listed(value: Any) -> list[str]:
    """A field that may hold one text or several, as a list."""
    rows = value if isinstance(value, list | tuple) else [value]
    return [str(one).strip() for one in rows if one not in (None, "")]


def merged(old: str, metadata: Mapping[str, Any], sections: Sequence[Section], title: str) -> str:
    """``old`` with what it lacks: fields, results, sections. What was written by hand stays as it is, to the letter."""
    card = read(old)
    front = _front(card, {key: value for key, value in metadata.items() if value not in (None, "", [], {})})
    body = card.body or f"\n# {title}\n"
    for section in sections:
        if section.text.strip():
            body = _placed(body, section)
    return f"---\n{front.strip()}\n---\n{body.rstrip()}\n" if front.strip() else f"{body.strip()}\n"


def _front(card: Card, metadata: Mapping[str, Any]) -> str:
    front = card.front.rstrip()
    missing = {key: value for key, value in metadata.items() if key not in card.metadata}
    if INDEX in card.metadata and INDEX in metadata:
        index = _results(card.metadata[INDEX], metadata[INDEX])
        if index != card.metadata[INDEX]:
            front, missing = _without(front, INDEX), {**missing, INDEX: index}
    return f"{front}\n{_dumped(missing)}" if missing else front


def _dumped(told: Mapping[str, Any]) -> str:
    import yaml

    return str(yaml.safe_dump(dict(told), sort_keys=False, allow_unicode=True, width=120)).rstrip()


def _without(front: str, key: str) -> str:
    """The front matter without one of its top-level fields."""
    return re.sub(
        rf"^{re.escape(key)}:.*?(?=^[^\s#-]|\Z)", "", front, flags=re.MULTILINE | re.DOTALL
    ).rstrip()


def _results(old: Any, new: Any) -> Any:
    """A model-index with the results it lacks; those it has keep their values."""
    if not (isinstance(old, list) and old and isinstance(old[0], dict) and new):
        return old
    held = list(old[0].get("results") or [])
    known = {key for row in held for key in _keys(row)}
    for row in new[0]["results"]:
        metrics = [m for m, key in zip(row["metrics"], _keys(row), strict=True) if key not in known]
        if metrics:
            held.append({**row, "metrics": metrics})
    return [{**old[0], "results": held}, *old[1:]]


def _keys(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    dataset = row.get("dataset") or {}
    name = str(dataset.get("name") or dataset.get("type"))
    return [(name, str(metric.get("name") or metric.get("type"))) for metric in row.get("metrics") or ()]


def values(index: Any) -> dict[tuple[str, str], Any]:
    """The numbers of a model-index, by the name of their dataset and of the metric."""
    rows = (
        index[0].get("results") or []
        if isinstance(index, list) and index and isinstance(index[0], dict)
        else []
    )
    found: dict[tuple[str, str], Any] = {}
    for row in rows:
        found |= dict(zip(_keys(row), (m.get("value") for m in row.get("metrics") or ()), strict=True))
    return found


# --- sections ------------------------------------------------------------------------------------------


def _placed(body: str, section: Section) -> str:
    """The body with the section renewed, added, or left alone because a person wrote one."""
    for found in _OURS.finditer(body):
        if found["id"] == section.id:
            if found["digest"] != _digest(found["text"]):
                return body
            return body[: found.start()] + _marked(section) + body[found.end() :]
    if section.title.casefold() in {heading.casefold() for heading in headings(body)}:
        return body
    return f"{body.rstrip()}\n\n{_marked(section)}\n"


def _marked(section: Section) -> str:
    text = f"## {section.title}\n\n{section.text.strip()}"
    return f"<!-- mainstem:{section.id} {_digest(text)} -->\n{text}\n<!-- /mainstem:{section.id} -->"


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:8]


def headings(body: str) -> Iterator[str]:
    """The headings of a text, in order."""
    return (found[1] for found in _HEADING.finditer(body))
