"""Whether a week goes out over a channel now: what stands of it, and what is done about that. No I/O.

A delivery is claimed before anything is sent, and what became of it is written down afterwards. A process that is
killed in between leaves a claim; whether the message left, nobody can tell. So a claim that is too old to be at
work is sent again only where the receiver knows messages by their key, and else is told as unsure.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mainstem.model import Delivery

# Longer than four attempts of 30 s with their longest pauses. Should one take longer, another process calls it unsure
# and sends nothing, and the one that is at work has the last word.
CLAIM = timedelta(minutes=10)
KILLED = "the program ended while it was sent, so it may have arrived or not"


def claimed(
    standing: Delivery | None, wanted: Delivery, *, repeats: bool, again: bool = False
) -> Delivery | None:
    """What to keep in place of ``standing``: ``wanted``, claimed, where it is to be sent; None to leave it.

    ``repeats``: the receiver knows a message by its key, which therefore stays the same; ``again``: the person asks
    for it whatever stands, also for what was sent (then it is another message, with a key of its own).
    """
    now = wanted.at
    if standing is None:
        return replace(wanted, n_tries=1)
    retried = replace(wanted, key=standing.key, n_tries=standing.n_tries + 1)
    if standing.state == "sent":
        return replace(wanted, n_tries=standing.n_tries + 1) if again else None
    if standing.state == "sending":
        if now - standing.at < CLAIM:
            return None
        return retried if repeats or again else replace(standing, state="unsure", told=KILLED)
    if standing.state == "unsure":
        return retried if repeats or again else None
    rests = standing.next_at is not None and now < standing.next_at
    return retried if again or not rests else None
