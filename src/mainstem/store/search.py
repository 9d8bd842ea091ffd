"""Search over items, answered as works: full text by FTS5 on SQLite and tsvector on PostgreSQL, and filters.

SQLite's tokenizer splits text on both, so both databases find the same works; where words are sought, their order may
differ. The index is kept by the writer: ``forget`` before rows of ``items`` change, ``learn`` after.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Subquery,
    TextualSelect,
    and_,
    column,
    exists,
    func,
    or_,
    select,
    text,
)

from mainstem.model import Hit
from mainstem.store import tsvector
from mainstem.store.db import Database, chunks
from mainstem.store.filters import Columns, on_items, on_works
from mainstem.store.schema import REAL, N, clean, items, works
from mainstem.store.works import works_of
from mainstem.text.query import Query, Term

# A word in the title weighs 8 times, in the authors twice what it weighs in the text (columns in this order).
_SQLITE = """
    SELECT rowid AS n, bm25(item_words, 8.0, 2.0, 1.0) AS score
    FROM item_words WHERE item_words MATCH :match ORDER BY score, rowid LIMIT :most
"""
_POSTGRESQL = """
    SELECT n, -ts_rank('{.1, .1, .2, .8}', words, CAST(:match AS tsquery)) AS score
    FROM item_words WHERE words @@ CAST(:match AS tsquery) ORDER BY score, n LIMIT :most
"""
_HELD_SQLITE = "SELECT rowid AS n FROM item_words WHERE item_words MATCH :match"
_HELD_POSTGRESQL = "SELECT n FROM item_words WHERE words @@ CAST(:match AS tsquery)"
_FEW = 8  # items looked at for one work wanted; where these are of too few works, all are
_ALL = 1 << 62
_NEWEST = (items.c.published_at.desc().nulls_last(), items.c.n.desc())


class Search:
    """Works by words and by what is known of them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, query: Query, limit: int = 20, offset: int = 0) -> list[Hit]:
        """Works with an item that meets all of ``query``: the best first where it holds words, else the newest.

        Case and accents do not count. A hit's score is higher where the match is better and means nothing across
        queries or databases; it is 0 where no words are held. Ties go by id; undated works come last.
        """
        held = [term for term in query.terms if not term.excluded]
        with self._db.reading() as conn:
            if any(not term.by for term in held):
                rows = self._best(conn, query, limit, offset)
            else:
                rows = self._newest(conn, query, limit, offset)
            told = works_of(conn, [row.work_n for row in rows])
        return [Hit(told[row.work_n], -row.score) for row in rows]

    def _best(self, conn: Connection, query: Query, limit: int, offset: int) -> Sequence[Row[Any]]:
        """First among the best items; where filters or works with many items leave too few of them, among all."""
        match = self._match(query.terms)
        if not match:
            return []
        most = (limit + offset) * _FEW
        rows = self._ordered(conn, query, match, most, limit, offset)
        if len(rows) < limit and (query.filters or offset or sum(row.n_items for row in rows) == most):
            rows = self._ordered(conn, query, match, _ALL, limit, offset)
        return rows

    def _ordered(
        self, conn: Connection, query: Query, match: str, most: int, limit: int, offset: int
    ) -> Sequence[Row[Any]]:
        found = self._scored(match, most)
        name = works.c.id if self._db.is_sqlite else works.c.id.collate("C")
        score = func.min(found.c.score).label("score")
        asked = (
            select(items.c.work_n, score, func.count().label("n_items"))
            .join_from(found, items, items.c.n == found.c.n)
            .join(works, works.c.n == items.c.work_n)
            .where(*on_items(query, items.c), *on_works(query, items.c.work_n))
            .group_by(items.c.work_n, works.c.id)
            .order_by(score, name)
        )
        return conn.execute(asked.limit(limit).offset(offset)).all()

    def _newest(self, conn: Connection, query: Query, limit: int, offset: int) -> Sequence[Row[Any]]:
        """Each work by its newest item that meets the query."""
        newer = items.alias("newer")
        older = newer.c.work_n == items.c.work_n, *self._meets(query, newer.c), _is_newer(newer.c, items.c)
        asked = (
            select(items.c.work_n, column("0", is_literal=True).label("score"))
            .where(items.c.work_n.is_not(None), *self._meets(query, items.c))
            .where(*on_works(query, items.c.work_n), ~exists().where(*older))
            .order_by(*_NEWEST)
        )
        return conn.execute(asked.limit(limit).offset(offset)).all()

    def _meets(self, query: Query, of: Columns) -> list[ColumnElement[bool]]:
        """What is asked of one item, where no words order them."""
        held = [term for term in query.terms if not term.excluded]
        lacked = [Term(term.text, False, term.prefix, term.by) for term in query.terms if term.excluded]
        told = on_items(query, of)
        if held:
            told.append(of.n.in_(self._held("held", held)))
        told += [of.n.not_in(self._held(f"lacked_{n}", [term])) for n, term in enumerate(lacked)]
        return told

    def _match(self, terms: Sequence[Term]) -> str:
        """The database's own query for these terms; an empty one finds nothing."""
        cleaned = [Term(clean(term.text), term.excluded, term.prefix, term.by) for term in terms]
        return _fts5(cleaned) if self._db.is_sqlite else tsvector.query(cleaned)

    def _scored(self, match: str, most: int) -> Subquery:
        told = text(_SQLITE if self._db.is_sqlite else _POSTGRESQL).bindparams(match=match, most=most)
        return told.columns(column("n", N), column("score", REAL)).subquery("found")

    def _held(self, name: str, terms: Sequence[Term]) -> TextualSelect:
        """The items that hold all of ``terms``; ``name`` tells them apart from others in one statement."""
        match = self._match(terms)
        if not match:
            return text("SELECT 0 AS n WHERE 1 = 0").columns(column("n", N))
        told = (_HELD_SQLITE if self._db.is_sqlite else _HELD_POSTGRESQL).replace(":match", f":{name}")
        return text(told).bindparams(**{name: match}).columns(column("n", N))


