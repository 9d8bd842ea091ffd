"""Whether a week goes out: once, and never twice by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mainstem.model import Delivery
from mainstem.pipeline.delivering import CLAIM, KILLED, claimed

NOON = datetime(2026, 7, 6, 12, tzinfo=UTC)
WANTED = Delivery("me", "2026-W28", "mail", "new key", "sending", NOON)


def _stands(state: Any, ago: timedelta = timedelta(hours=1), **told: Any) -> Delivery:
    return Delivery("me", "2026-W28", "mail", "old key", state, NOON - ago, n_tries=1, **told)


RETRIED = replace(WANTED, key="old key", n_tries=2)
UNSURE = replace(_stands("sending"), state="unsure", told=KILLED)
RESTS = _stands("failed", next_at=NOON + timedelta(minutes=1))


@pytest.mark.parametrize("repeats", [False, True])
@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (None, replace(WANTED, n_tries=1)),
        (_stands("sent"), None),
        (_stands("sending", CLAIM - timedelta(seconds=1)), None),
        (_stands("failed"), RETRIED),
        (RESTS, None),
    ],
)
def test_what_is_known_decides_alike_for_every_channel(
    standing: Delivery | None, expected: Delivery | None, repeats: bool
) -> None:
    """Sent stays sent, another process is let do, what failed is tried again when the receiver wants it."""
    assert expected == claimed(standing, WANTED, repeats=repeats)


@pytest.mark.parametrize(
    ("standing", "repeats", "expected"),
    [
        (_stands("sending"), True, RETRIED),
        (_stands("sending"), False, UNSURE),
        (_stands("unsure"), True, RETRIED),
        (_stands("unsure"), False, None),
    ],
)
def test_what_nobody_knows_is_repeated_only_under_a_key_that_the_receiver_knows(
    standing: Delivery, repeats: bool, expected: Delivery | None
) -> None:
    """A claim that was left behind by a killed process, and a cut connection."""
    assert expected == claimed(standing, WANTED, repeats=repeats)


@pytest.mark.parametrize("standing", [_stands("unsure"), _stands("sending"), RESTS])
def test_a_person_may_send_again_whatever_stands(standing: Delivery) -> None:
    """As another attempt at the same message."""
    assert RETRIED == claimed(standing, WANTED, repeats=False, again=True)


def test_what_was_sent_goes_again_as_another_message() -> None:
    """With a key of its own, or a receiver that knows keys would drop it."""
    assert replace(WANTED, n_tries=2) == claimed(_stands("sent"), WANTED, repeats=True, again=True)
