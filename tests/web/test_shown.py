"""How values are written on a page."""

from __future__ import annotations

import pytest

from mainstem.web.shown import _web


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org/abs/2205.14135", "https://arxiv.org/abs/2205.14135"),
        ("javascript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        ("", "#"),
        ("http://[", "http://["),
    ],
)
def test_a_link_leads_to_the_web_alone(url: str, expected: str) -> None:
    """A foreign item cannot bring a script in as an address."""
    assert expected == _web(url)
