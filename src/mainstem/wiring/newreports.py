"""New technical reports of followed labs: found among the works, read, and told in the week with their facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mainstem.errors import MainstemError
from mainstem.model import ReportRead, Work
from mainstem.pipeline.planning.lift import about
from mainstem.reports import compare
from mainstem.reports.fields import shown
from mainstem.text.identity import key_of
from mainstem.wiring import reporting, wishing

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

LATELY = timedelta(days=30)  # how old a report may be that is read by itself
MOST = 5  # reports read at one time: each is fetched from arXiv
_N_FOUND = 40
_ASKED = ('"technical report"', '"model card"', '"system card"')
_TITLE = re.compile(r"\b(?:technical report|(?:model|system) card)\b", re.IGNORECASE)
_N_FACTS = 5  # in the line that the week tells


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look for new reports came to."""

    read: tuple[ReportRead, ...]
    failed: tuple[MainstemError, ...]


def look(app: Mainstem) -> Looked:
    """Reads the new reports of the labs one follows and of the models in use; what fails stops no other."""
    read, failed = [], []
    for work in list(new(app))[:MOST]:
        try:
            read.append(reporting.add(app, work.id).read)
        except MainstemError as error:
            failed.append(error)
    return Looked(tuple(read), tuple(failed))


def new(app: Mainstem) -> Iterator[Work]:
    """Reports on arXiv that were not read yet, newest first: of followed labs, else the pack's; of models in use."""
    since = (app.view().at - LATELY).date()
    known = set(facts(app))
    found = {
        hit.work.id: hit.work for asked in _ASKED for hit in app.search(f"{asked} after:{since}", _N_FOUND)
    }
    names = _lab_names(app)
    for work in sorted(found.values(), key=lambda work: work.known_at, reverse=True):
        is_asked = _is_of(work, names) or about(work, app.settings.models_in_use) is not None
        if _TITLE.search(work.title) and work.id.startswith("arxiv:") and work.id not in known and is_asked:
            yield work


def _lab_names(app: Mainstem) -> list[re.Pattern[str]]:
    followed = {wish.name for wish in wishing.standing(app, "follow") if wish.kind == "lab"}
    labs = [lab for lab in app.pack.labs if lab.id in followed] or app.pack.labs
    names = {name for lab in labs for name in (lab.name, *lab.names, *lab.hub)}
    return [re.compile(rf"(?<![A-Za-z]){re.escape(name)}(?![a-z])", re.IGNORECASE) for name in names]


def _is_of(work: Work, names: list[re.Pattern[str]]) -> bool:
    told = " / ".join((work.title, *work.authors))
    return any(name.search(told) for name in names)


def facts(app: Mainstem) -> Mapping[str, str]:
    """What each report that is a work tells of its largest model, in a line, by the work's key."""
    return {
        key: line(kept.read)
        for kept in app.store.reports.all()
        if "://" in kept.source and (key := key_of(kept.source)) is not None
    }


def line(read: ReportRead) -> str:
    """A report in a line: its largest model's size, tokens, context, hardware and licence, as far as it tells them."""
    rows = compare.rows([read])
    row = max(rows, key=lambda row: row.number("total_parameters") or 0.0)
    told = [
        f"{prefix}{shown(number)}{suffix}"
        for field, prefix, suffix in _NUMBERS
        if (number := row.number(field)) is not None
    ]
    told += [text for field in ("gpu_type", "licence") if (text := row.text(field))]
    return (
        f"{row.model}: {', '.join(told[:_N_FACTS])}"
        if told
        else f"{row.model}: tells no size, tokens or hardware"
    )


_NUMBERS = (
    ("total_parameters", "", " parameters"),
    ("active_parameters", "", " active"),
    ("training_tokens", "", " tokens"),
    ("context_length_final", "context ", ""),
    ("gpu_hours", "", " GPU-hours"),
)
