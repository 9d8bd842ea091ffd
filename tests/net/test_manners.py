"""How Mainstem introduces itself."""

from __future__ import annotations

import pytest

from mainstem import __version__
from mainstem.net import Manners


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("", f"mainstem/{__version__}"),
        ("me@site.example", f"mainstem/{__version__} (reading list; me@site.example)"),
        ("me\r\nX-Evil: (1)", f"mainstem/{__version__} (reading list; meX-Evil: 1)"),
    ],
)
def test_the_user_agent_says_who_asks(contact: str, expected: str) -> None:
    """Program, version and contact, in characters that a header may hold."""
    assert expected == Manners(contact=contact).user_agent
