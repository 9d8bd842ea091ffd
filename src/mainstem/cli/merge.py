"""``mainstem merge|split|join``: what is one work."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from mainstem.cli.context import mainstem, out

N_SHOWN = 40


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
        for change in joining.history(app, None):
            told = f"{change.at:%Y-%m-%d} {change.what} {change.work} and {change.other}: {change.why} ({change.by})"
            out().print(told, markup=False, soft_wrap=True)
        return
    app.load_shipped()
    done = joining.join_new(app.store, app.pack, dry=dry_run, again=again)
    shown = (
        ("joins" if dry_run else "joined", done.found.joins),
        ("perhaps one, for you to merge", done.found.doubtful),
    )
    for told, proposals in shown:
        out().print(f"{len(proposals)} {told}", markup=False)
        for one in proposals[:N_SHOWN]:
            verdict = one.verdict
            line = f"  {verdict.probability:.2f}  {one.a}  {one.b}  {verdict.why}"
            out().print(line, markup=False, soft_wrap=True)
    out().print(f"{len(done.found.followings)} successors", markup=False)
    for following in done.found.followings[:N_SHOWN]:
        line = f"  {following.later} after {following.earlier}: {following.why}"
        out().print(line, markup=False, soft_wrap=True)
