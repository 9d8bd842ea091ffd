"""Reports: read from a file, an address or a work, kept with their bytes, and shown side by side."""

from __future__ import annotations

import asyncio
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mainstem.errors import DiskFull, Secondary, UsageError
from mainstem.model import Disclosure, Reply, Request
from mainstem.reports.document import Document
from mainstem.reports.examine import examine
from mainstem.reports.pages import cards, pdf, picture
from mainstem.wiring import proposing
from mainstem.wiring.home import make

if TYPE_CHECKING:
    from mainstem.store.reports import Kept
    from mainstem.wiring import Mainstem

# Where makers publish themselves; the hosts of the pack's labs come in addition.
PRIMARY = frozenset(
    {"arxiv.org", "huggingface.co", "github.com", "raw.githubusercontent.com", "openreview.net"}
)
_TEXTS = (".md", ".html", ".htm", ".txt")


def add(app: Mainstem, told: str, name: str | None = None, *, propose: bool = False) -> Kept:
    """Reads a report and keeps it; one of the same name is replaced. ``told`` is a file, a folder of texts, an
    address, or a work with an arXiv id. ``propose``: the language model of settings.toml proposes facts too.

    Raises ReadError for what cannot be read, Secondary for an address that is not the maker's.
    """
    source, data, document = _document(app, told, _name(name) if name else None)
    read = examine(document, {lab.id: (lab.name, *lab.names, *lab.hub) for lab in app.pack.labs})
    if propose:
        read = proposing.proposed(app, document, read).read
    folder = _folder(app)
    try:
        (folder / read.name).write_bytes(data)
    except OSError as error:
        raise DiskFull(str(folder), f"cannot be written ({error.strerror})") from error
    app.store.reports.put(read, source, hashlib.sha256(data).hexdigest(), app.clock())
    return get(app, read.name)


def _folder(app: Mainstem) -> Path:
    folder = app.settings.home / "reports"
    make(folder)
    return folder


def _document(app: Mainstem, told: str, name: str | None) -> tuple[str, bytes, Document]:
    place = Path(told).expanduser()
    if place.is_dir():
        files = [
            (one.name, one.read_bytes()) for one in sorted(place.iterdir()) if one.suffix.lower() in _TEXTS
        ]
        return str(place), b"\n".join(data for _, data in files), cards.read(name or _name(place.name), files)
    if place.is_file():
        return (
            str(place),
            place.read_bytes(),
            _read(name or _name(place.stem), place.name, place.read_bytes()),
        )
    url = told if "://" in told else _address(app, told)
    _refuse_secondary(app, url)
    reply = asyncio.run(_fetched(app, url))
    _refuse_secondary(app, reply.url)  # a maker's address may lead elsewhere
    data = reply.body
    last = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1]
    return url, data, _read(name or _name(last.removesuffix(".pdf")), last, data)


def _name(told: str) -> str:
    return re.sub(r"[^\w.-]+", "-", told).strip("-.").lower() or "report"


def _read(name: str, file: str, data: bytes) -> Document:
    if data[:1024].lstrip().startswith(b"%PDF-") or file.lower().endswith(".pdf"):
        return pdf.read(name, data)
    return cards.read(name, [(file, data)])


def _address(app: Mainstem, told: str) -> str:
    """The PDF of a work that is on arXiv; raises UnknownWork and UsageError."""
    work = app.find(told)
    if not work.id.startswith("arxiv:"):
        raise UsageError(told, "has no arXiv id", "Give the report's file or its address")
    return f"https://arxiv.org/pdf/{work.id.removeprefix('arxiv:')}"


def _refuse_secondary(app: Mainstem, url: str) -> None:
    """Numbers are taken from the maker's own documents: altered copies of tables are about."""
    labs = {_host(source.home) for source in app.pack.sources if source.shelf == "lab" and source.home}
    if _host(url) not in PRIMARY | labs | set(app.settings.allow_hosts):
        raise Secondary(url, "is not where a maker publishes, so its numbers are not taken")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


async def _fetched(app: Mainstem, url: str) -> Reply:
    client = app.client()
    try:
        return await client.fetch(Request(url, {"accept": "application/pdf, text/markdown, text/html"}))
    finally:
        await client.close()


def get(app: Mainstem, name: str) -> Kept:
    """The report of that name; raises UsageError."""
    found = app.store.reports.get(name)
    if found is None:
        known = ", ".join(one.read.name for one in app.store.reports.all()) or "none yet"
        raise UsageError(name, "is no report that was read", f"Known: {known}")
    return found


def remove(app: Mainstem, name: str) -> None:
    """Forgets a report and its bytes; raises UsageError."""
    get(app, name)
    app.store.reports.drop(name)
    (_folder(app) / name).unlink(missing_ok=True)


def fact(app: Mainstem, name: str, n: int) -> Disclosure:
    """The ``n``-th disclosure (1-based) of a report; raises UsageError."""
    told = get(app, name).read.disclosures
    if not 1 <= n <= len(told):
        raise UsageError(str(n), "is no number of a fact", f"{name} has 1 to {len(told)}")
    return told[n - 1]


def drawn(app: Mainstem, name: str, n: int) -> bytes:
    """The page of the ``n``-th disclosure (1-based) as PNG, its quote marked; raises UsageError."""
    one = fact(app, name, n)
    if not isinstance(one.page, int):
        raise UsageError(name, "has no pages: it is a text", f"The quote stands in {one.page}")
    return picture.picture(name, (_folder(app) / name).read_bytes(), one.page, one.quote)
