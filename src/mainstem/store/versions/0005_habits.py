"""What a person's weeks must fit, by name, and how long their readings took."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
REAL: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Adds two tables."""
    op.create_table(
        "preferences",
        *(sa.Column(name, TEXT, primary_key=True) for name in ("person", "name")),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "readings",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("person", "key", "kind")),
        *(sa.Column(name, REAL, nullable=False) for name in ("estimate_min", "minutes")),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_readings_person", "readings", ["person"])
