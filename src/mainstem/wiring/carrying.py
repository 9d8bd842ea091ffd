"""How a message gets to its channel: posted under the network's guard, handed to a mail server, or put on a shelf."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from mainstem.errors import AddressRefused, NetError, NotTaken, PerhapsTaken, ReplyError, TlsFailed
from mainstem.model import Channel, Deposit, Digest, Letter, Reply, Request
from mainstem.wiring import channels

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_PASSING = frozenset({408, 425, 429, 503})  # the receiver says that it did not take it, for now


def carry(app: Mainstem, channel: Channel, digest: Digest, key: str) -> str:
    """Sends once; what became of it in words. Raises NotTaken or PerhapsTaken, which name no address."""
    sender = channels.sender(channel)
    told = channels.filled(channel)
    message = sender.write(digest, told, key, app.clock())
    if isinstance(message, Letter):
        from mainstem.net.smtp import hand_over

        return hand_over(message, told, channel.name)
    if isinstance(message, Deposit):
        from mainstem.wiring.shelving import shelve

        return shelve(app, channel.name, told, message, key)
    reply = posted(app, channel.name, message)
    no = sender.refused(reply)
    if no:
        raise NotTaken(channel.name, no)
    return f"taken ({reply.status})"


def posted(app: Mainstem, name: str, request: Request) -> Reply:
    """One attempt; raises NotTaken or PerhapsTaken for the channel ``name``."""
    try:
        return asked(app, request)
    except (ReplyError, NetError) as error:
        raise ended(name, error) from error


def asked(app: Mainstem, request: Request) -> Reply:
    """One attempt; raises ReplyError or NetError."""
    return asyncio.run(_posted(app, request))


def ended(name: str, error: ReplyError | NetError) -> NotTaken | PerhapsTaken:
    """What an attempt came to that ended with ``error``, for the channel ``name``."""
    from mainstem.net import never_left

    if isinstance(error, ReplyError):
        passing = error.status in _PASSING
        if error.status >= 500 and not passing:
            return PerhapsTaken(name, error.what)
        return NotTaken(name, error.what, passing=passing, retry_at=error.retry_at)
    if not never_left(error):
        return PerhapsTaken(name, error.what)
    passing = not isinstance(error, (AddressRefused, TlsFailed))
    return NotTaken(name, error.what, None if passing else error.hint, passing=passing)


async def _posted(app: Mainstem, request: Request) -> Reply:
    client = app.client(n_retries=0)  # whether a message may be sent again is not for the network to say
    try:
        return await client.fetch(request)
    finally:
        await client.close()
