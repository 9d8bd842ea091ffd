"""The table of exports, held to its word."""

from __future__ import annotations

from pathlib import Path

import pytest

import mainstem.exports
from mainstem.exports import LISTS, SENDERS, TABLE
from mainstem.model import Digest, Listing, Plan
from tests.exports.list_fakes import EMPTY, LISTING
from tests.exports.plan_fakes import PLAN

MODULES = {path.stem for path in Path(mainstem.exports.__file__).parent.glob("[!_]*.py")}


def test_every_module_has_its_line() -> None:
    """A module without a line, or a line without a module, is a mistake."""
    assert MODULES == {*TABLE, *LISTS, *SENDERS}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_module_has_its_test(name: str) -> None:
    """A module comes with a test of its name."""
    assert (Path(__file__).parent / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", sorted(TABLE))
@pytest.mark.parametrize("n_sessions", [0, 2])
def test_every_export_writes_any_plan_and_always_the_same(name: str, n_sessions: int) -> None:
    """An export gives text or bytes for a full and an empty plan, and the same ones each time."""
    plan = Plan(PLAN.person, PLAN.week, PLAN.starts_on, PLAN.at, 180, PLAN.sessions[:n_sessions])
    written = TABLE[name].write(plan)
    assert isinstance(written, str | bytes)
    assert written
    assert written == TABLE[name].write(plan)


def test_formats_have_the_names_that_the_command_line_takes() -> None:
    """``--format`` takes json, md and ics."""
    assert {"json", "md", "ics"} <= {word for name in TABLE for word in TABLE.words(name)}


@pytest.mark.parametrize("name", sorted(SENDERS))
@pytest.mark.parametrize("n_sessions", [0, 2])
def test_every_channel_writes_any_week_and_always_the_same(name: str, n_sessions: int) -> None:
    """A message for a full and an empty plan from what its fields ask for, with a key that stays."""
    sender = SENDERS[name]
    told = {one.name: one.default or f"https://{one.name}.example" for one in sender.FIELDS}
    plan = Plan(PLAN.person, PLAN.week, PLAN.starts_on, PLAN.at, 180, PLAN.sessions[:n_sessions])
    messages = [sender.write(Digest(plan), told, "key", PLAN.at) for _ in range(2)]
    assert messages[0] == messages[1]


@pytest.mark.parametrize("name", sorted(LISTS))
@pytest.mark.parametrize("listing", [LISTING, EMPTY], ids=["full", "empty"])
def test_every_format_writes_any_list_and_always_the_same(name: str, listing: Listing) -> None:
    """A text with a media type and an ending, for a full and an empty list."""
    writer = LISTS[name]
    assert writer.write(listing)
    assert writer.write(listing) == writer.write(listing)
    assert "/" in writer.MEDIA
    assert writer.ENDING
