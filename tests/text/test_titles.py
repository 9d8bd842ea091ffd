"""Foreign text is made safe to print."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.text import titles


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("  two\n\tlines ", "two lines"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x9b2Jgone", "gone"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen", "zerowidth softhyphen"),
        ("bell\x07 null\x00", "bell null"),
        ("e\u0301", "é"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_a_line_holds_nothing_that_steers(raw: str, printed: str) -> None:
    """Escape sequences, controls and direction overrides go; letters and joiners stay."""
    assert printed == titles.line(raw)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Serving &amp; training", "Serving & training"),
        ("A <em>fast</em> kernel", "A fast kernel"),
        ("std::vector<int> in C++", "std::vector<int> in C++"),
        ("1 < 2", "1 < 2"),
        ("The &lt;think&gt; token", "The <think> token"),
        ("AT&amp;amp;T", "AT&amp;T"),
        ("Q<sub>4</sub>", "Q4"),
    ],
)
def test_titles_lose_their_markup_once(raw: str, title: str) -> None:
    """Known inline tags go, other angle brackets are text, entities are decoded one time."""
    assert title == titles.title(raw)


@pytest.mark.parametrize(
    ("text", "n", "short"),
    [("short", 10, "short"), ("one two three", 9, "one two…"), ("unbroken", 5, "unbr…")],
)
def test_cut_ends_at_a_word(text: str, n: int, short: str) -> None:
    """A cut text is at most as long as asked, and shows that it was cut."""
    assert short == titles.cut(text, n)


@settings(deadline=None)  # a busy machine is no fault
@given(st.text())
def test_lines_are_stable_and_encodable(raw: str) -> None:
    """Printing what was made printable changes nothing, and UTF-8 can hold it."""
    once = titles.line(raw)
    once.encode("utf-8")
    assert once == titles.line(once)
