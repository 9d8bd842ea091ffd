"""Synthetic: how the emulated Hub reads requests and answers them, with connections that are cut in the middle."""

from __future__ import annotations

import json
import socket
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from tests.emulators.hub_site import HubSite, Server

USER = "sample-lab"


class Cut(ConnectionError):
    """The fault: the connection ends here."""


class Transport(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Says nothing."""

    def do(self) -> None:
        """Answers one request."""
        site, address = self.server.site, urlsplit(self.path)
        path, self.query = unquote(address.path), {k: v[-1] for k, v in parse_qs(address.query).items()}
        with site.lock:
            site.asked.append((self.command, path))
            fault = next((one for one in site.faults if one.fits(self.command, path)), None)
            if fault:
                fault.times -= 1
        try:
            self.body = self._read()
            if fault and not fault.after:
                self.refuse(fault.status, "Fault", headers=fault.headers)
                return
            self.lost = fault
            self.route(path)
        except Cut:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do  # noqa: N815 - the base class's names

    def _read(self) -> bytes:
        """The body, unless a cut falls into it."""
        site, n = self.server.site, int(self.headers.get("Content-Length") or 0)
        if self.headers.get("Transfer-Encoding") == "chunked":
            return self._chunks()
        got = bytearray()
        while len(got) < n:
            piece = self.rfile.read(min(1 << 18, n - len(got)))
            if not piece:
                raise Cut
            got += piece
            self._count_up(site, len(piece))
        return bytes(got)

    def _chunks(self) -> bytes:
        got = bytearray()
        while n := int(self.rfile.readline().split(b";")[0], 16):
            got += self.rfile.read(n)
            self.rfile.readline()
            self._count_up(self.server.site, n)
        self.rfile.readline()
        return bytes(got)

    def _count_up(self, site: HubSite, n: int) -> None:
        if self.command != "PUT" or not self.path.startswith("/_"):
            return
        with site.lock:
            site.n_up += n
            total = site.n_up
            is_cut = bool(site.cut_up and total >= site.cut_up[0])
            if is_cut:
                site.cut_up.pop(0)
        site.on_bytes(total)
        if is_cut:
            raise Cut

    # --- answers ------------------------------------------------------------------------------------

    def answer(self, body: Any = None, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """One reply; anything but bytes goes as JSON."""
        lost = getattr(self, "lost", None)
        if lost is not None:
            self.lost = None
            self.refuse(lost.status, "Fault", headers=lost.headers)
            return
        data = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        if "Content-Length" not in (headers or {}):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self._give(data)

    def _give(self, data: bytes) -> None:
        site = self.server.site
        for start in range(0, len(data), 1 << 18):
            piece = data[start : start + (1 << 18)]
            with site.lock:  # before it is written: who has it may ask at once how much it was
                site.n_down += len(piece)
                is_cut = bool(site.cut_down and site.n_down >= site.cut_down[0])
                if is_cut:
                    site.cut_down.pop(0)
            self.wfile.write(piece)
            if is_cut:
                raise Cut

    def refuse(self, status: int, code: str, told: str = "", headers: dict[str, str] | None = None) -> None:
        """An error as the Hub words it."""
        self.answer(
            {"error": told or code},
            status,
            {"X-Error-Code": code, "X-Error-Message": told or code, **(headers or {})},
        )

    @property
    def user(self) -> str | None:
        """Who asks."""
        told = self.headers.get("Authorization", "").removeprefix("Bearer ")
        return USER if told in self.server.site.tokens else None
