"""Channels: where a person's weeks are sent. They stand in settings.toml, and what is secret stands nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mainstem.errors import HomeNotWritable, SettingsError, UsageError
from mainstem.exports import SENDERS
from mainstem.model import Channel, Needed
from mainstem.seams import Sender
from mainstem.settings import FILE
from mainstem.wiring.home import make

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_OFF = "channel.off."  # before the names of channels that are off, among a person's preferences
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def mine(app: Mainstem) -> list[Channel]:
    """The person's channels, in the order of settings.toml."""
    return [one for one in app.settings.channels if one.person == app.settings.person]


def named(app: Mainstem, name: str) -> Channel:
    """The person's channel of that name; raises UsageError."""
    found = next((one for one in mine(app) if one.name == name), None)
    if found is None:
        known = ", ".join(one.name for one in mine(app))
        hint = f"There are {known}" if known else "`mainstem channels add` makes one"
        raise UsageError(name, "is no channel of yours", hint)
    return found


def sender(channel: Channel) -> Sender:
    """What writes for a channel; raises SettingsError for a type there is not."""
    return _of_type(channel.type, f"channels.{channel.name}")


def _of_type(kind: str, subject: str) -> Sender:
    module = SENDERS.name_for(kind)
    if module is None:
        raise SettingsError(subject, f"is of the type {kind!r}", f"Types are {', '.join(types())}")
    return SENDERS[module]


def types() -> list[str]:
    """The types of channels there are."""
    return sorted(word for name in SENDERS for word in SENDERS.words(name))


def fields_of(kind: str) -> tuple[Needed, ...]:
    """What a channel of that type must know; raises UsageError for a type there is not."""
    if SENDERS.name_for(kind) is None:
        raise UsageError(kind, "is no type of channel", f"Types are {', '.join(types())}")
    return _of_type(kind, kind).FIELDS


def filled(channel: Channel) -> dict[str, str]:
    """What settings.toml says of a channel, with the defaults; raises SettingsError for what is missing or unknown."""
    subject, fields = f"channels.{channel.name}", {one.name: one for one in sender(channel).FIELDS}
    odd = sorted(channel.told.keys() - fields.keys())
    if odd:
        raise SettingsError(f"{subject}.{odd[0]}", "is not a setting", f"They are: {', '.join(fields)}")
    told = {name: channel.told.get(name, one.default) for name, one in fields.items()}
    missing = [name for name, value in told.items() if value is None]
    if missing:
        raise SettingsError(f"{subject}.{missing[0]}", "is missing", fields[missing[0]].told)
    return {name: value for name, value in told.items() if value is not None}


# --- on and off ---------------------------------------------------------------------------------------


def is_off(app: Mainstem, name: str) -> bool:
    """Whether the person had a channel stop."""
    return _OFF + name in app.store.habits.all(app.settings.person)


def switch(app: Mainstem, name: str, *, on: bool) -> None:
    """Has a channel stop, or go on."""
    if on:
        app.store.habits.drop(app.settings.person, _OFF + name)
    else:
        app.store.habits.set(app.settings.person, _OFF + name, app.clock().date().isoformat())


def stop_address(app: Mainstem, channel: Channel) -> str:
    """An address that has this channel stop with one click, for this message; empty without ``public_url``."""
    from mainstem.wiring import linking

    public = app.settings.public_url.rstrip("/")
    if not public or channel.type != "email":
        return ""
    return f"{public}/out/{linking.add(app, channel.name, 'stop')[1]}/stop"


# --- settings.toml ------------------------------------------------------------------------------------


def add(app: Mainstem, name: str, kind: str, told: Mapping[str, str]) -> Channel:
    """Writes a channel into settings.toml; raises UsageError or SettingsError, and then nothing was written."""
    if not _NAME.fullmatch(name):
        raise UsageError(repr(name), "is no name", "Small letters, digits, _ and -, up to 40")
    if any(one.name == name for one in app.settings.channels):
        raise UsageError(name, "is a channel already", f"`mainstem channels remove {name}` comes first")
    made = Channel(name, kind, app.settings.person, {key: value for key, value in told.items() if value})
    filled(made)
    lines = [f"[channels.{name}]", f"type = {_quoted(kind)}"]
    lines += [f"{key} = {_quoted(value)}" for key, value in made.told.items()]
    before = _read(app).rstrip("\n")
    _write(app, (f"{before}\n\n" if before else "") + "\n".join(lines) + "\n")
    return made


def remove(app: Mainstem, name: str) -> None:
    """Takes a channel out of settings.toml; what was sent over it stays known. Raises UsageError."""
    named(app, name)
    table = re.compile(rf"^\[channels\.{re.escape(name)}\]\s*\n.*?(?=^\s*\[|\Z)", re.MULTILINE | re.DOTALL)
    rest, n = table.subn("", _read(app))
    if n == 0:
        what = "is not written there as a table of its own"
        raise SettingsError(f"{app.settings.home / FILE}: channels.{name}", what, "Remove it by hand")
    _write(app, rest)


def _quoted(value: str) -> str:
    """A TOML string."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    if any(ord(c) < 32 or ord(c) == 127 for c in escaped):
        raise UsageError("the value", "holds control characters", "Give one line of text")
    return f'"{escaped}"'


def _read(app: Mainstem) -> str:
    file = app.settings.home / FILE
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _write(app: Mainstem, text: str) -> None:
    """The whole file at once, for its owner's eyes alone."""
    make(app.settings.home)
    file = app.settings.home / FILE
    part = file.with_name(f".{FILE}.part")
    try:
        part.touch(mode=0o600)
        part.chmod(0o600)
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise HomeNotWritable(str(file), f"cannot be written ({error.strerror})") from error
