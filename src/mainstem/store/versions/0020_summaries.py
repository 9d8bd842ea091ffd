"""Summaries: what language models wrote about works."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
REAL: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Adds one table."""
    op.create_table(
        "summaries",
        sa.Column("key", TEXT, primary_key=True),
        sa.Column("model", TEXT, primary_key=True),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("read", TEXT, nullable=False),
        sa.Column("n_in", sa.Integer()),
        sa.Column("n_out", sa.Integer()),
        sa.Column("cost", REAL),
        sa.Column("currency", TEXT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
