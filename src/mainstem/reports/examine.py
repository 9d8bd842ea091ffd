"""A report, read: what it discloses, what it does not, what it claims, and whether its numbers agree."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from mainstem.model import ReportRead, Reticence
from mainstem.reports import disclose
from mainstem.reports.arithmetic.checks import checks
from mainstem.reports.claiming.claims import claims
from mainstem.reports.document import Document
from mainstem.reports.pages.layout import sentences
from mainstem.reports.reticence import reticences
from mainstem.reports.subject.family import learn
from mainstem.reports.subject.makers import maker


def examine(document: Document, makers: Mapping[str, Collection[str]] | None = None) -> ReportRead:
    """Everything that is read out of a document; ``makers``: what each lab is called, by its id."""
    cut = sentences(document)
    names = learn(document, cut)
    told = disclose.disclosures(document, cut, names)
    return ReportRead(
        name=document.name,
        family=names.family,
        n_pages=len(document.leaves),
        disclosures=tuple(told),
        reticences=tuple(_unsure(one, document) for one in reticences(told, cut, names)),
        checks=tuple(checks(told, cut, document, names)),
        claims=tuple(claims(cut)),
        missing=document.missing,
        maker=maker(document, names.family, makers or {}),
        made_on=document.made_on,
    )


def _unsure(one: Reticence, document: Document) -> Reticence:
    """A field without a value may be told on a page that could not be read."""
    return replace(one, status="unread") if one.status == "silent" and document.missing else one
