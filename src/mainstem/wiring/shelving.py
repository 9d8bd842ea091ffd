"""Puts works into a collection of a Zotero library, each once.

The collection is read first, and every write is bound to the version that was read (``If-Unmodified-Since-Version``): a
library that changed meanwhile answers 412 and is read again. So an attempt of which nobody knows whether it arrived is
simply made again. A collection is made under a write token, which the server remembers for twelve hours.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mainstem.errors import NetError, NotTaken, PerhapsTaken, ReplyError
from mainstem.exports.to_zotero import name_in
from mainstem.model import Deposit, Reply, Request
from mainstem.wiring import carrying

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

Sleep = Callable[[float], object]
MOST_ITEMS = 50  # in one write
PAGE = 100  # items in one answer
LONGEST_BACKOFF_S = 60.0
_N_READ_AGAIN = 3  # of a library that others write to meanwhile


class Shelf:
    """One library, as a channel has it."""

    def __init__(self, app: Mainstem, name: str, told: Mapping[str, str], sleep: Sleep) -> None:
        self._app, self._name, self._told, self._sleep = app, name, told, sleep
        self._base = f"{told['address'].rstrip('/')}/{told['library'].strip('/')}"
        address = urlsplit(told["address"])
        if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
            raise NotTaken(name, "the key would be sent without encryption", "Give an https address")

    def ask(self, path: str, message: Any = None, **headers: str) -> Reply:
        """One request; raises ReplyError or NetError. Waits where the server asks for slowness (``Backoff``)."""
        body = None if message is None else json.dumps(message).encode()
        told = {"zotero-api-version": "3", "zotero-api-key": self._told["key"], **headers}
        told |= {} if body is None else {"content-type": "application/json"}
        reply = carrying.asked(self._app, Request(f"{self._base}/{path}", told, body))
        backoff = reply.headers.get("backoff", "")
        if backoff.isdecimal():
            self._sleep(min(float(backoff), LONGEST_BACKOFF_S))
        return reply

    def collection(self, token: str) -> str:
        """The key of the collection, made where it is not there."""
        wanted = self._told["collection"]
        for row, _ in self.rows("collections"):
            if row["data"]["name"] == wanted:
                return str(row["key"])
        reply = self.ask("collections", [{"name": wanted}], **{"zotero-write-token": token})
        return str(_done(self._name, json.loads(reply.body))["0"]["key"])

    def rows(self, path: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Every row of a listing, with the library's version as it was read."""
        start, n = 0, 1
        while start < n:
            reply = self.ask(f"{path}?format=json&limit={PAGE}&start={start}")
            rows, n = json.loads(reply.body), int(reply.headers.get("total-results", "0"))
            yield from ((row, reply.headers["last-modified-version"]) for row in rows)
            start += max(len(rows), 1)

    def held(self, collection: str) -> tuple[set[str], str]:
        """Names of the works that the collection has, and the version of the library."""
        reply = self.ask(f"collections/{collection}")  # an empty collection has no row to tell the version
        version = reply.headers["last-modified-version"]
        names: set[str] = set()
        for row, read in self.rows(f"collections/{collection}/items/top"):
            names.add(name_in(row["data"].get("extra", "")))
            version = min(version, read, key=int)
        return names, version

    def put(self, collection: str, items: Sequence[Mapping[str, Any]], version: str) -> str:
        """Writes up to ``MOST_ITEMS``; the version after. Raises ReplyError with status 412 where it changed."""
        placed = [{**one, "collections": [collection]} for one in items]
        reply = self.ask("items", placed, **{"if-unmodified-since-version": version})
        _done(self._name, json.loads(reply.body))
        return reply.headers["last-modified-version"]


def shelve(
    app: Mainstem,
    name: str,
    told: Mapping[str, str],
    deposit: Deposit,
    key: str,
    *,
    sleep: Sleep = time.sleep,
) -> str:
    """Puts what is not there yet; in words, how many. Raises NotTaken or PerhapsTaken for the channel ``name``."""
    shelf = Shelf(app, name, told, sleep)
    try:
        collection = shelf.collection(key)
        for _ in range(_N_READ_AGAIN):
            try:
                n = _fill(shelf, collection, deposit)
            except ReplyError as error:
                if error.status != 412:
                    raise
            else:
                return f"{n} new in {told['collection']}, {len(deposit.items) - n} there before"
    except (ReplyError, NetError) as error:
        raise carrying.ended(name, error) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PerhapsTaken(name, "the server answered with something that is not Zotero's") from error
    raise NotTaken(name, "others write to the library all the time", passing=True)


def _fill(shelf: Shelf, collection: str, deposit: Deposit) -> int:
    held, version = shelf.held(collection)
    new = [item for work, item in deposit.items if work not in held]
    for at in range(0, len(new), MOST_ITEMS):
        version = shelf.put(collection, new[at : at + MOST_ITEMS], version)
    return len(new)


def _done(name: str, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was written; raises NotTaken where anything was refused."""
    for failed in answer["failed"].values():
        raise NotTaken(name, f"Zotero refused an item: {failed['code']} {str(failed['message'])[:200]}")
    done: Mapping[str, Any] = answer["successful"]
    return done
