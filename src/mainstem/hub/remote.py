"""The Hub through its own client. The only module that calls huggingface_hub; imported where it is first needed.

Xet, the Hub's chunked transfer, is left on for huggingface.co and off for every other endpoint: mirrors and emulators
speak LFS. The client's telemetry is off: nothing of the machine is told.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import huggingface_hub as client
from huggingface_hub import constants
from huggingface_hub.utils import build_hf_headers, disable_progress_bars, hf_raise_for_status, http_backoff
from huggingface_hub.utils import logging as client_logging
from huggingface_hub.utils._http import default_client_factory

from mainstem.errors import Garbled, NetError, RateLimited, ServerFault, UsageError
from mainstem.hub.faults import mapped, wait_of
from mainstem.model import HubFile

HUB = "https://huggingface.co"
_TIMEOUT = httpx2.Timeout(60.0, connect=10.0)
_WAITS_S = (1.0, 2.0, 4.0)  # between tries, unless the Hub asks for longer
_LONGEST_WAIT_S = 300.0
_KEPT_MAX = 2**20  # bytes of a file that is read through the cache without being asked for
_N_UPLOADS = 2  # shards in the air; more are lost with a kill
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Info:
    """A repository at a revision, as the Hub tells of it."""

    name: str
    kind: str  # model, dataset
    revision: str  # the commit
    private: bool
    gated: str  # "", "auto" or "manual"
    card: Mapping[str, Any]
    tags: tuple[str, ...] = ()
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A discussion or pull request on the Hub."""

    number: int
    title: str
    url: str
    at: datetime


