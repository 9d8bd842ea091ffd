"""The tables as they are at the newest revision, and the three column types they are made of.

What points at a work by name (marks, mentions, plans, ranks) keeps the key it was given, and is read through
``work_keys``: so when two works are joined everything follows, and nothing that was recorded is rewritten.
A work itself is only a number and a name: all that is told about it comes from its items (``cards``).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import REAL as SQLITE_REAL
from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    cast,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

REVISION = "0021"  # the newest migration; a test compares it with alembic's own head


def clean(text: str) -> str:
    """``text`` without what no database can keep: NUL characters and halves of surrogate pairs."""
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


class Text(TypeDecorator[str]):
    """Text, cleaned on its way in."""

    impl = SqlText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """What is stored."""
        return None if value is None else clean(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment: ISO 8601 text of fixed width in UTC on SQLite (so it sorts), TIMESTAMPTZ elsewhere."""

    impl = SqlText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type on ``dialect``."""
        sqlite = dialect.name == "sqlite"
        return dialect.type_descriptor(SqlText() if sqlite else TIMESTAMP(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """What is stored; a naive moment is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone: {value!r}")
        value = value.astimezone(UTC)
        return value.isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON document as text, with its letters readable; the empty ones cost nothing to read."""

    impl = SqlText
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """What is stored."""
        return None if value is None else clean(to_json(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The document; arrays come back as lists."""
        if value is None:
            return None
        return [] if value == "[]" else json.loads(value)


