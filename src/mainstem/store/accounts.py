"""Who may come in, by password, login or token; and what was done. Secrets are kept as hashes alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, or_, select

from mainstem.model import Account, Audited, Token
from mainstem.store.db import Database, next_n
from mainstem.store.schema import accounts, audit, identities, links, logins, tokens


class Accounts:
    """Accounts, and what opens them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._db.reading() as conn:
            rows = conn.execute(select(accounts)).all()
        return sorted((_account(row) for row in rows), key=lambda one: one.person)

    def get(self, person: str) -> Account | None:
        """The account of that name."""
        with self._db.reading() as conn:
            row = conn.execute(select(accounts).where(accounts.c.person == person)).one_or_none()
        return None if row is None else _account(row)

    def any(self) -> bool:
        """Whether there is one."""
        with self._db.reading() as conn:
            return conn.execute(select(accounts.c.person).limit(1)).first() is not None

    def set(self, account: Account) -> None:
        """Keeps an account in place of what was kept under that name; whoever came in by it must do so again."""
        told = {name: getattr(account, name) for name in ("person", "role", "hash", "at")}
        with self._db.writing() as conn:
            conn.execute(delete(logins).where(logins.c.person == account.person))
            conn.execute(delete(accounts).where(accounts.c.person == account.person))
            conn.execute(insert(accounts).values(told))

    def drop(self, person: str) -> bool:
        """Removes an account with its logins, tokens and links; whether there was one. What the person did stays."""
        with self._db.writing() as conn:
            for table in (logins, tokens, links, identities):
                conn.execute(delete(table).where(table.c.person == person))
            return bool(conn.execute(delete(accounts).where(accounts.c.person == person)).rowcount)

    # --- elsewhere --------------------------------------------------------------------------------

    def connect(self, issuer: str, subject: str, person: str, at: datetime) -> bool:
        """Keeps who somebody is at a provider; whether that was free."""
        c = identities.c
        with self._db.writing() as conn:
            taken = select(c.person).where(c.issuer == issuer, c.subject == subject)
            if conn.execute(taken).first():
                return False
            row = {"issuer": issuer, "subject": subject, "person": person, "at": at}
            conn.execute(insert(identities).values(row))
        return True

    def by_identity(self, issuer: str, subject: str) -> Account | None:
        """The account of whoever a provider calls ``subject``."""
        query = select(accounts).join(identities, identities.c.person == accounts.c.person)
        mine = identities.c.issuer == issuer, identities.c.subject == subject
        with self._db.reading() as conn:
            row = conn.execute(query.where(*mine)).one_or_none()
        return None if row is None else _account(row)

    def identities(self, person: str) -> list[tuple[str, str]]:
        """The issuers and subjects that are a person's."""
        c = identities.c
        with self._db.reading() as conn:
            rows = conn.execute(
                select(c.issuer, c.subject).where(c.person == person).order_by(c.issuer, c.subject)
            )
            return [(row[0], row[1]) for row in rows]

    def disconnect(self, person: str) -> int:
        """Forgets who a person is elsewhere; how many there were."""
        with self._db.writing() as conn:
            return conn.execute(delete(identities).where(identities.c.person == person)).rowcount

    # --- browsers ---------------------------------------------------------------------------------

    def log_in(self, person: str, secret_hash: str, at: datetime, expires_at: datetime) -> None:
        """Keeps a login, and forgets those that are over."""
        row = {"hash": secret_hash, "person": person, "at": at, "expires_at": expires_at}
        with self._db.writing() as conn:
            conn.execute(delete(logins).where(logins.c.expires_at <= at))
            conn.execute(insert(logins).values(row))

    def logged_in(self, secret_hash: str, at: datetime) -> Account | None:
        """The account of a login that is not over."""
        query = select(accounts).join(logins, logins.c.person == accounts.c.person)
        with self._db.reading() as conn:
            row = conn.execute(
                query.where(logins.c.hash == secret_hash, logins.c.expires_at > at)
            ).one_or_none()
        return None if row is None else _account(row)

    def log_out(self, secret_hash: str) -> None:
        """Ends a login."""
        with self._db.writing() as conn:
            conn.execute(delete(logins).where(logins.c.hash == secret_hash))

    # --- programs ---------------------------------------------------------------------------------

    def add_token(self, token: Token, secret_hash: str) -> None:
        """Keeps a token."""
        names = ("id", "person", "name", "at", "expires_at")
        told = {name: getattr(token, name) for name in names}
        with self._db.writing() as conn:
            conn.execute(insert(tokens).values(hash=secret_hash, scopes=list(token.scopes), **told))

    def tokens(self, person: str) -> list[Token]:
        """A person's tokens, oldest first."""
        query = select(tokens).where(tokens.c.person == person).order_by(tokens.c.at, tokens.c.id)
        with self._db.reading() as conn:
            return [_token(row) for row in conn.execute(query)]

    def by_token(self, secret_hash: str, at: datetime) -> tuple[Account, Token] | None:
        """The account that a token opens, while it is not over."""
        alive = or_(tokens.c.expires_at.is_(None), tokens.c.expires_at > at)
        with self._db.reading() as conn:
            row = conn.execute(select(tokens).where(tokens.c.hash == secret_hash, alive)).one_or_none()
            if row is None:
                return None
            owner = conn.execute(select(accounts).where(accounts.c.person == row.person)).one_or_none()
        return None if owner is None else (_account(owner), _token(row))

    def drop_token(self, person: str, token_id: str) -> bool:
        """Removes one of the person's tokens; whether there was one."""
        mine = delete(tokens).where(tokens.c.person == person, tokens.c.id == token_id)
        with self._db.writing() as conn:
            return bool(conn.execute(mine).rowcount)


class Audit:
    """What was done; rows are only ever added."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, told: Audited) -> None:
        """Writes it down."""
        names = ("person", "action", "subject", "address", "at")
        row = {name: getattr(told, name) for name in names}
        with self._db.writing() as conn:
            conn.execute(insert(audit).values(n=next_n(conn, audit), **row))

    def last(self, n: int) -> list[Audited]:
        """The last ``n``, newest first."""
        with self._db.reading() as conn:
            rows = conn.execute(select(audit).order_by(audit.c.n.desc()).limit(n)).all()
        return [Audited(row.person, row.action, row.subject, row.address, row.at) for row in rows]

    def count(self, action: str, since: datetime, **where: str) -> int:
        """How often an action was written down after a moment, of a ``person`` or from an ``address``."""
        same = [audit.c[name] == value for name, value in where.items()]
        query = select(func.count()).where(audit.c.action == action, audit.c.at > since, *same)
        with self._db.reading() as conn:
            return int(conn.execute(query).scalar_one())


def _account(row: Any) -> Account:
    return Account(row.person, row.role, row.hash, row.at)


def _token(row: Any) -> Token:
    return Token(row.id, row.person, row.name, tuple(row.scopes), row.at, row.expires_at)