@dataclass
class Hub:
    """The Hub at ``endpoint`` with a ``token`` (None: the Hub's own login), files kept in ``cache``."""

    endpoint: str = HUB
    token: str | None = field(default=None, repr=False)
    cache: Path | None = None  # None: the Hub's own (HF_HUB_CACHE)
    sleep: Callable[[float], None] = time.sleep
    progress: bool = False  # bars of the client on standard error

    def __post_init__(self) -> None:
        """Sets what the client knows only as its own globals."""
        self.endpoint = self.endpoint.rstrip("/")
        constants.HF_HUB_DISABLE_TELEMETRY = True
        constants.HF_HUB_DISABLE_XET = self.endpoint != HUB
        client.set_client_factory(_session)
        client_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        if not self.progress:
            disable_progress_bars()

    @cached_property
    def _api(self) -> client.HfApi:
        return client.HfApi(endpoint=self.endpoint, token=self.token)

    def close(self) -> None:
        """Ends the connections."""
        client.close_session()

    def tried(self, subject: str, call: Callable[[], T]) -> T:
        """What ``call`` returns; asked again on 429, 5xx and broken connections, after as long as the Hub asks for."""
        for wait_s in (*_WAITS_S, None):
            try:
                with mapped(subject):
                    return call()
            except (RateLimited, ServerFault, NetError) as error:
                asked_s = wait_of(error.__cause__) if error.__cause__ else None
                if wait_s is None or isinstance(error, Garbled) or (asked_s or 0) > _LONGEST_WAIT_S:
                    raise
                self.sleep(max(wait_s, asked_s or 0))
        raise AssertionError("unreachable")

    # --- reading --------------------------------------------------------------------------------------

    def whoami(self) -> str:
        """The account that the token belongs to; raises Forbidden."""
        return str(self.tried("your token", self._api.whoami)["name"])

    def info(self, name: str, revision: str | None = None, *, kind: str = "model") -> Info:
        """What the Hub tells of a repository; raises Missing, Gated, Gone and what the network does."""
        told: Any = self.tried(name, lambda: self._api.repo_info(name, revision=revision, repo_type=kind))
        card = told.card_data.to_dict() if told.card_data else {}
        gated = told.gated if isinstance(told.gated, str) else ("auto" if told.gated else "")
        return Info(
            name, kind, told.sha, bool(told.private), gated, card, tuple(told.tags or ()), told.last_modified
        )

    def files(
        self, name: str, revision: str, *, kind: str = "model", scan: bool = False
    ) -> dict[str, HubFile]:
        """The files at a revision, by path; ``scan`` asks for the findings of the Hub's scanner too (slower)."""
        rows = self.tried(
            name,
            lambda: list(
                self._api.list_repo_tree(name, recursive=True, expand=scan, revision=revision, repo_type=kind)
            ),
        )
        files = (row for row in rows if isinstance(row, client.hf_api.RepoFile))
        return {row.path: _file(row) for row in sorted(files, key=lambda row: row.path)}

    def read(
        self, name: str, revision: str, path: str, start: int, stop: int, *, kind: str = "model"
    ) -> bytes:
        """Bytes ``start`` to ``stop`` of a file, by a range."""
        url = client.hf_hub_url(name, path, repo_type=kind, revision=revision, endpoint=self.endpoint)
        headers = {**build_hf_headers(token=self.token), "Range": f"bytes={start}-{stop - 1}"}
        headers["Accept-Encoding"] = "identity"

        def ask() -> bytes:
            reply = http_backoff("GET", url, headers=headers, follow_redirects=True)
            hf_raise_for_status(reply)
            return reply.content[start:stop] if reply.status_code == 200 else reply.content

        return self.tried(f"{name}: {path}", ask)

    def fetch(self, name: str, revision: str, path: str, *, kind: str = "model") -> Path:
        """A file in the cache, fetched (and resumed) unless it is there."""

        _quiet()

        def ask() -> str:
            return client.hf_hub_download(
                name,
                path,
                repo_type=kind,
                revision=revision,
                cache_dir=self.cache,
                endpoint=self.endpoint,
                token=self.token,
            )

        return Path(self.tried(f"{name}: {path}", ask))

    def talks(self, name: str) -> list[Talk]:
        """The discussions and pull requests of a model, newest first."""
        rows = self.tried(name, lambda: list(self._api.get_repo_discussions(name)))
        made = [Talk(row.num, row.title, row.url, row.created_at.astimezone(UTC)) for row in rows]
        return sorted(made, key=lambda one: one.number, reverse=True)

    def tags(self, name: str) -> dict[str, str]:
        """The commit of each tag."""
        refs = self.tried(name, lambda: self._api.list_repo_refs(name))
        return {tag.name: tag.target_commit for tag in refs.tags}

    def cached(self, name: str, revision: str | None) -> Cached | None:
        """What the cache holds of a model, without a network: of this revision, or of ``main`` as last seen."""
        top = Path(self.cache or constants.HF_HUB_CACHE) / f"models--{name.replace('/', '--')}"
        asked = revision or "main"
        ref = top / "refs" / asked
        commit = ref.read_text().strip() if ref.is_file() else asked
        found = [one for one in (top / "snapshots").glob(f"{commit}*") if one.is_dir()]
        return Cached(name, found[0].name, found[0]) if len(found) == 1 else None

    # --- writing --------------------------------------------------------------------------------------

    def create(self, name: str) -> None:
        """Makes the model's repository, private, unless it is there."""
        self.tried(name, lambda: self._api.create_repo(name, private=True, exist_ok=True))

    def check_card(self, text: str) -> list[str]:
        """What the Hub's own rules say against a card's metadata."""
        body = {"repoType": "model", "content": text}

        def ask() -> httpx2.Response:
            reply = http_backoff("POST", f"{self.endpoint}/api/validate-yaml", json=body)
            if reply.status_code != 400:
                hf_raise_for_status(reply)
            return reply

        told = self.tried("README.md", ask).json()
        return [str(row.get("message")) for row in (*told.get("errors", ()), *told.get("warnings", ()))]

    def commit(self, name: str, folder: Path, paths: Iterable[str], parent: str, title: str) -> Sent:
        """Uploads files and commits them at once onto ``parent``; not repeated: the caller looks what became of it.

        Raises Conflict where the branch moved on. Objects that the Hub has already are not sent again.
        """
        adds = [client.CommitOperationAdd(path, str(folder / path)) for path in paths]
        _quiet()
        with mapped(name):
            self._api.preupload_lfs_files(name, adds, num_threads=_N_UPLOADS)
            made = self._api.create_commit(name, adds, commit_message=title, parent_commit=parent)
        return Sent(made.oid, {add.path_in_repo: add.upload_info.sha256.hex() for add in adds})

    def tag(self, name: str, tag: str, revision: str) -> None:
        """Names a revision; raises Conflict where another has that name."""
        if (held := self.tags(name).get(tag)) not in (None, revision):
            raise UsageError(tag, f"is a tag of {name} already, on {str(held)[:12]}", "Take another name")
        self.tried(name, lambda: self._api.create_tag(name, tag=tag, revision=revision, exist_ok=True))

    def publish(self, name: str) -> None:
        """Makes a model public."""
        self.tried(name, lambda: self._api.update_repo_settings(name, private=False))

    def collect(self, title: str, name: str) -> str:
        """Puts a model into the owner's collection of that title, which is made where there is none; its address."""
        owner = name.partition("/")[0]
        made = self.tried(
            title, lambda: self._api.create_collection(title, namespace=owner, private=True, exists_ok=True)
        )
        self.tried(title, lambda: self._api.add_collection_item(made.slug, name, "model", exists_ok=True))
        return f"{self.endpoint}/collections/{made.slug}"

    def url(self, name: str, revision: str = "") -> str:
        """The page of a model, or of one of its revisions."""
        return f"{self.endpoint}/{name}" + (f"/tree/{revision}" if revision else "")


