"""``mainstem cite``: which repository is meant, and what a walk through its history changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mainstem.errors import MainstemError, UsageError
from mainstem.model import Citation, CitationPlace, Repository, Walk
from mainstem.pipeline.cite_files import place_of
from mainstem.pipeline.cite_ledger import Ledger
from mainstem.text.citations import Titles
from mainstem.wiring import cloning
from mainstem.wiring.git import Git
from mainstem.wiring.history import History, names_one

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_LIST = re.compile(r"/(?:.*[-_.])?(?:awesome|papers?|reading-?list)(?:[-_.]|\Z)", re.IGNORECASE)
_OWNER_NAME = re.compile(r"[\w.-]+/[\w.-]+")
_SSH = re.compile(r"(?:[\w.-]+@)?([\w.-]+):(?!//)(.+)")  # git@github.com:owner/name.git


@dataclass(frozen=True, slots=True)
class Place:
    """A repository and where its history can be read: in a folder, or at an address."""

    repository: Repository
    folder: Path | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """What a walk came to."""

    walk: Walk
    citations: Sequence[Citation]  # all, by first date
    begun: Sequence[Citation]  # that this walk found first
    ended: Sequence[Citation]  # that this walk found removed
    n_new_commits: int
    rewritten: bool = False  # the history had changed under us, and was walked anew


@dataclass(frozen=True, slots=True)
class Failed:
    """A repository of the watch list that could not be walked."""

    repository: str
    error: MainstemError


def cite(
    app: Mainstem,
    told: str,
    *,
    name: str | None = None,
    offline: bool = False,
    again: bool = False,
    say: Callable[[str], None],
) -> Cited:
    """Walks what is new in the history of ``told``: a folder, an https address, or owner/name on GitHub.

    ``name`` is what the repository goes by where its clone does not say; ``again`` walks all of it once more.
    Raises UsageError, NetError, ReplyError or Malformed.
    """
    place = find(app.pack.repositories, told, name)
    return _walk(app, place, _opened(app, place, offline, say), again, say)


def watched(app: Mainstem, *, offline: bool, say: Callable[[str], None]) -> Iterator[Cited | Failed]:
    """Walks the pack's repositories one after the other; one that fails sinks no other.

    Offline, those that were never fetched are passed over.
    """
    walks = app.store.citations.walks()
    for repository in app.pack.repositories:
        place = _known_place(repository, walks.get(repository.name))
        if offline and place.url and not cloning.folder_of(app.settings.home, place.url).is_dir():
            continue
        try:
            yield _walk(app, place, _opened(app, place, offline, say), False, say)
        except MainstemError as error:
            yield Failed(repository.name, error)


def _known_place(repository: Repository, walk: Walk | None) -> Place:
    """The person's own clone where one was walked before, else GitHub."""
    if walk and "://" not in walk.place and Path(walk.place).is_dir():
        return Place(repository, folder=Path(walk.place))
    return Place(repository, url=_address(repository.name))


def _address(name: str) -> str:
    """Where a repository lies: on GitHub by owner and name alone, else on the host that its name begins with."""
    return f"https://github.com/{name}" if name.count("/") == 1 else f"https://{name}"


def find(watched: Sequence[Repository], told: str, name: str | None = None) -> Place:
    """The repository that a person means by ``told``; raises UsageError or AddressRefused."""
    if "://" in told:
        return Place(_named(watched, name or name_of(told)), url=cloning.check(told))
    folder = Path(told).expanduser()
    if folder.exists():
        address = Git.at(folder).address()
        own = name_of(address) if address else ""
        return Place(_named(watched, name or own or folder.resolve().name), folder=folder.resolve())
    if _OWNER_NAME.fullmatch(told):
        return Place(_named(watched, told), url=f"https://github.com/{told}")
    raise UsageError(
        told, "is no folder, no https address, and no owner/name on GitHub", "Give one of the three"
    )


