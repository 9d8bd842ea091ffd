"""Full text over items, answered as works: FTS5 on SQLite, tsvector on PostgreSQL.

SQLite's tokenizer splits text on both, so both databases find the same works; their order may differ. The
index is kept by the writer: ``forget`` before rows of ``items`` change, ``learn`` after.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

from mainstem.model import Hit
from mainstem.store import tsvector
from mainstem.store.db import Database, chunks
from mainstem.store.query import Term, terms_of
from mainstem.store.schema import clean
from mainstem.store.works import works_of

ITEMS_PER_WORK = 4  # looked at first for each work wanted; most works have one item
# A word in the title weighs 8 times, in the authors twice what it weighs in the text (columns in this order).
_SQLITE = text("""
    SELECT items.work_n, works.id, MIN(found.score) AS score, COUNT(*) AS n_items
    FROM (
        SELECT rowid AS n, bm25(item_words, 8.0, 2.0, 1.0) AS score
        FROM item_words WHERE item_words MATCH :match ORDER BY score, rowid LIMIT :most
    ) AS found
    JOIN items ON items.n = found.n JOIN works ON works.n = items.work_n
    GROUP BY items.work_n, works.id ORDER BY score, works.id LIMIT :limit
""")
_POSTGRESQL = text("""
    SELECT items.work_n, works.id, MIN(found.score) AS score, COUNT(*) AS n_items
    FROM (
        SELECT n, -ts_rank('{.1, .1, .2, .8}', words, CAST(:match AS tsquery)) AS score
        FROM item_words WHERE words @@ CAST(:match AS tsquery) ORDER BY score, n LIMIT :most
    ) AS found
    JOIN items ON items.n = found.n JOIN works ON works.n = items.work_n
    GROUP BY items.work_n, works.id ORDER BY score, works.id COLLATE "C" LIMIT :limit
""")
_FEW = 8  # items looked at for one work wanted; where these are of too few works, all are
_ALL = 1 << 62


class Search:
    """Full text over works."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, query: str, limit: int = 20) -> list[Hit]:
        """Works with an item that holds all the words of ``query``, best first, ties by id.

        "Phrases" stand in quotes, -word excludes, word* finds its beginnings; case and accents do not count.
        A query that names nothing to hold finds nothing. A hit's score is higher where the match is better
        and means nothing across queries or databases.
        """
        match = (_fts5 if self._db.is_sqlite else tsvector.query)(terms_of(clean(query)))
        if not match:
            return []
        with self._db.reading() as conn:
            rows = self._rows(conn, match, limit, limit * _FEW)
            if len(rows) < limit and sum(row.n_items for row in rows) == limit * _FEW:
                rows = self._rows(conn, match, limit, _ALL)
            works = works_of(conn, [row.work_n for row in rows])
        return [Hit(works[row.work_n], -row.score) for row in rows]

    def _rows(self, conn: Connection, match: str, limit: int, most: int) -> Sequence[Row[Any]]:
        """The best works among the ``most`` best items."""
        statement = _SQLITE if self._db.is_sqlite else _POSTGRESQL
        return conn.execute(statement, {"match": match, "limit": limit, "most": most}).all()


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
    """An FTS5 query; one that holds nothing is empty. No term holds a quote, so quoted it is text."""
    held = [_phrase(term) for term in terms if not term.excluded]
    lacked = [f"NOT {_phrase(term)}" for term in terms if term.excluded]
    return " ".join([*held, *lacked]) if held else ""


def _phrase(term: Term) -> str:
    return f'"{term.text}" *' if term.prefix else f'"{term.text}"'
