"""Made-up reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Check, Disclosure
from mainstem.reports import cards, disclose
from mainstem.reports.document import Document
from mainstem.reports.examine import examine

Card = Callable[[str], Document]
Told = Callable[[str], list[Disclosure]]


@pytest.fixture
def card() -> Card:
    """A card of the made-up model Brook-2 from Markdown; its file is ``brook-2.md``."""
    return lambda text: cards.read("brook-2", [("brook-2.md", text.encode())])


@pytest.fixture
def told(card: Card) -> Told:
    """What a text under the heading "Brook-2 Technical Report" discloses."""

    def _told(text: str) -> list[Disclosure]:
        return disclose.read(card(f"# Brook-2 Technical Report\n\nWe present Brook-2.\n\n{text}\n"))

    return _told


def values(found: list[Disclosure], field: str) -> list[float | int | str]:
    """What was told of a field of the subject, in order."""
    return [one.normalised for one in found if one.field == field and not one.is_other]


@pytest.fixture
def checked(card: Card) -> Callable[[str], dict[str, Check]]:
    """The arithmetic on a text under the heading "Brook-2 Technical Report", by the name of each check."""

    def _checked(text: str) -> dict[str, Check]:
        read = examine(card(f"# Brook-2 Technical Report\n\nWe present Brook-2.\n\n{text}\n"))
        return {one.name: one for one in read.checks}

    return _checked