class _TsVector(UserDefinedType[str]):
    """PostgreSQL's type by its name alone: its dialect takes 0.05 s to import, also where SQLite is used."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """As SQL spells it."""
        return "TSVECTOR"


class _Words(TypeDecorator[str]):
    """A word vector, written as PostgreSQL spells it."""

    impl = SqlText
    cache_ok = True

    def bind_expression(self, bindvalue: BindParameter[str]) -> ColumnElement[str]:
        """A string is no tsvector until it is told to be."""
        return cast(bindvalue, _TsVector)


def to_json(value: Any) -> str:
    """Compact JSON with sorted keys; moments and dates as ISO 8601."""
    return _encoder.encode(value)


_encoder = json.JSONEncoder(  # made once: json.dumps would make one a call
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=lambda odd: odd.isoformat()
)


N = BigInteger().with_variant(Integer(), "sqlite")  # STRICT tables know INTEGER only
REAL: TypeEngine[float] = Double().with_variant(SQLITE_REAL(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _number() -> Column[int]:
    return Column("n", N, primary_key=True, autoincrement=False)


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

endpoint_states = Table(
    "endpoint_states",
    metadata,
    Column("endpoint_id", Text, primary_key=True),
    Column("source_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    Column("last_checked_at", Moment),
    Column("last_success_at", Moment),
    Column("last_changed_at", Moment),
    Column("next_check_at", Moment),
    Column("n_failures", N, nullable=False),
    Column("error_code", Text),
    Column("error", Text),
    Column("moved_to", Text),
    Column("next_url", Text),
    sqlite_strict=True,
)

works = Table(
    "works",
    metadata,
    _number(),
    Column("id", Text, nullable=False),
    UniqueConstraint("id"),
    sqlite_strict=True,
)

work_keys = Table(
    "work_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("work_n", N, ForeignKey("works.n"), nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "work_n"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

joins = Table(  # every two works that turned out to be one
    "joins",
    metadata,
    _number(),
    Column("kept_id", Text, nullable=False),
    Column("joined_id", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False, server_default="machine"),  # or who said so
    Column("keys", Json, nullable=False, server_default="[]"),  # that the joined work had
    sqlite_strict=True,
)

splits = Table(  # every two works that a person told apart: no machine joins them again
    "splits",
    metadata,
    _number(),
    Column("key", Text, nullable=False),  # of the one
    Column("from_key", Text, nullable=False),  # of the other
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_strict=True,
)

successors = Table(  # every work that was seen to follow another
    "successors",
    metadata,
    Column("earlier", Text, primary_key=True),  # a key of each
    Column("later", Text, primary_key=True),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

items = Table(
    "items",
    metadata,
    _number(),
    Column("id", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("work_n", N, ForeignKey("works.n")),  # None once it was let go
    Column("digest", Text, nullable=False),  # of all that was published; empty once it was let go
    Column("keys", Json, nullable=False),  # the item's own, so that a join can be undone
    Column("kind", Text, nullable=False),
    Column("stream", Text),
    Column("sector", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("published_at", Moment),
    Column("updated_at", Moment),
    Column("gone_at", Moment),  # when it was let go; the row stays so that it never comes back
    Column("url", Text),
    Column("venue", Text),
    Column("title", Text, nullable=False),
    Column("authors", Json, nullable=False),
    Column("extra", Json, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("id"),
    UniqueConstraint("source_id", "key"),
    Index(None, "work_n"),
    Index(None, "origin", "stream"),
    Index(None, "published_at"),
    Index(None, "kind", "published_at"),
    Index(None, "origin", "source_id", "published_at", "gone_at"),  # for counts and rhythms alone
    sqlite_strict=True,
)

uncompared = Table(  # items that came or changed since works were last compared with each other
    "uncompared",
    metadata,
    Column("item_n", N, ForeignKey("items.n"), primary_key=True, autoincrement=False),
    sqlite_strict=True,
)

classes = Table(  # what works are about, as the pack's model and its reader's corrections say
    "classes",
    metadata,
    Column("key", Text, primary_key=True),  # the work's id
    Column("relevance", Text, nullable=False),
    Column("axis", Text),
    Column("topic", Text),
    Column("sector", Text),
    Column("kind", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("model", Text, nullable=False),  # which model and corrections told it
    Column("worth", REAL),
    Column("corrected", Json, nullable=False, server_default="[]"),  # the fields that a person said
    Index(None, "topic"),
    Index(None, "axis"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

corrections = Table(  # of classes by people; only ever added to: the last of a field counts
    "corrections",
    metadata,
    _number(),
    Column("person", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undoes_n", N),  # the correction that this row takes back
    sqlite_strict=True,
)

mentions = Table(
    "mentions",
    metadata,
    _number(),
    Column("key", Text, nullable=False),  # of the work cited, known to the store or not
    Column("by", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Moment),
    Column("url", Text),
    Column("item_id", Text),
    Column("role", Text, nullable=False, server_default="cites"),
    Index(None, "key"),
    Index(None, "item_id"),
    sqlite_strict=True,
)

walks = Table(  # how far the history of each repository was read
    "walks",
    metadata,
    Column("repository", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("head", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("n_commits", N, nullable=False),
    Column("titles_at", Moment),  # up to when the titles of known works were looked for
    Column("former", Json, nullable=False),
    Column("warnings", Json, nullable=False),
    sqlite_strict=True,
)

citations = Table(  # what the files of these histories cite, or cited
    "citations",
    metadata,
    _number(),
    Column("repository", Text, ForeignKey("walks.repository"), nullable=False),
    Column("key", Text, nullable=False),  # of the work cited, known to the store or not
    Column("path", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("first_commit", Text, nullable=False),
    Column("n_lines", N, nullable=False),
    Column("removed_at", Moment),
    Column("removed_commit", Text),
    UniqueConstraint("repository", "key", "path"),
    Index(None, "key"),
    sqlite_strict=True,
)

marks = Table(  # only ever added to; taking one back is a row too
    "marks",
    metadata,
    _number(),
    Column("person", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("action", Text, nullable=False),  # an Action, or "undo"
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    Column("undoes_n", N, ForeignKey("marks.n")),
    Column("rating", N),
    Index(None, "person"),
    UniqueConstraint("undoes_n"),
    sqlite_strict=True,
)

wishes = Table(  # only ever added to, like marks
    "wishes",
    metadata,
    _number(),
    Column("person", Text, nullable=False),
    Column("sense", Text, nullable=False),  # a WishSense, or "undo"
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("exceptions", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undoes_n", N, ForeignKey("wishes.n")),
    Index(None, "person"),
    UniqueConstraint("undoes_n"),
    sqlite_strict=True,
)

preferences = Table(  # what people chose for their weeks: one row a value
    "preferences",
    metadata,
    Column("person", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Json, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

readings = Table(  # how long the reading of a work took
    "readings",
    metadata,
    _number(),
    Column("person", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),  # of the slot, or else of the work
    Column("estimate_min", REAL, nullable=False),
    Column("minutes", REAL, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "person"),
    sqlite_strict=True,
)

decisions = Table(  # on the canon; only ever added to, like marks
    "decisions",
    metadata,
    _number(),
    Column("person", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("verdict", Text, nullable=False),  # a Verdict, or "undo"
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("proposal", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Column("because", Text, nullable=False),
    Column("undoes_n", N, ForeignKey("decisions.n")),
    UniqueConstraint("undoes_n"),
    sqlite_strict=True,
)

canon_versions = Table(
    "canon_versions",
    metadata,
    _number(),
    Column("at", Moment, nullable=False),
    Column("because", Text, nullable=False),
    sqlite_strict=True,
)

canon_rows = Table(  # the whole list of each version, in reading order
    "canon_rows",
    metadata,
    Column("version_n", N, ForeignKey("canon_versions.n"), primary_key=True, autoincrement=False),
    Column("position", N, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    Column("row", Json, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

members = Table(  # the people of a team
    "members",
    metadata,
    Column("person", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("interests", Json, nullable=False),
    Column("zone", Text, nullable=False),
    Column("github", Text, nullable=False),
    Column("hub", Text, nullable=False),
    Column("hardware", Json, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

contributions = Table(  # what people gave back to the field
    "contributions",
    metadata,
    _number(),
    Column("person", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("origin", Text, nullable=False),
    Column("project", Text, nullable=False),
    Index(None, "person"),
    sqlite_strict=True,
)

reports = Table(  # technical reports, model cards and logbooks that were read
    "reports",
    metadata,
    Column("name", Text, primary_key=True),
    Column("family", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("told", Json, nullable=False),  # what was read beside the disclosures
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

disclosures = Table(  # one row a fact
    "disclosures",
    metadata,
    Column("report", Text, ForeignKey("reports.name"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("model", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("normalised", Json, nullable=False),
    Column("told", Json, nullable=False),  # stage, unit, qualifier, quote, page, where, whose
    Index(None, "field"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

accounts = Table(  # who may come in beyond this machine
    "accounts",
    metadata,
    Column("person", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("hash", Text, nullable=False),  # argon2id of the password; empty: none opens it
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

logins = Table(  # browsers that came in
    "logins",
    metadata,
    Column("hash", Text, primary_key=True),  # SHA-256 of what the browser holds
    Column("person", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

identities = Table(  # who people are at the identity provider that they sign in at
    "identities",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

tokens = Table(  # programs that may come in
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False),  # SHA-256 of what was shown once
    Column("scopes", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Column("expires_at", Moment),
    UniqueConstraint("hash"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

audit = Table(  # who came in, who could not, and who changed what all share; only ever added to
    "audit",
    metadata,
    _number(),
    Column("person", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "action", "at"),
    sqlite_strict=True,
)

summaries = Table(  # what language models wrote
    "summaries",
    metadata,
    Column("key", Text, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("read", Text, nullable=False),  # a digest of what was summarised
    Column("n_in", Integer),
    Column("n_out", Integer),
    Column("cost", REAL),
    Column("currency", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

jobs = Table(  # what runs by itself: when it ran, how it ended, who has it now
    "jobs",
    metadata,
    Column("name", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("covered_at", Moment),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("holder", Text, nullable=False),
    Column("lease_until", Moment),
    Column("n_failed", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

outbox = Table(  # a row is claimed before its week is sent, so that two never send it
    "outbox",
    metadata,
    Column("person", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("told", Text, nullable=False),
    Column("n_tries", N, nullable=False),
    Column("next_at", Moment),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

links = Table(  # addresses that open without signing in
    "links",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False),  # SHA-256 of what was shown once
    Column("at", Moment, nullable=False),
    UniqueConstraint("hash"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

checkpoint_audits = Table(  # the last of each checkpoint
    "checkpoint_audits",
    metadata,
    Column("name", Text, primary_key=True),
    Column("revision", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("told", Json, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

plans = Table(
    "plans",
    metadata,
    _number(),
    Column("person", Text, nullable=False),
    Column("week", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("plan", Json, nullable=False),
    Index(None, "person", "week", "n"),
    sqlite_strict=True,
)

plan_works = Table(  # which works a plan names, so that they are kept
    "plan_works",
    metadata,
    Column("plan_n", N, ForeignKey("plans.n"), primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

rankings = Table(
    "rankings",
    metadata,
    Column("person", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("inputs", Text, nullable=False),
    Column("seed", N, nullable=False, server_default="0"),
    sqlite_strict=True,
)

ranks = Table(
    "ranks",
    metadata,
    Column("person", Text, ForeignKey("rankings.person"), primary_key=True),
    Column("position", N, primary_key=True, autoincrement=False),  # 1 is best
    Column("key", Text, nullable=False),
    Column("stream", Text),
    Column("score", REAL, nullable=False),
    Column("signals", Json, nullable=False),
    Column("why", Text, nullable=False),
    Column("terms", Json, nullable=False, server_default="[]"),  # what each thing adds to the log-odds
    Index(None, "person", "stream", "position"),
    Index(None, "person", "key"),
    sqlite_strict=True,
)

spots = Table(  # where works stand on the map; whole numbers, so that they are the same ever after
    "spots",
    metadata,
    Column("key", Text, primary_key=True),
    Column("x", N, nullable=False),
    Column("y", N, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

areas = Table(
    "areas",
    metadata,
    _number(),
    Column("level", N, nullable=False),
    Column("terms", Json, nullable=False),
    Column("x", N, nullable=False),
    Column("y", N, nullable=False),
    Column("n_works", N, nullable=False),
    sqlite_strict=True,
)

# PostgreSQL's side of the search; SQLite has an FTS5 table of that name. Neither is part of a backup.
search_words = Table("item_words", MetaData(), Column("n", N, primary_key=True), Column("words", _Words))
