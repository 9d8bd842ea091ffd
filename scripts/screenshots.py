"""Takes pictures of every page: ``PYTHONPATH=src python scripts/screenshots.py FOLDER [PAGE ...]``.

At desktop and phone width, light and dark, from a home of its own that is planned from the shipped snapshot, as a
reader who has read, noted and followed a little sees it. It needs playwright and Debian's chromium. Pages that are
wider than their window are told, with what sticks out.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from mainstem.model import Member
from mainstem.settings import Settings
from mainstem.web import create
from mainstem.wiring import Mainstem, searching, team, wishing

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
WORK = "arxiv:2205.14135"
PAGES = {
    "week": "/",
    "streams": "/streams",
    "search": "/streams?q=kv+cache",
    "nothing-found": "/streams?q=nowheretobefound",
    "work": f"/works/{WORK}",
    "why": f"/why/{WORK}",
    "canon": "/canon",
    "landscape": "/landscape",
    "landscape-sources": "/landscape/sources",
    "review": "/review?quarter=2026-Q2",
    "labs": "/labs",
    "models": "/models",
    "team": "/team",
    "engagement": "/engagement",
    "sources": "/sources",
    "settings": "/settings",
    "taste": "/taste",
    "links": "/links",
    "account": "/account",
    "no-such-page": "/nowhere",
}
PATIENCE_S = 120  # the map is laid out when it is first looked at
WIDTHS = {"wide": 1280, "phone": 390}
STICKS_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll'))
    .slice(0, 3).map(one => one.tagName + '.' + one.className)"""


def main(told: Sequence[str]) -> None:
    """Takes the pictures of the named pages, or of all."""
    folder, names = Path(told[0]), told[1:] or list(PAGES)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        _served(_lived_in(Path(home))) as address,
        sync_playwright() as running,
    ):
        path = shutil.which("chromium")
        browser = running.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                _take(browser, address, folder, width, scheme, names)
        browser.close()


def _lived_in(home: Path) -> Mainstem:
    """A home in which somebody has read a little."""
    app = Mainstem(Settings(home=home, timezone="UTC"), clock=lambda: NOW)
    team.keep(app, Member("me"))
    team.keep(app, Member("second"))
    team.plan(app, app.view())
    slots = [slot for session in app.plan(app.view()).sessions for slot in session.slots if not slot.items]
    for slot, action in zip(slots, ("read", "skip", "later"), strict=False):
        app.mark(slot.work, action)  # type: ignore[arg-type]
    app.mark(WORK, "read", "", 5)
    app.mark(WORK, "note", "Tiling keeps the scores in SRAM; see figure 1.")
    app.mark("arxiv:2309.06180", "file", "serving")
    wishing.wish(app, "follow", "lab", "deepseek")
    searching.save(app, "cache papers", "kv cache stream:paper")
    return app


@contextmanager
def _served(app: Mainstem) -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        told = uvicorn.Config(create(app), log_level="error", ws="none", lifespan="off")
        server = uvicorn.Server(told)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        server.should_exit = True
        thread.join()
    app.store.close()


def _take(browser: Any, address: str, folder: Path, width: str, scheme: str, names: Sequence[str]) -> None:
    size = {"width": WIDTHS[width], "height": 1000}
    context = browser.new_context(base_url=address, viewport=size, color_scheme=scheme)
    page = context.new_page()
    for name in names:
        page.goto(PAGES[name], timeout=PATIENCE_S * 1000)
        page.wait_for_timeout(500)  # for the pieces that load after the page
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        for one in page.evaluate(STICKS_OUT):
            print(f"{name} at {WIDTHS[width]}: {one} sticks out")
    context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
