"""A run of the sync: the network, the reading pool and the writer put together."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from mainstem.connectors import TABLE
from mainstem.errors import Malformed
from mainstem.model import Endpoint, Reply, Source
from mainstem.pipeline.sync import MAX_PAGES, Reading, Report, Sync, Watch, read_and_settle
from mainstem.wiring import classing
from mainstem.wiring.joining import join_new

if TYPE_CHECKING:
    from mainstem.pipeline.due import Due
    from mainstem.wiring import Mainstem

READ_LIMIT_S = 30.0  # one reply; ordinary ones take milliseconds
FEW = 4  # polls that are not worth starting processes for


class ReadingPool:
    """Reads replies in processes of their own: all cores are used, and no reply can hang the run."""

    def __init__(self, n_due: int) -> None:
        self._pool: ProcessPoolExecutor | None = None
        if n_due > FEW:
            self._pool = _processes()

    async def read(self, item: Due, reply: Reply) -> Reading:
        """What the reply holds; raises ReadError, Malformed also where reading takes too long."""
        loop = asyncio.get_running_loop()
        job = (item.endpoint.connector or "", item.source, item.endpoint, reply)
        try:
            async with asyncio.timeout(READ_LIMIT_S):
                return await loop.run_in_executor(self._pool, _read, *job)
        except TimeoutError as error:
            raise Malformed(reply.url, f"reading it took more than {READ_LIMIT_S:.0f} s") from error
        except BrokenProcessPool as error:
            self._pool = _processes()
            raise Malformed(reply.url, "reading it ended the process that read") from error

    def close(self) -> None:
        """Ends the processes, also one that hangs."""
        if self._pool is not None:
            workers = list((self._pool._processes or {}).values())
            self._pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.terminate()


def _processes() -> ProcessPoolExecutor:
    kinds = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in kinds else "spawn")
    if "forkserver" in kinds:
        context.set_forkserver_preload(["mainstem.connectors.feed", "mainstem.connectors.anyfeed"])
    return ProcessPoolExecutor(min(os.cpu_count() or 1, 4), context, initializer=_live_with_parent)


def _live_with_parent() -> None:
    """A reading process ends with the program, also when that is killed, and never by Ctrl-C before it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(connector: str, source: Source, endpoint: Endpoint, reply: Reply) -> Reading:
    return read_and_settle(TABLE[connector], source, endpoint, reply)


def follow(
    app: Mainstem, due: Sequence[Due], watch: Watch, limit_s: float | None, max_pages: int = MAX_PAGES
) -> Report:
    """Polls ``due``, and joins what came with the works that it is one with.

    On Ctrl-C what is finished is kept and KeyboardInterrupt goes on; what came is joined by the next run.
    """
    report = asyncio.run(_follow(app, due, watch, limit_s, max_pages))
    changed = app.store.candidates.waiting()
    report.n_joined = join_new(app.store, app.pack).n_joined
    classing.renew(app, changed)
    return report


async def _follow(
    app: Mainstem, due: Sequence[Due], watch: Watch, limit_s: float | None, max_pages: int
) -> Report:
    fetcher = app.client()
    pool = ReadingPool(len(due))
    sync = Sync(
        connector=TABLE.__getitem__,
        fetcher=fetcher,
        read=pool.read,
        take=app.store.items.take,
        clock=app.clock,
        watch=watch,
        max_pages=max_pages,
    )
    try:
        return await sync.run(due, limit_s=limit_s)
    finally:
        pool.close()
        await fetcher.close()
