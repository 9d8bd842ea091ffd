"""The plan as Markdown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mainstem.exports.plan_md import write
from mainstem.model import Plan, Slot
from tests.exports.plan_fakes import DEEP, PLAN


def page_of(slot: Slot) -> list[str]:
    """The lines of a page with this slot alone."""
    session = replace(PLAN.sessions[0], slots=(slot,))
    return write(replace(PLAN, sessions=(session,), yielded=(), missed=())).splitlines()


def test_page_has_the_week_its_sessions_and_what_was_left_out() -> None:
    """Headings for the week, each session, what yielded and what nearly made it."""
    headings = [line for line in write(PLAN).splitlines() if line.startswith("#")]
    assert headings == [
        "# Reading week 2026-W27",
        "## Monday 2026-06-29, 09:00 · 60 min",
        "## Tuesday 2026-06-30, 08:40 · 10 min",
        "## What yielded",
        "## The best left out of each kind of slot",
    ]


def test_page_says_its_minutes_and_where_it_comes_from() -> None:
    """Planned and given minutes, the moment of knowledge, and the snapshot's date."""
    page = write(PLAN)
    assert "70 of 180 minutes, made from what was known at 2026-06-30 12:00 UTC." in page
    assert "From the snapshot of 2026-06-30: venue, paper." in page


def test_slot_is_a_box_with_link_minutes_and_reason() -> None:
    """A slot can be ticked off, opened, and says how long and why; its parts too."""
    lines = write(PLAN).splitlines()
    start = lines.index(
        "- [ ] [Community check: A](<https://example.org>) (check · 10 min · community · independent)"
    )
    assert ["  1 top", "    - [ ] [A thread](<https://example.org/t>)"] == lines[start + 1 : start + 3]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("[x](y)", r"\[x\](y)"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("a *b* _c_ `d` ~~e~~ $f$", r"a \*b\* \_c\_ \`d\` \~\~e\~\~ \$f\$"),
        ("two\n\nlines\r\n# and more", "two lines # and more"),
        ("# not a heading", r"\# not a heading"),
        ("1. not a list", r"1\. not a list"),
        ("- [ ] not a box", r"\- \[ \] not a box"),
        ("a | b & c \\ d", r"a \| b \& c \\ d"),
        ("@name #12", "@name #12"),
        ("", "untitled"),
    ],
)
def test_titles_are_text_and_never_markup(title: str, shown: str) -> None:
    """Whatever a title holds, the page shows it as it is, on one line."""
    line = next(line for line in page_of(replace(DEEP, title=title)) if line.startswith("- [ ]"))
    assert line.startswith(f"- [ ] [{shown}](<")


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.org/a (b)?q=[1]&r=>", "https://example.org/a%20%28b%29?q=%5B1%5D&r=%3E"),
        ("https://example.org/%20x", "https://example.org/%20x"),
        ("https://example.org/ä\n<b>", "https://example.org/%C3%A4%0A%3Cb%3E"),
    ],
)
def test_links_cannot_break_out_of_their_brackets(url: str, target: str) -> None:
    """Spaces, brackets and line breaks of a link are quoted; what was quoted stays."""
    assert any(f"](<{target}>)" in line for line in page_of(replace(DEEP, url=url)))


def test_slot_without_a_link_is_plain_text() -> None:
    """A task without a link shows its title."""
    assert any(
        line.startswith("- [ ] Give a talk (") for line in page_of(replace(DEEP, title="Give a talk", url=""))
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "https:///x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    """An address that a click should never follow is left out."""
    page = page_of(replace(DEEP, url=url, title="A"))
    assert "- [ ] A (deep paper · 60 min · paper · academic)" in page
    assert not [line for line in page if "](" in line]


def test_empty_plan_is_a_page_all_the_same() -> None:
    """A week without sessions has its heading and what yielded."""
    empty: Plan = replace(PLAN, sessions=(), missed=(), snapshot_date=None)
    assert "- skim: 0 of 5, no minutes left" in write(empty).splitlines()
