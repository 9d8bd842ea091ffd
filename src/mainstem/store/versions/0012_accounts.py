"""Accounts: who may come in, by password, session or token, and what was done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=False) for name in names]


def upgrade() -> None:
    """Adds four tables."""
    op.create_table(
        "accounts",
        sa.Column("person", TEXT, primary_key=True),
        *_texts("role", "hash"),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "logins",
        sa.Column("hash", TEXT, primary_key=True),
        *_texts("person"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tokens",
        sa.Column("id", TEXT, primary_key=True),
        *_texts("person", "name", "hash", "scopes"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.UniqueConstraint("hash", name="uq_tokens_hash"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        *_texts("person", "action", "subject", "address"),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_audit_action_at", "audit", ["action", "at"])