def name_of(address: str) -> str:
    """What a repository goes by: owner/name on GitHub, host/path elsewhere; empty for a mere folder."""
    if ssh := _SSH.fullmatch(address):
        host, path = ssh[1], ssh[2]
    else:
        parts = urlsplit(address)
        host, path = parts.hostname or "", parts.path
    path = path.strip("/").removesuffix(".git")
    if not host or not path:
        return ""
    return path if host.removeprefix("www.") == "github.com" else f"{host}/{path}"


def _named(watched: Sequence[Repository], name: str) -> Repository:
    """The watched repository that goes or went by ``name``, whatever its case; else one that nobody watches."""
    wanted = name.casefold()
    for repository in watched:
        if wanted in (known.casefold() for known in (repository.name, *repository.former)):
            return repository
    return Repository(name, role="")


def _opened(app: Mainstem, place: Place, offline: bool, say: Callable[[str], None]) -> Git:
    if place.folder:
        return Git.at(place.folder)
    url = place.url or ""
    copy = cloning.folder_of(app.settings.home, url)
    if offline:
        return Git.at(copy)
    say(f"Fetching {url}" + ("" if copy.is_dir() else " (the first time takes a while)"))
    return cloning.fetch(app, url)


def _walk(app: Mainstem, place: Place, git: Git, again: bool, say: Callable[[str], None]) -> Cited:
    store, name, head, now = app.store.citations, place.repository.name, git.head(), app.clock()
    app.load_shipped()
    last, before = store.walks().get(name), store.of(name)
    if last and not again and _names_new_works(app, last, git, head):
        say(f"{name} names works by titles that became known since it was read")
        again = True
    if last and not again and (last.head == head or git.on_main_line(head, last.head)):
        store.looked_for_titles(name, now)
        return Cited(last, before, (), (), 0)
    goes_on = last is not None and not again and git.on_main_line(last.head, head)
    say(f"Reading the history of {name}")
    history = History(git, head, last.head if last and goes_on else None)
    ledger = Ledger(before if goes_on else (), _places_of(place.repository))
    history.walk(ledger, Titles(store.titles()))
    walk = Walk(
        repository=name,
        place=place.url or str(place.folder),
        head=head,
        at=now,
        n_commits=history.n_commits + (last.n_commits if last and goes_on else 0),
        titles_at=now,
        former=place.repository.former,
        warnings=_all_warnings(last if goes_on else None, history.warnings()),
    )
    found = ledger.citations()
    store.save(walk, found)
    begun, ended = _changes(before, found)
    rewritten = last is not None and not again and not goes_on
    return Cited(walk, found, begun, ended, history.n_commits, rewritten)


def _places_of(repository: Repository) -> Callable[[str, bytes], CitationPlace]:
    """What lines of the repository are: of a reading list or a blog all are alike, of others it depends."""
    if repository.role == "blog":
        return lambda path, line: "post"
    if repository.role == "list" or (not repository.role and _LIST.search(repository.name)):
        return lambda path, line: "list"
    return place_of


def _names_new_works(app: Mainstem, last: Walk, git: Git, head: str) -> bool:
    """Whether a work that became known since the last walk is cited by its title: then all is to be read again.

    What was taken away before its work became known is not looked for.
    """
    new = Titles(app.store.citations.titles(last.titles_at))
    return bool(new) and names_one(git, head, new)


def _all_warnings(last: Walk | None, new: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(last.warnings if last else ()), *new]))


def _changes(before: Sequence[Citation], after: Sequence[Citation]) -> tuple[list[Citation], list[Citation]]:
    """What began and what ended; a citation is known by the commit that began it, under whatever path."""
    begun = {(c.key, c.first_commit) for c in before}
    ended = {(c.key, c.first_commit, c.removed_commit) for c in before}
    return (
        [c for c in after if (c.key, c.first_commit) not in begun],
        [c for c in after if c.removed_at and (c.key, c.first_commit, c.removed_commit) not in ended],
    )
