"""``mainstem channels`` and ``mainstem send``: where your weeks are sent, and sending them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter
from rich.table import Table

from mainstem.cli.context import mainstem, out, say
from mainstem.errors import UsageError
from mainstem.wiring import channels

if TYPE_CHECKING:
    from mainstem.model import Delivery, Needed

app = App(
    name="channels",
    help="Where your weeks are sent: e-mail, Slack, Discord, Mattermost, Feishu, Zotero or any webhook.",
)
_COLOURS = {"sent": "green", "sending": "cyan", "failed": "red", "unsure": "yellow"}


@app.default
def show() -> None:
    """Your channels, and what was sent last over each.

    For example:

    - `mainstem channels`
    - `mainstem channels add team slack`
    """
    mine = channels.mine(mainstem())
    if not mine:
        out().print(
            "No channels. `mainstem channels add NAME TYPE` makes one; `--help` there tells the types."
        )
        return
    last = {
        one.channel: one for one in reversed(mainstem().store.outbox.last(mainstem().settings.person, 500))
    }
    table = Table(box=None, pad_edge=False)
    for name in ("name", "type", "is", "last"):
        table.add_column(name, overflow="fold")
    for one in mine:
        state = "off" if channels.is_off(mainstem(), one.name) else "on"
        table.add_row(one.name, one.type, state, _short(last[one.name]) if one.name in last else "-")
    out().print(table)


def _short(told: Delivery) -> str:
    return f"{told.week} {told.state} {told.at:%Y-%m-%d %H:%M}"


@app.command
def add(
    name: str,
    type_: Annotated[str, Parameter(name="type")],
    /,
    *,
    set_: Annotated[
        tuple[str, ...], Parameter(name="--set", help="One thing that the channel must know, as name=value.")
    ] = (),
) -> None:
    """Make a channel; what it must know and was not given is asked for, secrets without showing them.

    Where the input is no terminal, what is missing is read from it, a line each. It is written into settings.toml,
    for your eyes alone, and nowhere else. `mainstem channels types` tells what each type must know.

    For example:

    - `mainstem channels add team slack`
    - `mainstem channels add mail email --set to=me@example.org --set host=smtp.example.org`
    - `mainstem channels add bot webhook < lines.txt`

    Parameters
    ----------
    name
        What you call it.
    type_
        email, slack, discord, mattermost, feishu, zotero or webhook.
    """
    fields = channels.fields_of(type_)
    told = dict(_split(one) for one in set_)
    missing = [one for one in fields if one.name not in told and (one.default is None or one.secret)]
    told |= {one.name: _asked(one) for one in missing}
    made = channels.add(mainstem(), name, type_, told)
    out().print(
        f"{made.name} is a channel of yours. `mainstem channels test {made.name}` tries it.", markup=False
    )
    say("A `mainstem serve` that runs knows it when it is started again.")


def _split(told: str) -> tuple[str, str]:
    name, equals, value = told.partition("=")
    if not equals:
        raise UsageError(f"--set {told}", "has no value", "Write it as name=value")
    return name.strip(), value.strip()


def _asked(needed: Needed) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    lead = f"{needed.told} ({needed.name}{', empty: none' if needed.default == '' else ''}): "
    return getpass(lead) if needed.secret else input(lead)


@app.command
def types() -> None:
    """The types of channels, and what each must know.

    For example:

    - `mainstem channels types`
    """
    table = Table(box=None, pad_edge=False)
    for name in ("type", "must know", "which is"):
        table.add_column(name, overflow="fold")
    for kind in channels.types():
        for n, one in enumerate(channels.fields_of(kind)):
            told = one.told + (f" (else {one.default})" if one.default else "")
            table.add_row("" if n else kind, one.name + ("" if one.default is None else "?"), told)
    out().print(table)
    say("With ? it may be left out.")


@app.command
def test(name: str, /) -> int:
    """Send this week once over a channel as a test that says so; nothing is counted as sent.

    For example:

    - `mainstem channels test team`

    Parameters
    ----------
    name
        As `mainstem channels` lists it.
    """
    from mainstem.wiring import sending

    out().print(f"{name}: {sending.try_out(mainstem(), name)}", markup=False)
    return 0


@app.command
def off(name: str, /) -> None:
    """Have a channel stop; `mainstem channels on` has it go on.

    For example:

    - `mainstem channels off team`

    Parameters
    ----------
    name
        As `mainstem channels` lists it.
    """
    channels.switch(mainstem(), channels.named(mainstem(), name).name, on=False)
    out().print(f"{name} is off.", markup=False)


@app.command
def on(name: str, /) -> None:
    """Have a channel go on.

    For example:

    - `mainstem channels on team`

    Parameters
    ----------
    name
        As `mainstem channels` lists it.
    """
    channels.switch(mainstem(), channels.named(mainstem(), name).name, on=True)
    out().print(f"{name} is on.", markup=False)


@app.command
def remove(name: str, /) -> None:
    """Take a channel out of settings.toml; what was sent over it stays known.

    For example:

    - `mainstem channels remove team`

    Parameters
    ----------
    name
        As `mainstem channels` lists it.
    """
    channels.remove(mainstem(), name)
    out().print(f"{name} is no channel any more.", markup=False)


def send(
    channel: str | None = None,
    /,
    *,
    week: Annotated[str | None, Parameter(help="Another planned week, such as 2026-W27.")] = None,
    again: Annotated[bool, Parameter(help="Send it whatever stands, also what was sent.")] = False,
) -> int:
    """Send your week over your channels, each once: what was sent is not sent again.

    What cannot be told to have arrived is not repeated by itself, unless the receiver knows a message that comes twice.
    For cron: run it as often as you like.

    For example:

    - `mainstem send`
    - `mainstem send mail`
    - `mainstem send team --week 2026-W27 --again`

    Parameters
    ----------
    channel
        One channel; default: all that are on.
    """
    from mainstem.wiring import sending

    if channel is None and again:
        raise UsageError("--again", "wants the name of one channel", "`mainstem send NAME --again`")
    told = (
        sending.send_digest(mainstem(), week=week)
        if channel is None
        else [sending.send(mainstem(), channel, week=week, again=again)]
    )
    if not told:
        out().print("No channel is on. `mainstem channels` lists them, `mainstem channels add` makes one.")
        return 0
    _tell(told)
    return 9 if any(one.state in ("failed", "unsure") for one in told) else 0


def _tell(told: list[Delivery]) -> None:
    from rich.text import Text

    table = Table.grid(padding=(0, 1))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for one in told:
        table.add_row(one.channel, Text(one.state, style=_COLOURS[one.state]), _in_words(one))
    out().print(table)


def _in_words(one: Delivery) -> str:
    when = f"{one.at:%Y-%m-%d %H:%M} UTC"
    if one.state == "sent":
        return f"week {one.week}, {when}: {one.told}"
    if one.state == "sending":
        return f"by another process since {when}; if that was ended, ask again in ten minutes"
    rest = f"; it wants nothing before {one.next_at:%Y-%m-%d %H:%M} UTC" if one.next_at else ""
    hint = (
        f". Look there; `mainstem send {one.channel} --again` sends it once more"
        if one.state == "unsure"
        else ""
    )
    return f"{one.told}{rest}{hint}"
