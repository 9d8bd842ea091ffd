"""What works are about, and what people said against it; items by their day, so that the newest are found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()


def upgrade() -> None:
    """Two new tables and an index; nothing that is there changes."""
    op.create_table(
        "classes",
        sa.Column("key", TEXT, primary_key=True),
        sa.Column("relevance", TEXT, nullable=False),
        *(sa.Column(name, TEXT) for name in ("axis", "topic", "sector")),
        *(sa.Column(name, TEXT, nullable=False) for name in ("kind", "why", "model")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_classes_topic", "classes", ["topic"])
    op.create_index("ix_classes_axis", "classes", ["axis"])
    op.create_table(
        "corrections",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("person", "key", "field", "value")),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_items_published_at", "items", ["published_at"])
