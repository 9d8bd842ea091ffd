"""Jobs: what runs by itself, and who runs it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()


def upgrade() -> None:
    """Adds one table."""
    op.create_table(
        "jobs",
        sa.Column("name", TEXT, primary_key=True),
        sa.Column("person", TEXT, primary_key=True),
        *(sa.Column(name, MOMENT) for name in ("covered_at", "started_at", "ended_at")),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("n_failed", sa.Integer(), nullable=False),
        sa.Column("error", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