@dataclass(frozen=True, slots=True)
class Sent:
    """A commit that was made, and the sha256 of each file as it was read while it went out."""

    revision: str
    sha256: Mapping[str, str]


def _quiet() -> None:
    """Silences what the client warns of: its own deprecations, and a disk that is full (which is an error here)."""
    warnings.filterwarnings("ignore", "Use 'content=", DeprecationWarning)
    warnings.filterwarnings("ignore", category=UserWarning, module="huggingface_hub")


def _session() -> httpx2.Client:
    """The client's own session, with an end to waiting: by itself it waits for ever."""
    session = default_client_factory()
    session.timeout = _TIMEOUT
    return session


def _file(row: client.hf_api.RepoFile) -> HubFile:
    told: Any = row.security
    status = str(getattr(told, "status", "") or "")
    names = ", ".join((getattr(told, "av_scan", None) or {}).get("virusNames", []) or [])
    scan = f"{status} {names}".strip() if status in ("unsafe", "suspicious") else ""
    return HubFile(row.path, row.size, row.lfs.sha256 if row.lfs else None, row.blob_id, scan)


class Remote:
    """A checkpoint on the Hub at one revision: small files through the cache, pieces of large ones by range."""

    def __init__(
        self, hub: Hub, info: Info, files: Mapping[str, HubFile], fetched: Sequence[str] = ()
    ) -> None:
        self.hub, self.info, self.files = hub, info, files
        self.fetched = frozenset(fetched)  # files that are read through the cache whatever their size

    @property
    def name(self) -> str:
        """OWNER/NAME."""
        return self.info.name

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Bytes of a file at the pinned revision."""
        size = self.files[path].size
        is_small = size <= _KEPT_MAX and not path.endswith(".safetensors")
        if path in self.fetched or is_small or (start == 0 and stop is None):
            with self.hub.fetch(self.name, self.info.revision, path, kind=self.info.kind).open("rb") as file:
                file.seek(start)
                return file.read(-1 if stop is None else stop - start)
        end = size if stop is None else min(stop, size)
        return self.hub.read(self.name, self.info.revision, path, start, end, kind=self.info.kind)


class Cached:
    """A checkpoint as far as the Hub's cache holds it; its blobs are called by their hashes."""

    def __init__(self, name: str, revision: str, folder: Path) -> None:
        self.name, self.revision, self.folder = name, revision, folder

    @cached_property
    def files(self) -> Mapping[str, HubFile]:
        """By path, with the hash that the Hub told when the file was fetched."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                told, blob = path.relative_to(self.folder).as_posix(), path.resolve().name
                sha256, git = (blob, None) if len(blob) == 64 else (None, blob if len(blob) == 40 else None)
                found[told] = HubFile(told, path.stat().st_size, sha256, git)
        return found

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Bytes of a file."""
        with (self.folder / path).open("rb") as file:
            file.seek(start)
            return file.read(-1 if stop is None else stop - start)


__all__ = ["HUB", "Cached", "Hub", "Info", "Remote", "Sent", "Talk"]