def _is_newer(a: Columns, b: Columns) -> ColumnElement[bool]:
    """Whether item ``a`` stands before ``b`` in ``_NEWEST``."""
    same = or_(a.published_at == b.published_at, and_(a.published_at.is_(None), b.published_at.is_(None)))
    dated = and_(a.published_at.is_not(None), b.published_at.is_(None))
    return or_(a.published_at > b.published_at, dated, and_(same, a.n > b.n))


def forget(conn: Connection, ns: Sequence[int]) -> None:
    """Takes items out of the index; their rows must still be as they were learned."""
    for chunk in chunks(ns):
        if conn.dialect.name == "sqlite":
            conn.exec_driver_sql(f"""
                INSERT INTO item_words (item_words, rowid, title, authors, text)
                SELECT 'delete', n, title, authors, text FROM items WHERE n IN ({_list(chunk)})
            """)  # noqa: S608 - numbers of our own
        else:
            conn.exec_driver_sql(f"DELETE FROM item_words WHERE n IN ({_list(chunk)})")  # noqa: S608 - as above


def learn(conn: Connection, ns: Sequence[int]) -> None:
    """Brings items into the index, as their rows are now."""
    for chunk in chunks(ns):
        if conn.dialect.name == "sqlite":
            conn.exec_driver_sql(f"""
                INSERT INTO item_words (rowid, title, authors, text)
                SELECT n, title, authors, text FROM items WHERE n IN ({_list(chunk)})
            """)  # noqa: S608 - numbers of our own
        else:
            tsvector.learn(conn, chunk)


def relearn(conn: Connection) -> None:
    """Builds the whole index anew, such as after a restore."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("INSERT INTO item_words (item_words) VALUES ('rebuild')")
        return
    conn.exec_driver_sql("DELETE FROM item_words")
    ns = [n for (n,) in conn.exec_driver_sql("SELECT n FROM items WHERE gone_at IS NULL ORDER BY n")]
    learn(conn, ns)


def _list(ns: Sequence[int]) -> str:
    return ", ".join(str(int(n)) for n in ns)


def _fts5(terms: Sequence[Term]) -> str:
    """An FTS5 query; one that holds nothing is empty."""
    held = [_phrase(term) for term in terms if not term.excluded]
    lacked = [f"NOT {_phrase(term)}" for term in terms if term.excluded]
    return " ".join([*held, *lacked]) if held else ""


def _phrase(term: Term) -> str:
    told = '"' + term.text.replace('"', " ") + '"'
    return f"{'authors : ' if term.by else ''}{told}{' *' if term.prefix else ''}"
