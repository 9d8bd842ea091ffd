"""What messages to chats and programs have in common."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from mainstem.model import Digest, Needed, Request

URL = Needed("url", "The webhook's address, as the service shows it", secret=True)


def post(url: str, message: Any, headers: Mapping[str, str] | None = None) -> Request:
    """``message`` posted as JSON."""
    told = {"content-type": "application/json; charset=utf-8", **(headers or {})}
    return Request(url, told, json.dumps(message, ensure_ascii=False, allow_nan=False).encode())


def title(digest: Digest) -> str:
    """The message's first line."""
    lead = "A test. " if digest.test else ""
    return f"{lead}What to read in week {digest.plan.week.rpartition('W')[2].lstrip('0')}"


def lead(digest: Digest) -> str:
    """How much there is to read."""
    plan = digest.plan
    n = len(plan.sessions)
    return f"{plan.planned_min} of {plan.budget_min} minutes in {n} sitting{'' if n == 1 else 's'}"


def cut(lines: list[str], most: int) -> str:
    """As many whole lines as fit into ``most`` characters; the last says how many are left out."""
    kept, room = [], most - 40
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    n_more = len(lines) - len(kept)
    return "\n".join([*kept, f"... and {n_more} more lines"] if n_more else kept)
