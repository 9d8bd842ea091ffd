"""PostgreSQL's side of the search: SQLite's tokenizer, run in memory, makes its word vectors and queries."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing

from sqlalchemy import Connection, insert, select

from mainstem.store.schema import clean, items, search_words, to_json
from mainstem.text.query import Term

# https://www.postgresql.org/docs/18/textsearch-limitations.html
_N_POSITIONS = 16_383  # words of one item that are indexed
_LEXEME_BYTES = 2046
_WEIGHTS = ("A", "B", "D")  # title, authors, text
_BATCH = 200  # items tokenized at once, to bound memory


def learn(conn: Connection, ns: Sequence[int]) -> None:
    """Brings items into the index, as their rows are now."""
    for start in range(0, len(ns), _BATCH):
        batch = ns[start : start + _BATCH]
        query = select(items.c.n, items.c.title, items.c.authors, items.c.text).where(items.c.n.in_(batch))
        rows = [(n, (title, to_json(authors), body)) for n, title, authors, body in conn.execute(query)]
        vectors = [_vector(tokens) for tokens in _tokens([columns for _, columns in rows])]
        words = [{"n": n, "words": vector} for (n, _), vector in zip(rows, vectors, strict=True)]
        conn.execute(insert(search_words), words)


def query(terms: Sequence[Term]) -> str:
    """A tsquery; one that holds nothing is empty."""
    rows = _tokens([(term.text,) for term in terms])
    split = [(term, row[0]) for term, row in zip(terms, rows, strict=True)]
    held = [_phrase(term, words) for term, words in split if words and not term.excluded]
    lacked = [f"!{_phrase(term, words)}" for term, words in split if words and term.excluded]
    # A term without a word in it, such as "++", holds nothing and is left out, as FTS5 does.
    return " & ".join([*held, *lacked]) if held else ""


def _phrase(term: Term, words: Sequence[str]) -> str:
    author = "B" if term.by else ""  # the weight that authors are stored under
    flags = [author] * len(words)
    flags[-1] += "*" if term.prefix else ""
    quoted = [
        f"{_quoted(word)}:{flag}" if flag else _quoted(word) for word, flag in zip(words, flags, strict=True)
    ]
    return f"({' <-> '.join(quoted)})"


def _vector(columns: Sequence[Sequence[str]]) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for words, weight in zip(columns, _WEIGHTS, strict=True):
        for word in words[: _N_POSITIONS - position]:
            position += 1
            places[word].append(f"{position}{weight}")
        position += 1  # no phrase runs from one column into the next
    return " ".join(f"{_quoted(word)}:{','.join(at[:255])}" for word, at in places.items())


def _quoted(word: str) -> str:
    short = word.encode()[:_LEXEME_BYTES].decode(errors="ignore")
    return "'" + short.replace("\\", "\\\\").replace("'", "''") + "'"


def _tokens(rows: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    """The words of each column of each row, in order, as FTS5 would index them."""
    if not rows:
        return []
    width = len(rows[0])
    names = ", ".join(f"c{i}" for i in range(width))
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"CREATE VIRTUAL TABLE t USING fts5({names}, tokenize='unicode61 remove_diacritics 2')")
        db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        marks = ", ".join("?" * (width + 1))
        numbered = ((i, *map(clean, row)) for i, row in enumerate(rows))
        db.executemany(f"INSERT INTO t (rowid, {names}) VALUES ({marks})", numbered)  # noqa: S608 - names of our own
        found = db.execute("SELECT doc, col, term FROM v ORDER BY doc, col, offset").fetchall()
    return list(_gathered(found, len(rows), width))


def _gathered(found: Sequence[tuple[int, str, str]], n: int, width: int) -> Iterator[list[list[str]]]:
    by_cell: dict[tuple[int, str], list[str]] = defaultdict(list)
    for doc, col, term in found:
        by_cell[doc, col].append(term)
    for doc in range(n):
        yield [by_cell[doc, f"c{i}"] for i in range(width)]
