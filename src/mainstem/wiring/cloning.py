"""Copies of foreign repositories in the home, fetched by git under the same guard as everything else.

The address is asked once by our own client: that follows redirects (renamed repositories), refuses private
addresses and maps what goes wrong. Then git may speak https alone, to one of the addresses that were checked,
and follows no redirect itself. Nothing is ever checked out.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies

from mainstem.errors import AddressRefused, Unreachable, UsageError
from mainstem.model import Request
from mainstem.net.address import Guard, shown
from mainstem.text.titles import line
from mainstem.wiring.git import Git, environment, run
from mainstem.wiring.home import make

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

BRANCH = "refs/heads/mainstem"  # what the remote's HEAD was at the last fetch
_FETCH = ("fetch", "--quiet", "--force", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
_PROBE = "/info/refs?service=git-upload-pack"


def folder_of(home: Path, url: str) -> Path:
    """Where the copy of the repository at ``url`` lies, there already or not."""
    parts = urlsplit(url)
    names = [name for name in parts.path.removesuffix(".git").split("/") if name not in ("", ".", "..")]
    return home.joinpath("repositories", parts.hostname or "", *names[:-1], f"{names[-1]}.git")


def check(url: str) -> str:
    """``url`` as it may be fetched; raises AddressRefused for anything but https, or with a name or password."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise AddressRefused(shown(url), "is not an https address", "Clone it yourself and give the folder")
    if not parts.path.strip("/."):
        raise UsageError(
            shown(url), "names a host and no repository", "Give the address that one clones from"
        )
    if "@" in parts.netloc:
        raise AddressRefused(
            shown(url), "carries a user name or password", "Clone it yourself and give the folder"
        )
    return url.rstrip("/")


def fetch(app: Mainstem, url: str) -> Git:
    """The copy of the repository at ``url``, made or brought up to date; raises NetError or ReplyError."""
    found = asyncio.run(_ask(app, check(url)))
    make(app.settings.home)
    return bring(folder_of(app.settings.home, url), found, transport(found, app.settings.allow_hosts))


def bring(folder: Path, url: str, settings: Sequence[str], protocol: str = "https") -> Git:
    """The branch at which the remote's HEAD stands, brought into ``folder``; raises Unreachable.

    The folder is made where it is not there. A history that was rewritten takes the place of the old one.
    """
    run_git = partial(_git, url, environment(protocol))
    run_git("init", "--bare", "--quiet", "--initial-branch=mainstem", str(folder))
    run_git(*settings, f"--git-dir={folder}", *_FETCH, url, f"+HEAD:{BRANCH}")
    return Git(folder)


async def _ask(app: Mainstem, url: str) -> str:
    """The address after redirects."""
    client = app.client()
    try:
        # Version 2 of the protocol answers with what the server can do, and not with every branch it has.
        reply = await client.fetch(Request(url + _PROBE, {"git-protocol": "version=2"}))
    finally:
        await client.close()
    if "git-upload-pack" not in reply.headers.get("content-type", ""):
        raise UsageError(
            shown(url), "is a page and no git repository", "Give the address that one clones from"
        )
    return check(reply.url.removesuffix(_PROBE))


def transport(url: str, allow_hosts: tuple[str, ...]) -> list[str]:
    """What git is told so that it goes to ``url`` and nowhere else; raises AddressRefused or Unreachable."""
    settings = ["http.followRedirects=false", "credential.helper=", "gc.autoDetach=false"]
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 443
    guard = Guard(allow_hosts)
    if getproxies().get("https"):
        guard.check_unresolved(host)
    else:
        addresses = _look_up(host, port)
        guard.check(host, addresses)
        settings.append(f"http.curloptResolve={host}:{port}:{','.join(addresses)}")
    return [word for setting in settings for word in ("-c", setting)]


def _look_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(host, "has no address that can be found") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _git(subject: str, env: Mapping[str, str], *args: str) -> None:
    done = run(["git", *args], env)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git did not say why"]
        what = f"could not be fetched ({line(said[-1].removeprefix('fatal: '))})"
        raise Unreachable(shown(subject), what, "Check the address and the network, and try again")
