"""A real browser at the site's door: Debian's chromium, driven by playwright; skipped where either is absent."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from mainstem.settings import Settings
from mainstem.web import create
from mainstem.wiring import Mainstem

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
PATIENCE_S = 30.0  # for the server to listen


@pytest.fixture(scope="module")
def _browser() -> Iterator[Callable[[], Any]]:
    """Gives the browser of one file: while it runs, its event loop keeps `asyncio.run` from every other test."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright from the extra `test`")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("needs chromium (Debian: apt-get install chromium)")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    launched: list[Any] = []
    with playwright.sync_playwright() as running:

        def connected() -> Any:
            if not launched or not launched[-1].is_connected():
                launched.append(running.chromium.launch(executable_path=path, args=arguments))
            return launched[-1]

        yield connected
        if launched:
            launched[-1].close()


@pytest.fixture
def chromium(_browser: Callable[[], Any]) -> Any:
    """The browser; another one where it crashed, which ends no more than the test that saw it."""
    return _browser()


@pytest.fixture
def served(planned: Path, tmp_path: Path) -> Iterator[tuple[str, Mainstem]]:
    """The address of the site on a home of its own, and the program behind it."""
    home = tmp_path / "home"
    shutil.copytree(planned, home)
    app = Mainstem(
        Settings(home=home, timezone="UTC", allow_hosts=("127.0.0.1", "localhost")), clock=lambda: NOW
    )
    told = uvicorn.Config(create(app), port=0, log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(told)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + PATIENCE_S
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", app
    server.should_exit = True
    thread.join(PATIENCE_S)
    app.store.close()


@pytest.fixture
def page(chromium: Any, served: tuple[str, Mainstem]) -> Iterator[Any]:
    """A page of the site at desktop width; anything that the browser complains of fails the test."""
    context = chromium.new_context(base_url=served[0], viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [] == complaints
