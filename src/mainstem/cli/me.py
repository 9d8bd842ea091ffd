"""``mainstem me``: what was learned about you, listed, corrected and erased."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from mainstem.cli.context import mainstem, out, write
from mainstem.cli.wish import as_json as wish_json
from mainstem.errors import UsageError

if TYPE_CHECKING:
    from mainstem.signals.taste import Example
    from mainstem.wiring.learned import Learned, Portrait

_N_BEHIND = 2  # marks shown behind a word; all of them as JSON


def me(
    *,
    limit: Annotated[int, Parameter(help="The most words, authors, labs and sources shown, of each.")] = 12,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> None:
    """What was learned about you from what you read, skipped and asked for, and the marks behind each.

    Numbers are log-odds for a work made of that alone: +0.7 doubles its odds, -0.7 halves them.

    For example:

    - `mainstem me`
    - `mainstem me --format json`
    - `mainstem me forget quantization`
    - `mainstem me erase`
    """
    from mainstem.wiring.learned import portrait

    app = mainstem()
    app.load_shipped()
    told = portrait(app, app.view(), limit)
    if format == "json":
        write(json.dumps(as_json(told), ensure_ascii=False, indent=1))
    else:
        _show(told)


def forget(name: str, /) -> None:
    """Learn nothing from a word, an author, a lab or a source any more; it takes effect at once.

    For example:

    - `mainstem me forget "kv cache"`
    - `mainstem me forget author:"Tri Dao"`

    Parameters
    ----------
    name
        A word as `mainstem me` lists it; or author:, lab: or source: and a name.
    """
    from mainstem.wiring import learned

    made = learned.forget(mainstem(), name)
    out().print(f"Forgotten: {made.kind} {made.name}. `mainstem me remember` takes it back.", markup=False)


def remember(name: str, /) -> None:
    """Take a forgetting back.

    For example:

    - `mainstem me remember "kv cache"`

    Parameters
    ----------
    name
        As it was forgotten.
    """
    from mainstem.wiring import learned

    ended = learned.remember(mainstem(), name)
    out().print(f"Counts again: {ended.kind} {ended.name}", markup=False)


def erase(*, yes: Annotated[bool, Parameter(help="Do not ask.")] = False) -> None:
    """Remove all your marks, ratings, notes, folders, follows and mutes, and your ranking. It cannot be undone.

    Plans stay, and so does everything that was fetched. `mainstem backup` first keeps a copy.

    For example:

    - `mainstem me erase`
    """
    from mainstem.wiring import learned

    app = mainstem()
    if not yes and not _agreed(app.settings.person):
        raise UsageError("erase", "nothing was erased", "Say `yes` when asked, or give --yes")
    out().print(f"Erased {learned.erase(app):,} rows of what {app.settings.person} did and asked for.")


app = App(name="me")
app.default(me)
for _command in (forget, remember, erase):
    app.command(_command)


def _agreed(person: str) -> bool:
    if not sys.stdin.isatty():
        return False
    return out().input(f"Erase all that {person} ever marked and asked for? Type yes: ").strip() == "yes"


def _show(told: Portrait) -> None:
    from rich.text import Text

    console = out()
    if not told.marks and not told.wishes:
        console.print(
            "Nothing was learned about you yet. `mainstem read`, `rate`, `skip` and `follow` teach."
        )
        return
    actions = [mark.action for mark in told.marks]
    counted = ", ".join(f"{actions.count(action)} {action}" for action in dict.fromkeys(sorted(actions)))
    console.print(Text(f"From your marks ({counted or 'none'}) and {len(told.wishes)} wishes", style="bold"))
    for wish in told.wishes:
        console.print(f"  {wish.sense} {wish.kind} {wish.name}", markup=False)
    kind = ""
    for one in told.learned:
        if one.kind != kind:
            kind = one.kind
            console.print(Text(f"\n{kind.capitalize()}s", style="bold"))
        line = Text.assemble(f"  {one.odds:+.2f}  ", (one.name, "bold"), ("  " + _behind(one), "dim"))
        console.print(line, no_wrap=True, overflow="ellipsis")


def _behind(one: Learned) -> str:
    if not one.behind:
        return "first for everybody, and you did not read it"
    told = [_told(example) for example, _ in one.behind[:_N_BEHIND]]
    more = len(one.behind) - _N_BEHIND
    return "; ".join(told) + (f" and {more} more" if more > 0 else "")


def _told(example: Example) -> str:
    if example.mark is not None:
        return f"{example.mark.action} {mainstem().title_of(example.mark.work_id)}"
    return f"{example.wish.sense} {example.wish.kind} {example.wish.name}" if example.wish else ""


def as_json(told: Portrait) -> dict[str, object]:
    """All of it as a document."""
    return {
        "marks": [
            {
                "work": m.work_id,
                "action": m.action,
                "at": m.at.isoformat(),
                "note": m.note,
                "rating": m.rating,
            }
            for m in told.marks
        ],
        "wishes": [wish_json(wish) for wish in told.wishes],
        "learned": [
            {
                "kind": one.kind,
                "name": one.name,
                "log_odds": one.odds,
                "behind": [
                    {
                        "work": example.mark.work_id if example.mark else None,
                        "wish": f"{example.wish.kind} {example.wish.name}" if example.wish else None,
                        "log_odds": given,
                    }
                    for example, given in one.behind
                ],
            }
            for one in told.learned
        ],
    }
