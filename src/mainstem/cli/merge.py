"""``mainstem merge|split|join``: what is one work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from mainstem.cli.context import mainstem, out
from mainstem.text import titles

if TYPE_CHECKING:
    from mainstem.pipeline.join import Following, Proposal
    from mainstem.store.merges import Change

N_SHOWN = 40
WIDTH = 80
Row = tuple[str, str, str]  # the names of two works, and why they are told together


def merge(a: str, b: str, /, *, why: Annotated[str, Parameter(help="What tells you.")] = "") -> None:
    """Make two works one, on your word.

    For example:

    - `mainstem merge 2402.18789 usenix:nsdi26/oliaro --why "the title changed"`

    Parameters
    ----------
    a
        A number of this week's plan, an arXiv id, a link, or a work's id.
    b
        The other one.
    """
    from mainstem.wiring import joining

    app = mainstem()
    name = joining.merge(app, a, b, why or "said so")
    out().print(f"One work: {app.title_of(name)} ({name})", markup=False)


def split(work: str, key: str, /, *, why: Annotated[str, Parameter(help="What tells you.")] = "") -> None:
    """Take something out of a work that it does not belong to. No machine joins the two again.

    For example:

    - `mainstem split 2402.18789 usenix:nsdi26/oliaro --why "another system of that name"`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    key
        The key that leaves; `mainstem show WORK --format json` lists them.
    """
    from mainstem.wiring import joining

    app = mainstem()
    name = joining.split(app, work, key, why or "said so")
    out().print(f"A work of its own: {app.title_of(name)} ({name})", markup=False)


def join(
    *,
    dry_run: Annotated[bool, Parameter(help="Show what would be joined, and change nothing.")] = False,
    again: Annotated[bool, Parameter(help="Compare everything with everything.")] = False,
    history: Annotated[bool, Parameter(help="Show what was joined and split so far.")] = False,
) -> None:
    """Find works that are one, and what follows what: as every sync does, with what it came to.

    For example:

    - `mainstem join --dry-run --again`
    - `mainstem join --history`
    """
    from mainstem.wiring import joining

    app = mainstem()
    if history:
        _tell_history(joining.history(app, None))
        return
    app.load_shipped()
    done = joining.join_new(app.store, app.pack, dry=dry_run, again=again)
    found = done.found
    _tell(f"{len(found.joins)} {'would be joined' if dry_run else 'joined'}", map(_proposal, found.joins))
    _tell(
        f"{len(found.doubtful)} perhaps one",
        map(_proposal, found.doubtful),
        "`mainstem merge A B` makes them one",
    )
    _tell(f"{len(found.followings)} follow another", map(_following, found.followings))


def _tell_history(changes: Sequence[Change]) -> None:
    if len(changes) > N_SHOWN:
        out().print(
            f"{len(changes) - N_SHOWN:,} earlier; `mainstem show WORK` tells those of one work", style="dim"
        )
    for change in changes[-N_SHOWN:]:
        told = (
            f"{change.at:%Y-%m-%d} {change.what} {change.work} and {change.other}: {change.why} ({change.by})"
        )
        out().print(told, markup=False, soft_wrap=True)


def _tell(heading: str, rows: Iterable[Row], hint: str = "") -> None:
    """Pairs of works by title and name, and why; the first ``N_SHOWN`` of them."""
    from rich.text import Text

    shown = list(rows)
    out().print(Text(heading, style="bold"))
    works = mainstem().store.works.of(key for key_a, key_b, _ in shown[:N_SHOWN] for key in (key_a, key_b))
    for a, b, why in shown[:N_SHOWN]:
        for key in (a, b):
            title = works[key].title if key in works else key
            line = Text(f"  {titles.cut(title, WIDTH - 5 - len(key))} ").append(key, "dim")
            out().print(line, no_wrap=True, overflow="ellipsis")
        out().print(Text(f"    {why}", style="dim"))
    if len(shown) > N_SHOWN:
        out().print(f"  and {len(shown) - N_SHOWN:,} more", style="dim")
    if hint and shown:
        out().print(f"  {hint}", style="dim")


def _proposal(one: Proposal) -> Row:
    return one.a, one.b, f"{one.verdict.probability:.2f}: {one.verdict.why}"


def _following(one: Following) -> Row:
    return one.later, one.earlier, one.why
