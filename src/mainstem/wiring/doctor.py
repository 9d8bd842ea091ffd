"""What is configured, reachable, stale or broken, and what to do about each."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from mainstem import __version__
from mainstem.errors import MainstemError
from mainstem.model import Request
from mainstem.seams import Fetcher
from mainstem.settings import FILE
from mainstem.wiring.health import LOST, replacement

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem
    from mainstem.wiring.health import Health

LITTLE_SPACE_BYTES = 500 * 2**20  # a year of the shipped pack takes about this much
STALE = timedelta(days=8)  # a week and a day without a sync: the plan runs behind
PROBES = ("https://export.arxiv.org/", "https://github.com/", "https://huggingface.co/")
SHOWN = 8  # failing sources named one by one


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``do`` is empty where nothing needs doing."""

    state: Literal["ok", "note", "warning", "error"]
    subject: str
    what: str
    do: str = ""


def examine(app: Mainstem, *, offline: bool) -> Iterator[Finding]:
    """Looks at everything in turn; a check that fails is a finding, never the end of the examination."""
    yield Finding("ok", "version", f"mainstem {__version__} on Python {platform.python_version()}")
    yield from _home(app)
    yield from _caught("pack", _pack, app)
    yield from _caught("database", _database, app)
    yield from _caught("sources", _sources, app)
    yield from _caught("jobs", _jobs, app)
    if not offline:
        yield from _caught("network", _network, app)


def _caught(subject: str, check: Callable[[Mainstem], Iterator[Finding]], app: Mainstem) -> Iterator[Finding]:
    try:
        yield from check(app)
    except MainstemError as error:
        yield Finding("error", subject, f"{error.subject}: {error.what}", error.hint)


def _home(app: Mainstem) -> Iterator[Finding]:
    home = app.settings.home
    if not home.exists():
        yield Finding("note", "home", f"{home} is not there yet", "`mainstem week` creates it")
        return
    if not os.access(home, os.W_OK):
        yield Finding(
            "error", "home", f"{home} cannot be written", "Choose another with --home or MAINSTEM_HOME"
        )
    else:
        yield Finding("ok", "home", str(home))
    free = shutil.disk_usage(home).free
    if free < LITTLE_SPACE_BYTES:
        yield Finding("warning", "disk", f"{free / 2**20:.0f} MiB left", "Free some space")
    yield from _settings(app)


def _settings(app: Mainstem) -> Iterator[Finding]:
    file = app.settings.home / FILE
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Finding("warning", "settings", f"others may read {file}", f"chmod 600 {file}")
    if not app.settings.contact:
        yield Finding(
            "note",
            "contact",
            "not set; some hosts refuse clients without one",
            f'Write a line contact = "..." with your address into {file}',
        )
    yield Finding("ok", "time zone", str(app.settings.zone))


def _pack(app: Mainstem) -> Iterator[Finding]:
    pack = app.pack
    yield Finding("ok", "pack", f"{pack.name}: {len(pack.sources)} sources, compiled {pack.compiled}")
    if app.settings.overlay.is_dir():
        yield Finding("ok", "overlay", str(app.settings.overlay))
    if app.snapshot:
        yield Finding("ok", "snapshot", f"{app.snapshot.date}, {len(app.snapshot.rows):,} entries")


def _database(app: Mainstem) -> Iterator[Finding]:
    app.store.check()
    yield Finding("ok", "database", f"sound; {app.store.works.count():,} works")


def _sources(app: Mainstem) -> Iterator[Finding]:
    rows = app.health()
    asked = [row for row in rows if row.last_checked_at]
    if not asked:
        yield Finding("note", "sources", "never asked; plans come from the snapshot", "Run `mainstem sync`")
        return
    last = max(row.last_success_at for row in asked if row.last_success_at) if _any_success(asked) else None
    if last is None or app.clock() - last > STALE:
        told = f"last success {last:%Y-%m-%d}" if last else "none ever succeeded"
        yield Finding("warning", "sync", told, "Run `mainstem sync`, best from cron every few hours")
    failing = [row for row in rows if row.state == "failing"]
    yield Finding("ok", "sources", f"{len(asked)} asked, {len(failing)} failing")
    for row in failing[:SHOWN]:
        yield Finding("warning", row.source.id, row.remark, _instead(row))
    if len(failing) > SHOWN:
        yield Finding(
            "note", "sources", f"and {len(failing) - SHOWN} more", "`mainstem sources --failing` lists all"
        )


def _jobs(app: Mainstem) -> Iterator[Finding]:
    from mainstem.wiring.jobs import duties

    found = duties(app)
    for duty in found:
        if duty.status in ("failed", "cut off"):
            told = duty.state.error or f"was cut off, {duty.state.holder}"
            yield Finding(
                "warning", f"job {duty.job.name}", told, f"`mainstem jobs run {duty.job.name}` tries it now"
            )
    if not any(duty.state.ended_at for duty in found):
        yield Finding(
            "note", "jobs", "nothing runs by itself yet", "`mainstem serve`, or `mainstem tick` from cron"
        )


def _instead(row: Health) -> str:
    """What to follow instead, where an address seems lost for good."""
    lost = [e for e, s in row.endpoints if s and s.error_code in LOST]
    instead = replacement(row, lost[0]) if lost else None
    return f"Follow {instead} instead, in your overlay" if instead else ""


def _any_success(rows: list[Health]) -> bool:
    return any(row.last_success_at for row in rows)


def _network(app: Mainstem) -> Iterator[Finding]:
    for url, error in asyncio.run(_probe(app)):
        if error is None:
            yield Finding("ok", "network", f"{url} answers")
        else:
            yield Finding("warning", "network", f"{error.subject}: {error.what}", error.hint)


async def _probe(app: Mainstem) -> list[tuple[str, MainstemError | None]]:
    fetcher = app.client()
    try:
        return [(url, await _ask(fetcher, url)) for url in PROBES]
    finally:
        await fetcher.close()


async def _ask(fetcher: Fetcher, url: str) -> MainstemError | None:
    try:
        await fetcher.fetch(Request(url))
    except MainstemError as error:
        return error
    return None
