"""What happens to replies on their way: cut off, flipped bits, other services' error pages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from mainstem.errors import ReadError
from mainstem.model import Endpoint, Reply
from mainstem.seams import Connector


def damaged(body: bytes, seed: int = 7, n: int = 10) -> Iterator[bytes]:
    """``body`` cut at ``n`` places, and with up to twenty bytes flipped ``n`` times."""
    dice = random.Random(seed)
    for _ in range(n):
        yield body[: dice.randrange(len(body))]
    for _ in range(n):
        flipped = bytearray(body)
        for _ in range(dice.choice([1, 3, 20])):
            flipped[dice.randrange(len(flipped))] = dice.randrange(256)
        yield bytes(flipped)


def error_bodies(shared: Path) -> Iterator[bytes]:
    """Every recorded body that is an error, a wall or nothing."""
    for path in sorted((shared / "recorded" / "error_bodies").rglob("*.*")):
        if path.is_file() and path.name != "SOURCE.txt":
            body = path.read_bytes()
            yield body.split(b"--- body ---\n", 1)[-1] if path.suffix == ".http" else body


def keys_of(connector: Connector, endpoint: Endpoint, reply: Reply) -> set[str] | None:
    """The keys of what was read, each of one draft with a title; None where it ended in a named error."""
    try:
        page = connector.read(endpoint, reply)
    except ReadError:
        return None
    keys = {draft.key for draft in page.drafts}
    assert len(keys) == len(page.drafts)
    assert all(draft.title for draft in page.drafts)
    return keys
