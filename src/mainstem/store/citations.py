"""Citations in the histories of repositories, and how far each history was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from mainstem.model import Citation, Mention, Walk
from mainstem.store.db import Database, next_n
from mainstem.store.meta import count_change
from mainstem.store.schema import citations, items, mentions, walks, work_keys, works

_CITATION = (
    citations.c.key,
    citations.c.path,
    citations.c.place,
    citations.c.author,
    citations.c.first_at,
    citations.c.first_commit,
    citations.c.n_lines,
    citations.c.removed_at,
    citations.c.removed_commit,
)


class Citations:
    """What walked repositories cite."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def walks(self) -> dict[str, Walk]:
        """The last walk of each repository, by its name."""
        with self._db.reading() as conn:
            return {row.repository: _walk(row) for row in conn.execute(select(walks))}

    def of(self, repository: str) -> list[Citation]:
        """All citations that a repository has or had, by first date."""
        c = citations.c
        query = select(*_CITATION).where(c.repository == repository).order_by(c.first_at, c.n)
        with self._db.reading() as conn:
            return [Citation(*row) for row in conn.execute(query)]

    def save(self, walk: Walk, found: Iterable[Citation]) -> None:
        """Keeps a walk and all citations of its repository in place of what was known of it.

        What ships with the package about the same repository, by this or a former name, gives way.
        """
        with self._db.writing() as conn:
            conn.execute(delete(citations).where(citations.c.repository == walk.repository))
            conn.execute(delete(walks).where(walks.c.repository == walk.repository))
            conn.execute(insert(walks).values({c.name: getattr(walk, c.name) for c in walks.c}))
            rows = _rows(walk.repository, found, next_n(conn, citations))
            if rows:
                conn.execute(insert(citations), rows)
            shipped = mentions.c.item_id.is_(None) & mentions.c.by.in_([walk.repository, *walk.former])
            conn.execute(delete(mentions).where(shipped))
            count_change(conn)

    def looked_for_titles(self, repository: str, at: datetime) -> None:
        """Keeps that a repository cites none by title of the works that became known by ``at``."""
        with self._db.writing() as conn:
            conn.execute(update(walks).where(walks.c.repository == repository).values(titles_at=at))

    def titles(self, since: datetime | None = None) -> list[tuple[str, str]]:
        """Title and key of every paper that is known, or became so after ``since``, to recognise them by."""
        query = (
            select(items.c.title, works.c.id)
            .join_from(items, works)
            .where(items.c.kind == "paper", *([items.c.first_seen_at > since] if since else []))
            .distinct()
            .order_by(items.c.title, works.c.id)
        )
        with self._db.reading() as conn:
            return [(row[0], row[1]) for row in conn.execute(query)]


def walked(conn: Connection) -> set[str]:
    """The names, also the former ones, of all repositories whose histories were walked."""
    rows = conn.execute(select(walks.c.repository, walks.c.former))
    return {name for repository, former in rows for name in (repository, *former)}


def as_mentions(conn: Connection, until: datetime | None, *where: ColumnElement[bool]) -> list[Mention]:
    """Citations as mentions, oldest first, as they were known at ``until`` (None: now).

    One that was removed later stands; a work that the store does not know is named by the key that was cited.
    """
    c = citations.c
    query = (
        select(func.coalesce(works.c.id, c.key), c.repository, *_CITATION[1:])
        .outerjoin_from(citations, work_keys, work_keys.c.key == c.key)
        .outerjoin(works, works.c.n == work_keys.c.work_n)
        .where(*where, *([c.first_at <= until] if until else []))
        .order_by(c.first_at, c.n)
    )
    return [_mention(tuple(row), until) for row in conn.execute(query)]


def _mention(row: Sequence[Any], until: datetime | None) -> Mention:
    work_id, repository, *told = row
    citation = Citation(work_id, *told)
    gone = citation.removed_at
    return Mention(
        work_id,
        by=repository,
        where=citation.path,
        kind=citation.kind,
        at=citation.first_at,
        url=_address(repository, citation.first_commit),
        author=citation.author,
        removed_at=gone if gone and (until is None or gone <= until) else None,
    )


def _address(repository: str, commit: str) -> str | None:
    """The page of a commit; only GitHub's repositories go by owner and name alone."""
    return f"https://github.com/{repository}/commit/{commit}" if repository.count("/") == 1 else None


def _walk(row: Row[Any]) -> Walk:
    told = dict(row._mapping)
    return Walk(**told | {"former": tuple(row.former), "warnings": tuple(row.warnings)})


def _rows(repository: str, found: Iterable[Citation], first: int) -> Sequence[dict[str, Any]]:
    names = [column.name for column in _CITATION]
    return [
        {"n": n, "repository": repository, **{name: getattr(citation, name) for name in names}}
        for n, citation in enumerate(found, first)
    ]
