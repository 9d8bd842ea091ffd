"""Sending weeks: each over each channel once, and never twice.

The rows of the outbox are the memory: a week is claimed there before it is sent, by whichever process comes first, and
what became of it is written down after (``pipeline.delivering`` decides). What a killed process leaves is sent again
where the receiver knows messages by their key, and else told as unsure, never repeated unasked.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mainstem.errors import NotTaken, PerhapsTaken, SettingsError, UsageError
from mainstem.model import Channel, Delivery, Digest, Plan
from mainstem.pipeline.delivering import claimed
from mainstem.wiring import channels
from mainstem.wiring.listing import planned_works

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

Sleep = Callable[[float], object]
PAUSES_S = (2.0, 8.0, 30.0)  # before each further attempt
LONGEST_S = 60.0  # a longer pause that a receiver asks for is left to the next run
Carry = Callable[["Mainstem", Channel, Digest, str], str]  # raises DeliveryError; what became of it, in words


def send_digest(app: Mainstem, *, week: str | None = None, sleep: Sleep = time.sleep) -> list[Delivery]:
    """Sends the person's week over every channel of theirs that is on; what stands of each, in their order.

    ``week`` is an ISO week with a plan ("2026-W27"; default: this week, planned where it is not). May be called as
    often as one likes, from as many processes: what was sent is not sent again.
    """
    on = [one for one in channels.mine(app) if not channels.is_off(app, one.name)]
    if not on:
        return []
    plan = plan_of(app, week)
    return [deliver(app, one, plan, sleep=sleep) for one in on]


def send(
    app: Mainstem, name: str, *, week: str | None = None, again: bool = False, sleep: Sleep = time.sleep
) -> Delivery:
    """The same over one channel; ``again`` sends whatever stands. Raises UsageError for a channel there is not."""
    channel = channels.named(app, name)
    return deliver(app, channel, plan_of(app, week), again=again, sleep=sleep)


def try_out(app: Mainstem, name: str) -> str:
    """Sends this week as a test that says so, outside the outbox; what became of it. Raises DeliveryError."""
    from mainstem.wiring import carrying

    digest = _digest(app, plan_of(app, None), test=True)
    return carrying.carry(app, channels.named(app, name), digest, secrets.token_hex(16))


def _digest(app: Mainstem, plan: Plan, *, stop: str = "", test: bool = False) -> Digest:
    works = app.store.works.of(planned_works(plan))
    return Digest(plan, app.settings.public_url.rstrip("/"), stop, tuple(works.values()), test)


def plan_of(app: Mainstem, week: str | None) -> Plan:
    """The plan of a week, or of this one; raises UsageError for a week without any."""
    if week is None:
        look = app.view()
        return app.stored_plan(look) or app.plan(look)
    found = app.store.plans.last(app.settings.person, week)
    if found is None:
        raise UsageError(week, "has no plan", "Write a planned week as 2026-W27")
    return found


def deliver(
    app: Mainstem,
    channel: Channel,
    plan: Plan,
    *,
    again: bool = False,
    sleep: Sleep = time.sleep,
    carry: Carry | None = None,
) -> Delivery:
    """Claims a delivery and sends it, unless it stands otherwise; what stands then."""
    from mainstem.wiring import carrying

    wanted = Delivery(plan.person, plan.week, channel.name, secrets.token_hex(16), "sending", app.clock())
    try:
        channels.filled(channel)
    except SettingsError as error:  # nothing is claimed, and the other channels get theirs
        return replace(wanted, state="failed", told=f"{error.subject} {error.what}: {error.hint}")
    repeats = channels.sender(channel).REPEATS
    standing, is_new = app.store.outbox.change(
        plan.person, plan.week, channel.name, lambda old: claimed(old, wanted, repeats=repeats, again=again)
    )
    assert standing is not None  # noqa: S101 - a delivery that is not there is claimed
    if not is_new or standing.state != "sending":
        return standing
    digest = _digest(app, plan, stop=channels.stop_address(app, channel))
    ended = _insist(app, channel, digest, standing, carry or carrying.carry, sleep, repeats=repeats)
    app.store.outbox.change(plan.person, plan.week, channel.name, lambda _: ended)
    return ended


def _insist(
    app: Mainstem,
    channel: Channel,
    digest: Digest,
    claim: Delivery,
    carry: Carry,
    sleep: Sleep,
    *,
    repeats: bool,
) -> Delivery:
    """Tries, and again where it failed in passing; where it may have arrived only if it may arrive twice."""
    for pause_s in (*PAUSES_S, None):
        try:
            told = carry(app, channel, digest, claim.key)
            return replace(claim, state="sent", told=told, at=app.clock())
        except NotTaken as error:
            failed = replace(claim, state="failed", told=error.what, at=app.clock(), next_at=error.retry_at)
            rest_s = _rest_s(failed, pause_s)
            if pause_s is None or not error.passing or rest_s > LONGEST_S:
                return failed
        except PerhapsTaken as error:
            rest_s = pause_s or 0.0
            if pause_s is None or not repeats:
                return replace(claim, state="unsure", told=error.what, at=app.clock())
        sleep(rest_s)
    raise AssertionError("the last attempt has no pause")


def _rest_s(failed: Delivery, pause_s: float | None) -> float:
    """Seconds until the next attempt: our pause, or the longer one that the receiver asks for."""
    asked = (failed.next_at - failed.at) if failed.next_at else timedelta()
    return max(pause_s or 0.0, asked.total_seconds())
