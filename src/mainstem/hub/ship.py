"""A folder onto the Hub: one commit, resumed and never doubled, then held against what was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mainstem.errors import NetError, NotShippable, RateLimited, ServerFault, WrongBytes
from mainstem.hub.remote import Hub
from mainstem.hub.tree import Folder, hashes
from mainstem.model import HubFile

_TRIES, _WAIT_S = 4, 2.0
_READ_BYTES = 16 * 2**20
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a checkpoint on the Hub."""

    name: str  # OWNER/NAME
    release: bool = False  # make it public
    tag: str = ""
    collection: str = ""  # title of one of the owner's
    full: bool = False  # read every byte back


@dataclass(frozen=True, slots=True)
class Shipped:
    """What became of it."""

    name: str
    revision: str
    url: str  # of this revision: what to cite
    n_files: int
    n_bytes: int
    n_sent: int  # files that were not there already
    is_public: bool
    tag: str = ""
    collection: str = ""  # its address


def ship(hub: Hub, folder: Path, wish: Wish, say: Say) -> Shipped:
    """Creates (private), uploads, verifies; then tags, publishes and collects as wished.

    Raises NotShippable for a card that the Hub refuses and for a repository that is public already while no release
    is wished, WrongBytes for what did not arrive as it was sent, and what the network does.
    """
    local = Folder(folder, wish.name)
    refused = hub.check_card((folder / "README.md").read_text(encoding="utf-8"))
    if refused:
        raise NotShippable("README.md", f"the Hub refuses its metadata: {'; '.join(refused)}")
    hub.create(wish.name)
    is_public = not hub.info(wish.name).private
    if is_public and not wish.release:
        raise NotShippable(
            wish.name, "is public already: what is shipped could be read at once", "Say --release"
        )
    revision, n_sent = upload(hub, local, wish.name, say)
    if wish.full:
        read_back(hub, local, wish.name, revision, say)
    if wish.tag:
        hub.tag(wish.name, wish.tag, revision)
    if wish.release:
        hub.publish(wish.name)
    where = hub.collect(wish.collection, wish.name) if wish.collection else ""
    size = sum(file.size for file in local.files.values())
    url = hub.url(wish.name, wish.tag or revision)
    return Shipped(
        wish.name, revision, url, len(local.files), size, n_sent, is_public or wish.release, wish.tag, where
    )


def upload(hub: Hub, local: Folder, name: str, say: Say) -> tuple[str, int]:
    """The commit that holds every file of the folder, verified, and how many files it took; made once.

    Each try begins with a look at the branch: after a lost answer the commit may be there. A repository that has all
    already gets none.
    """
    n_sent, known = 0, dict[str, str]()
    for n in range(1, _TRIES + 1):
        head = hub.info(name).revision
        held = hub.files(name, head)
        left = [
            path for path, file in local.files.items() if not _is_there(local, file, held.get(path), known)
        ]
        if not left:
            return head, n_sent
        n_sent = n_sent or len(left)
        say(f"Uploading {len(left)} of {len(local.files)} files onto {head[:12]}")
        try:
            sent = hub.commit(name, local.folder, left, head, "Ship with mainstem")
        except (NetError, ServerFault, RateLimited) as error:
            if n == _TRIES:
                raise
            say(f"{error}; looking what arrived")
            hub.sleep(_WAIT_S * n)
            continue
        verify(local, hub.files(name, sent.revision), sent.sha256, name)
        return sent.revision, n_sent
    raise AssertionError("unreachable")


def _is_there(local: Folder, file: HubFile, held: HubFile | None, known: dict[str, str]) -> bool:
    """Whether the Hub has that very file; its hash is taken once."""
    if held is None or held.size != file.size:
        return False
    if file.path not in known:
        plain, git = hashes(local, file.path)
        known[file.path] = plain if held.sha256 else git
    return known[file.path] == (held.sha256 or held.git_sha1)


def verify(local: Folder, held: Mapping[str, HubFile], sent: Mapping[str, str], name: str) -> None:
    """Every file of the folder is on the Hub with its size and hash; raises WrongBytes naming those that are not.

    ``sent`` is the sha256 of each file as it was read while it went out; large files are not read again.
    """
    wrong = []
    for path, file in local.files.items():
        there = held.get(path)
        if there is None:
            wrong.append(f"{path} is not there")
        elif there.size != file.size:
            wrong.append(f"{path} has {there.size:,} bytes of {file.size:,}")
        elif (
            there.sha256 != sent.get(path, there.sha256)
            if there.sha256
            else not _is_there(local, file, there, {})
        ):
            wrong.append(f"{path} has another hash")
    if wrong:
        more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        raise WrongBytes(name, "; ".join(wrong[:5]) + more)


def read_back(hub: Hub, local: Folder, name: str, revision: str, say: Say) -> None:
    """Fetches every byte again and compares; raises WrongBytes naming the first file that differs."""
    for path, file in local.files.items():
        say(f"Reading back {path}")
        digest = hashlib.sha256()
        for start in range(0, file.size, _READ_BYTES):
            piece = hub.read(name, revision, path, start, min(start + _READ_BYTES, file.size))
            digest.update(piece)
        if digest.hexdigest() != hashes(local, path)[0]:
            raise WrongBytes(f"{name}: {path}", "comes back with other bytes than were sent")
