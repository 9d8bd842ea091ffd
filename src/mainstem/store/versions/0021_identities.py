"""Who people are at an identity provider."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """A new table; nothing that is there changes."""
    op.create_table(
        "identities",
        *(sa.Column(name, sa.Text(), primary_key=True) for name in ("issuer", "subject")),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
