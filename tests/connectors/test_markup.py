"""Elements of pages by their tags."""

from __future__ import annotations

import pytest

from mainstem.connectors import markup


@pytest.mark.parametrize(
    ("page", "inside"),
    [
        ("<li>a</li><LI class=x>b</LI >", ["a", "b"]),
        ("<li>a<li>b</li>", ["b"]),
        ("<li>a</li><li>cut", ["a"]),
        ("<link>a</link>", []),
        ("<li", []),
    ],
)
def test_elements_are_what_stands_between_their_tags(page: str, inside: list[str]) -> None:
    """One that is not closed was cut off."""
    assert inside == list(markup.elements(page, markup.opening("li"), "li"))


def test_elements_can_be_told_by_their_attributes() -> None:
    """Wherever in the tag these stand."""
    page = '<p id="1" class="a node b">x</p><p class="nodes">y</p>'
    assert ["x"] == list(markup.elements(page, markup.opening("p", r"\bnode\b"), "p"))


@pytest.mark.parametrize(("page", "is_whole"), [("<html>a</HTML>\n", True), ("<html><p>a", False)])
def test_a_page_that_ends_is_whole(page: str, is_whole: bool) -> None:
    """As pages do."""
    assert is_whole == markup.is_whole(page)
