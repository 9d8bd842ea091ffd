"""Arithmetic on what a report tells: what follows from its own numbers, and whether they agree.

``consistent`` and ``inconsistent`` hold a result against a stated number within a tolerance; ``estimate`` states what
follows where the report gives nothing to hold it against. Numbers of different models or stages never meet.
"""

from __future__ import annotations

from collections.abc import Sequence

from mainstem.model import Check, Disclosure
from mainstem.reports.arithmetic.economics import economics
from mainstem.reports.arithmetic.pace import pace
from mainstem.reports.arithmetic.ratios import ratios
from mainstem.reports.arithmetic.shapes import shapes
from mainstem.reports.arithmetic.steps import steps, wall_clock
from mainstem.reports.arithmetic.sums import sums
from mainstem.reports.arithmetic.totals import totals
from mainstem.reports.document import Document
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names


def checks(
    told: Sequence[Disclosure], cut: Sequence[Sentence], document: Document, names: Names
) -> list[Check]:
    """The checks that a report's own disclosures, sentences and tables allow."""
    ours = [one for one in told if not one.is_other]
    return [
        *economics(ours, cut, names),
        *shapes(ours, cut, names),
        *steps(ours, cut, names),
        *pace(ours, cut, names),
        *wall_clock(ours, cut, names),
        *sums(ours, cut, names),
        *totals(document, names),
        *ratios(told, cut, document, names),
    ]
