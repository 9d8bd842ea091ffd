"""The people of a team, and what they contributed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()
_MEMBER = ("role", "interests", "zone", "github", "hub", "hardware")
_CONTRIBUTION = ("person", "kind", "title", "url")


def upgrade() -> None:
    """Adds two tables."""
    op.create_table(
        "members",
        sa.Column("person", TEXT, primary_key=True),
        *(sa.Column(name, TEXT, nullable=False) for name in _MEMBER),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contributions",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        *(sa.Column(name, TEXT, nullable=False) for name in _CONTRIBUTION),
        sa.Column("at", MOMENT, nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("origin", "project")),
        sqlite_strict=True,
    )
    op.create_index("ix_contributions_person", "contributions", ["person"])
