"""Facts that a language model proposes about a report: off until settings.toml names one and a person asks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.model import Disclosure, ReportRead, Summarizer
from mainstem.reports import propose
from mainstem.reports.document import Document, Leaf
from mainstem.reports.pages.layout import sentences
from mainstem.reports.subject.family import learn
from mainstem.reports.subject.names import Names
from mainstem.wiring import summarising

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

MOST = 12  # pages that are asked about


@dataclass(frozen=True, slots=True)
class Proposed:
    """A report with the proposals that were let in, and those that were not."""

    read: ReportRead
    refused: tuple[propose.Refused, ...]


def proposed(app: Mainstem, document: Document, read: ReportRead) -> Proposed:
    """Asks about the pages that hold numbers of which little was read; raises UsageError, NetError, ReplyError."""
    of = app.settings.summaries
    if of is None:
        hint = "Name an endpoint in [summaries] of settings.toml (docs/how-to/reports.md)"
        raise UsageError("proposals", "need a language model, and none is named", hint)
    names = learn(document, sentences(document))
    judged = [
        one
        for leaf in propose.pages(document, read.disclosures, MOST)
        for one in asyncio.run(_about(app, of, leaf, names))
    ]
    made = propose.added(read.disclosures, [one for one in judged if isinstance(one, Disclosure)])
    given = {one.field for one in made}
    still = tuple(one for one in read.reticences if one.field not in given)
    refused = tuple(one for one in judged if isinstance(one, propose.Refused))
    return Proposed(replace(read, disclosures=(*read.disclosures, *made), reticences=still), refused)


async def _about(
    app: Mainstem, of: Summarizer, leaf: Leaf, names: Names
) -> list[Disclosure | propose.Refused]:
    reply = await summarising.ask(app, of, propose.request(leaf, names, of))
    return list(propose.judge(leaf, names, propose.read(reply), of.model))
