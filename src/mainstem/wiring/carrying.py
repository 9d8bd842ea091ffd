"""How a message gets to its channel: posted under the network's guard, or handed to a mail server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from mainstem.errors import MainstemError, NetError, NotTaken, PerhapsTaken, ReplyError
from mainstem.model import Channel, Digest, Letter, Reply, Request
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
    reply = posted(app, channel.name, message)
    no = sender.refused(reply)
    if no:
        raise NotTaken(channel.name, no)
    return f"taken ({reply.status})"


def posted(app: Mainstem, name: str, request: Request) -> Reply:
    """One attempt; raises NotTaken or PerhapsTaken for the channel ``name``."""
    try:
        return asyncio.run(_posted(app, request))
    except ReplyError as error:
        if error.status >= 500 and error.status not in _PASSING:
            raise PerhapsTaken(name, error.what) from error
        passing = error.status in _PASSING
        raise NotTaken(name, error.what, passing=passing, retry_at=error.retry_at) from error
    except NetError as error:
        from mainstem.net import never_left

        if never_left(error):
            raise _not_taken(name, error) from error
        raise PerhapsTaken(name, error.what) from error


def _not_taken(name: str, error: NetError) -> MainstemError:
    from mainstem.errors import AddressRefused, TlsFailed

    passing = not isinstance(error, (AddressRefused, TlsFailed))
    return NotTaken(name, error.what, None if passing else error.hint, passing=passing)


async def _posted(app: Mainstem, request: Request) -> Reply:
    client = app.client(n_retries=0)  # whether a message may be sent again is not for the network to say
    try:
        return await client.fetch(request)
    finally:
        await client.close()
