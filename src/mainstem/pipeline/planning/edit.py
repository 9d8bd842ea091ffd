"""A person's own cadence: the pack's with single values in their place, by name (``slot.check.max_min``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import time
from typing import Any, TypeVar

from mainstem.errors import UsageError
from mainstem.model import STREAMS, Cadence, SessionRule, SlotRule

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Rule = TypeVar("Rule", Cadence, SlotRule, SessionRule)
_EVERY = ("day", "week", "month", "quarter", "return")
_NEW_SESSION_MIN = 60  # minutes that a sitting of one's own holds until it says otherwise
_NEW_START = time(18)


def edited(cadence: Cadence, values: Mapping[str, str]) -> Cadence:
    """The cadence with ``values`` (texts by name) in place; raises UsageError for a name or value that cannot be.

    Names are ``budget_min``, ``max_per_source``, ``words_per_min``, ``minutes.KIND``, ``slot.KIND.FIELD`` and
    ``session.NAME.FIELD``. A session that the pack does not have is added; one without weekdays goes.
    """
    for name, told in values.items():
        try:
            cadence = _with(cadence, name, told.strip())
        except (KeyError, ValueError) as error:
            raise UsageError(
                f"{name} {told}", _why(error), "`mainstem cadence` shows all names and values"
            ) from error
    cadence = replace(cadence, sessions=tuple(rule for rule in cadence.sessions if rule.weekdays))
    _check(cadence)
    return cadence


def _why(error: KeyError | ValueError) -> str:
    return str(error.args[0]) if isinstance(error, ValueError) else "is no value of the cadence"


def _with(cadence: Cadence, name: str, told: str) -> Cadence:
    first, _, rest = name.partition(".")
    if first == "slot" and rest:
        kind, _, field = rest.rpartition(".")
        if kind not in {rule.kind for rule in cadence.slots}:
            raise KeyError(name)
        slots = (_set(rule, field, told, _SLOT) if rule.kind == kind else rule for rule in cadence.slots)
        return replace(cadence, slots=tuple(slots))
    if first == "session" and rest:
        return _with_session(cadence, *rest.rpartition(".")[::2], told)
    if first == "minutes" and rest in cadence.minutes:
        return replace(cadence, minutes={**cadence.minutes, rest: float(_positive(told))})
    return _set(cadence, name, told, _TOP)


def _with_session(cadence: Cadence, name: str, field: str, told: str) -> Cadence:
    known = {rule.name: rule for rule in cadence.sessions}
    longest = max((rule.holds for rule in cadence.sessions), key=len, default=())
    rule = known.get(name, SessionRule(name, (), _NEW_START, _NEW_SESSION_MIN, longest))
    if not name:
        raise KeyError(field)
    return replace(cadence, sessions=tuple({**known, name: _set(rule, field, told, _SESSION)}.values()))


def _set(rule: Rule, field: str, told: str, readers: Mapping[str, Callable[[str], Any]]) -> Rule:
    value = readers[field](told)
    return replace(rule, **{field: value})


def _positive(told: str) -> int:
    if not told.isdecimal() or int(told) == 0:
        raise ValueError("must be a whole number above 0")
    return int(told)


def _count(told: str) -> int:
    if not told.isdecimal():
        raise ValueError("must be a whole number")
    return int(told)


def _words(told: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in told.split(",") if word.strip())


def _weekdays(told: str) -> tuple[int, ...]:
    days = _words(told.casefold())
    if not set(days) <= set(WEEKDAYS):
        raise ValueError(f"must be days such as monday,thursday, or nothing; not {told!r}")
    return tuple(sorted({WEEKDAYS.index(day) for day in days}))


def _start(told: str) -> time:
    try:
        return time.fromisoformat(told.zfill(5))
    except ValueError as error:
        raise ValueError("must be an hour such as 18:30") from error


def _every(told: str) -> str:
    if told not in _EVERY:
        raise ValueError(f"must be one of {', '.join(_EVERY)}")
    return told


def _streams(told: str) -> tuple[str, ...]:
    if not set(_words(told)) <= set(STREAMS):
        raise ValueError(f"must be some of {', '.join(STREAMS)}")
    return _words(told)


_TOP: Mapping[str, Callable[[str], Any]] = {
    "budget_min": _positive,
    "max_per_source": _positive,
    "words_per_min": lambda told: float(_positive(told)),
}
_SLOT: Mapping[str, Callable[[str], Any]] = {
    "count": _count,
    "every": _every,
    "due_week": _positive,
    "min_min": _positive,
    "max_min": _positive,
    "bundle": _count,
    "streams": _streams,
    "shelves": _words,
    "item_kinds": _words,
}
_SESSION: Mapping[str, Callable[[str], Any]] = {
    "weekdays": _weekdays,
    "start": _start,
    "max_min": _positive,
    "holds": _words,
}


def _check(cadence: Cadence) -> None:
    """What holds between the values."""
    least, most = cadence.budget_range_min
    if not least <= cadence.budget_min <= most:
        raise UsageError(
            f"budget_min {cadence.budget_min}", "is out of range", f"Give minutes from {least} to {most}"
        )
    kinds = {rule.kind for rule in cadence.slots}
    for rule in cadence.slots:
        if rule.min_min > rule.max_min:
            what = f"min_min, {rule.min_min}, is above max_min, {rule.max_min}"
            raise UsageError(f"slot {rule.kind}", what, "Set the other one first")
    for session in cadence.sessions:
        if unknown := [kind for kind in session.holds if kind not in kinds]:
            raise UsageError(
                f"session {session.name}", f"holds {unknown[0]}, which is no slot", _kinds_hint(kinds)
            )


def _kinds_hint(kinds: set[str]) -> str:
    return f"Slots are: {', '.join(sorted(kinds))}"


def names_of(cadence: Cadence) -> dict[str, str]:
    """Every value that can be edited, as text, by name."""
    told = {name: _text(getattr(cadence, name)) for name in _TOP}
    told |= {f"minutes.{kind}": _text(minutes) for kind, minutes in cadence.minutes.items()}
    for slot in cadence.slots:
        told |= {
            f"slot.{slot.kind}.{f.name}": _text(getattr(slot, f.name))
            for f in fields(slot)
            if f.name in _SLOT
        }
    for rule in cadence.sessions:
        told |= {
            f"session.{rule.name}.{name}": _text(getattr(rule, name))
            for name in _SESSION
            if name != "weekdays"
        }
        told[f"session.{rule.name}.weekdays"] = ",".join(WEEKDAYS[day] for day in rule.weekdays)
    return told


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:g}" if isinstance(value, float) else str(value)
