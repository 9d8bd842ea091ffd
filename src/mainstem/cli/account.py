"""``mainstem account``: who may come in when others can reach the web app."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table

from mainstem.cli.context import mainstem, out
from mainstem.errors import UsageError
from mainstem.model import AccountRole, Scope
from mainstem.wiring import accounts

app = App(
    name="account",
    help="Who may come in when others can reach the web app. Without accounts nobody is asked.",
)


@app.default
def show() -> None:
    """The accounts. There are none where one person uses Mainstem on their own machine.

    For example:

    - `mainstem account`
    - `mainstem account add kim --role curator`
    """
    found = mainstem().store.accounts.all()
    if not found:
        out().print(
            "No accounts: whoever uses this machine is not asked. `mainstem account add NAME` makes one."
        )
        return
    table = Table(box=None, pad_edge=False)
    for name in ("name", "role", "since", "password"):
        table.add_column(name)
    for one in found:
        table.add_row(one.person, one.role, f"{one.at:%Y-%m-%d}", "yes" if one.hash else "none")
    out().print(table)


@app.command
def connect(name: str, subject: str, /) -> None:
    """Let somebody of your identity provider (settings: oidc_issuer, oidc_client_id) come in by an account.

    For example:

    - `mainstem account connect kim 248289761001`

    Parameters
    ----------
    name
        The account.
    subject
        The person's `sub` there, which never changes; a name or an address may.
    """
    from mainstem.wiring import oidc

    oidc.connect(mainstem(), name, subject)
    out().print(f"{name} may sign in at {mainstem().settings.oidc_issuer} now.", markup=False)


@app.command
def add(
    name: str,
    /,
    *,
    role: Annotated[AccountRole, Parameter(help="reader, curator (shared lists too) or admin.")] = "reader",
    no_password: Annotated[bool, Parameter(help="Open it by a trusted proxy or a token alone.")] = False,
) -> None:
    """Make an account; the password is asked for, or read from the input where that is no terminal.

    With the first account everyone must sign in, you too: begin with your own name as `mainstem` knows you
    (`me`, if you chose none), so that your marks and plans stay yours.

    For example:

    - `mainstem account add me --role admin`
    - `mainstem account add kim < password.txt`
    - `mainstem account add kim --no-password`

    Parameters
    ----------
    name
        The person's name; that of their marks and plans.
    """
    made = accounts.add(mainstem(), name, role, "" if no_password else _asked())
    out().print(f"{made.person} may come in as {made.role}.", markup=False)


@app.command
def password(name: str, /) -> None:
    """Change a password, which signs out that person's browsers.

    For example:

    - `mainstem account password kim`

    Parameters
    ----------
    name
        The account's name.
    """
    accounts.change(mainstem(), name, password=_asked())
    out().print(f"{name} has a new password, and must sign in again.", markup=False)


@app.command(name="role")
def set_role(name: str, role: AccountRole, /) -> None:
    """Change what a person may do.

    For example:

    - `mainstem account role kim curator`

    Parameters
    ----------
    name
        The account's name.
    role
        What the person may do from now on.
    """
    accounts.change(mainstem(), name, role=role)
    out().print(f"{name} is {role} now.", markup=False)


@app.command
def remove(name: str, /) -> None:
    """Remove an account with its tokens; what the person did stays.

    For example:

    - `mainstem account remove kim`

    Parameters
    ----------
    name
        The account's name.
    """
    accounts.remove(mainstem(), name)
    out().print(f"{name} may not come in any more.", markup=False)


@app.command
def token(
    name: str,
    /,
    *,
    label: Annotated[str, Parameter(help="What it is for.")] = "cli",
    scopes: Annotated[tuple[Scope, ...], Parameter(help="What it may do.")] = ("read",),
    days: Annotated[int, Parameter(help="How long it is good; 0 without end.")] = 90,
) -> None:
    """Make a token for a program; it is printed once and not kept.

    For example:

    - `mainstem account token kim --label notebook`
    - `mainstem account token kim --scopes read --scopes write --days 0`

    Parameters
    ----------
    name
        The account's name.
    """
    whole = mainstem()
    account = accounts.named(whole, name)
    theirs = accounts.for_person(whole, name)
    _, secret = accounts.new_token(theirs, label, scopes, accounts.GRANTS[account.role], days or None)
    out().print(secret, markup=False, soft_wrap=True)


@app.command
def audit(*, limit: Annotated[int, Parameter(help="The most lines.")] = 40) -> None:
    """Who came in, who could not, and who changed what all share; newest first.

    For example:

    - `mainstem account audit --limit 100`
    """
    table = Table(box=None, pad_edge=False)
    for name in ("when", "who", "from", "what"):
        table.add_column(name, overflow="fold")
    for one in mainstem().store.audit.last(limit):
        told = f"{one.action} {one.subject}".strip()
        table.add_row(f"{one.at:%Y-%m-%d %H:%M}", one.person or "-", one.address or "here", told)
    out().print(table)


def _asked() -> str:
    from getpass import getpass

    if not sys.stdin.isatty():
        told = sys.stdin.readline().rstrip("\n")
        again = told
    else:
        told, again = getpass("Password: "), getpass("Again: ")
    if not told or told != again:
        raise UsageError("the password", "is empty, or the two differ", "Give the same words twice")
    return told
