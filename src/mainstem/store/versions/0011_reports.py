"""Reports that were read, and what they disclose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()
_REPORT = ("family", "source", "sha256", "told")
_DISCLOSURE = ("model", "field", "value", "normalised", "told")


def upgrade() -> None:
    """Adds two tables."""
    op.create_table(
        "reports",
        sa.Column("name", TEXT, primary_key=True),
        *(sa.Column(name, TEXT, nullable=False) for name in _REPORT),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "disclosures",
        sa.Column("report", TEXT, sa.ForeignKey("reports.name"), primary_key=True),
        sa.Column("n", sa.Integer(), primary_key=True, autoincrement=False),
        *(sa.Column(name, TEXT, nullable=False) for name in _DISCLOSURE),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_disclosures_field", "disclosures", ["field"])
