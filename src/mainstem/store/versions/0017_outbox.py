"""What was sent, and addresses that open without signing in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STRICT = {"sqlite_strict": True, "sqlite_with_rowid": False}


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "outbox",
        sa.Column("person", sa.Text(), primary_key=True),
        sa.Column("week", sa.Text(), primary_key=True),
        sa.Column("channel", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("n_tries", N, nullable=False),
        sa.Column("next_at", MOMENT),
        **_STRICT,
    )
    op.create_table(
        "links",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("hash", name="uq_links_hash"),
        **_STRICT,
    )
