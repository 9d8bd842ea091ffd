"""What a line or a disk can do to a reply, and what every connector must make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from mainstem.errors import ReadError
from mainstem.model import Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from mainstem.seams import Connector
from tests.connectors.shapes import SOURCE


def outcome(connector: Connector, endpoint: Endpoint, reply: Reply) -> Page | ReadError:
    """The page, whose drafts settle into distinct named items, or the error with its name."""
    try:
        page = connector.read(endpoint, reply)
    except ReadError as error:
        assert error.what
        return error
    settled = [settle(SOURCE, draft, reply.at) for draft in page.drafts]
    assert len(settled) == len({each.item.id for each in settled})
    assert all(each.item.title and each.keys and each.item.url for each in settled)
    return page


def cut_and_flipped(body: bytes, dice: Random, n: int = 10) -> Iterator[bytes]:
    """``body`` cut off at ``n`` places, then ``n`` times with up to twenty bytes changed."""
    for _ in range(n):
        yield body[: dice.randrange(len(body) + 1)]
    for _ in range(n):
        damaged = bytearray(body)
        for _ in range(dice.choice([1, 3, 20])):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        yield bytes(damaged)


def endure(connector: Connector, endpoint: Endpoint, reply: Reply, dice: Random) -> None:
    """Asserts that harm ends as a named error or in no more drafts than the whole reply had."""
    whole = outcome(connector, endpoint, reply)
    n_most = len(whole.drafts) if isinstance(whole, Page) else 0
    for body in cut_and_flipped(reply.body, dice):
        page = outcome(connector, endpoint, replace(reply, body=body))
        assert not isinstance(page, Page) or len(page.drafts) <= max(n_most, 1)
