"""Synthetic: the Hugging Face Hub on loopback, as far as huggingface_hub asks for it when models are shipped and read.

Creation, settings, YAML validation, pre-upload, LFS batch (basic and multipart) with parts and completion, commits with
``parentCommit``, tree in pages, paths-info, info, references, tags, resolve with redirect, ETag and ranges, whoami,
discussions, collections. Not here: xet, spaces, pull requests; the client must be told not to use xet. Faults are set
on the running site: statuses by method and path, connections cut at a number of bytes, wrong bytes of the right size,
a revision that moves after the first file was read.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from tests.emulators.hub_repos import Repo, Shelf
from tests.emulators.hub_routes import Routes

TOKEN = "hf_" + "EmulatedTokenOfTheTestsOnly" + "0000000"  # opens nothing but this emulator


@dataclass
class Fault:
    """A refusal: the next ``times`` requests that fit answer ``status``."""

    status: int
    method: str = ".*"
    path: str = ".*"
    times: int = 1
    headers: dict[str, str] = field(default_factory=dict)
    after: bool = False  # the request is carried out first, and only its answer is lost

    def fits(self, method: str, path: str) -> bool:
        """Whether it is this one's turn."""
        return bool(self.times and re.fullmatch(self.method, method) and re.search(self.path, path))


class HubSite:
    """The Hub at ``url`` while it runs; a context manager."""

    def __init__(self, folder: Path, *, part_bytes: int = 5 * 2**20, multipart_from: int = 8 * 2**20) -> None:
        self.shelf = Shelf(folder)
        self.part_bytes, self.multipart_from = part_bytes, multipart_from
        self.repos: dict[tuple[str, str], Repo] = {}
        self.collections: dict[str, dict[str, Any]] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.faults: list[Fault] = []
        self.cut_up: list[int] = []  # totals of bytes taken in at which the connection is cut
        self.cut_down: list[int] = []  # the same for bytes given out
        self.wrong: set[str] = set()  # sha256 of objects that are given out with one byte changed
        self.moves: Callable[[], None] | None = None  # called once, after the first file was read
        self.on_bytes: Callable[[int], None] = lambda _n: None  # told the total taken in
        self.on_commit_made: Callable[[], None] = lambda: None  # called before a commit is answered
        self.n_up = self.n_down = 0
        self.page_size = 1000
        self.asked: list[tuple[str, str]] = []
        self.tokens: set[str] = {TOKEN}
        self.forbidden: set[str] = set()  # owners into whose space nobody may write
        self.lock = threading.RLock()
        self._server: Server | None = None

    @property
    def url(self) -> str:
        """Its address."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def cdn(self) -> str:
        """Where objects are delivered from: another host, as on the Hub, so that clients stop at the redirect."""
        return self.url.replace("127.0.0.1", "localhost")

    def __enter__(self) -> Self:
        self._server = Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *told: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.cut_all()
        self._server.server_close()
        self._thread.join()

    def add(self, name: str, files: dict[str, bytes], *, kind: str = "models", **facts: Any) -> Repo:
        """A repository that is there already, public unless told; the same name again is its next commit."""
        repo = self.repos.setdefault((kind, name), Repo(kind, name))
        for fact, value in facts.items():
            setattr(repo, fact, value)
        blobs = {path: self.shelf.put(path, data) for path, data in files.items()}
        repo.commit("Add files" if repo.head else "initial commit", blobs)
        return repo

    def bytes_of(self, name: str, path: str, *, revision: str = "main") -> bytes:
        """A file as it is kept."""
        commit = self.repos["models", name].at(revision)
        assert commit is not None
        return self.shelf.data(commit.files[path])


class Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for every handler

    def __init__(self, site: HubSite) -> None:
        self.site = site
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), Routes)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what the tests are about."""

    def cut_all(self) -> None:
        """Ends connections that clients keep open."""
        for one in list(self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
