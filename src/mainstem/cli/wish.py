"""``mainstem follow|unfollow|mute|unmute``: what a person asks for in so many words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from mainstem.cli.context import mainstem, out, write

if TYPE_CHECKING:
    from mainstem.model import Wish, WishSense

Followed = Literal["author", "lab", "topic", "source", "folder"]
Muted = Literal["author", "lab", "topic", "source", "word"]
_MUTED = ("author", "lab", "topic", "source", "word")
_Format = Annotated[Literal["text", "json"], Parameter(name="--format", help="text or json.")]


def follow(kind: Followed | None = None, /, *name: str, format: _Format = "text") -> None:  # noqa: A002 - the flag's name
    """More from an author, a lab or a source, on a topic, or like the works in a folder. Without a name: the list.

    For example:

    - `mainstem follow author Tri Dao`
    - `mainstem follow lab deepseek`
    - `mainstem follow topic kv-cache`
    - `mainstem follow folder kernels` (after `mainstem file 2205.14135 kernels`)
    - `mainstem follow`

    Parameters
    ----------
    kind
        author, lab, topic, source or folder.
    name
        An author's name, an id of the pack, or a folder of yours.
    """
    from mainstem.wiring import wishing

    if kind is None:
        _list("follow", "You follow nothing yet. Try `mainstem follow author NAME`.", format)
        return
    made, named = wishing.wish(mainstem(), "follow", kind, " ".join(name))
    out().print(f"Following {kind} {made.name} ({named.told}). The next plan knows.", markup=False)


def unfollow(kind: Followed, /, *name: str) -> None:
    """End a follow.

    For example:

    - `mainstem unfollow author Tri Dao`

    Parameters
    ----------
    kind
        author, lab, topic, source or folder.
    name
        As `mainstem follow` lists it.
    """
    from mainstem.wiring import wishing

    ended = wishing.end(mainstem(), "follow", kind, " ".join(name))
    out().print(f"No longer following {ended.kind} {ended.name}", markup=False)


def mute(
    *name: str,
    except_: Annotated[
        tuple[str, ...],
        Parameter(
            name="--except", help="A word, or author:, lab:, topic: or source: and a name; may be repeated."
        ),
    ] = (),
    format: _Format = "text",  # noqa: A002 - the flag's name
) -> None:
    """Leave out of the plan what holds a word, or comes from an author, lab or source, or is on a topic.

    The plan says how many works it left out so. Without a name: the list.

    For example:

    - `mainstem mute quantum`
    - `mainstem mute "vision transformer" --except distillation --except author:"Tri Dao"`
    - `mainstem mute source community-localllama`
    - `mainstem mute`

    Parameters
    ----------
    name
        One or more words; or author, lab, topic or source, and a name.
    """
    from mainstem.wiring import wishing

    if not name:
        _list("mute", "Nothing is muted.", format)
        return
    kind, told = _kind_and_name(name)
    made, named = wishing.wish(mainstem(), "mute", kind, told, except_)
    told = f" except {', '.join(made.exceptions)}" if made.exceptions else ""
    out().print(f"Muted: {kind} {made.name} ({named.told}){told}. The next plan leaves it out.", markup=False)


def unmute(*name: str) -> None:
    """End a mute.

    For example:

    - `mainstem unmute quantum`
    - `mainstem unmute source community-localllama`

    Parameters
    ----------
    name
        As `mainstem mute` lists it.
    """
    from mainstem.wiring import wishing

    ended = wishing.end(mainstem(), "mute", *_kind_and_name(name))
    out().print(f"No longer muted: {ended.kind} {ended.name}", markup=False)


def _kind_and_name(told: tuple[str, ...]) -> tuple[Muted, str]:
    if len(told) > 1 and told[0] in _MUTED:
        return told[0], " ".join(told[1:])  # type: ignore[return-value]
    return "word", " ".join(told)


def _list(sense: WishSense, nothing: str, form: str) -> None:
    from mainstem.wiring import wishing

    wishes = wishing.standing(mainstem(), sense)
    if form == "json":
        write(json.dumps([as_json(one) for one in wishes], ensure_ascii=False, indent=1))
        return
    if not wishes:
        out().print(nothing)
    for one in wishes:
        told = f"  except {', '.join(one.exceptions)}" if one.exceptions else ""
        out().print(f"{one.kind:<7} {one.name}{told}  (since {one.at:%Y-%m-%d})", markup=False)


def as_json(wish: Wish) -> dict[str, object]:
    """A wish as a document."""
    told = {"sense": wish.sense, "kind": wish.kind, "name": wish.name, "at": wish.at.isoformat()}
    return told | ({"except": list(wish.exceptions)} if wish.exceptions else {})
