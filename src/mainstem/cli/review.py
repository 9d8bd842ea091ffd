"""``mainstem review``: what became canonical in a quarter, what is superseded, and what you decide on it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from mainstem.cli.context import mainstem, out, say, write
from mainstem.errors import UsageError
from mainstem.text import review_md

if TYPE_CHECKING:
    from mainstem.model import Decision, Proposal, Review, Verdict

_At = Annotated[date | None, Parameter(help="A day: with what was known at its end, and nothing later.")]
_Quarter = Annotated[str | None, Parameter(help="A quarter, such as 2026Q2.")]
_Because = Annotated[str, Parameter(help="Why; it is kept with the decision.")]
_COLOURS = {"flag": "red", "supersede": "yellow", "add": "green", "retire": "magenta"}
_N_GROUNDS = 3  # shown on the screen of each proposal; --write tells more, --format json all


def review(
    *,
    at: _At = None,
    quarter: _Quarter = None,
    write: Annotated[Path | None, Parameter(help="Write the review as Markdown to this file.")] = None,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> None:
    """What entered the canon this quarter, what left it, and what took whose place: each with dated evidence.

    Decide with `accept`, `decline` or `defer` and the number; `undo` takes back the last decision. What you accept
    changes the canon, and old lists stay readable (`mainstem canon --at DATE`).

    For example:

    - `mainstem review`
    - `mainstem review --quarter 2025Q1` (replays a past quarter with what was known then)
    - `mainstem review accept 2 --quarter 2026Q2 --because "runs in our stack"`
    - `mainstem review decline 3`
    - `mainstem review --write review.md`
    """
    from mainstem.wiring import reviewing

    app = mainstem()
    made = reviewing.review(app, reviewing.moment(app, at, quarter))
    decided = reviewing.verdicts(app, made)
    if write is not None:
        change = reviewing.changes(made, decided, app.pack.candidates)
        _save(write, review_md.review_md(made, decided, change.came, change.left))
        say(f"Wrote {write}")
    elif format == "json":
        _json(made, decided)
    else:
        _show(made, decided, "" if at is None and quarter is None else f" --at {made.at:%Y-%m-%d}")


def accept(n: int, /, *, because: _Because = "", at: _At = None, quarter: _Quarter = None) -> None:
    """Accept a proposal: the canon changes.

    For example:

    - `mainstem review accept 2 --because "runs in our stack"`

    Parameters
    ----------
    n
        The proposal's number.
    """
    _decide(n, "accept", because, at, quarter)


def decline(n: int, /, *, because: _Because = "", at: _At = None, quarter: _Quarter = None) -> None:
    """Decline a proposal: it does not come back.

    For example:

    - `mainstem review decline 3 --because "one lab only"`

    Parameters
    ----------
    n
        The proposal's number.
    """
    _decide(n, "decline", because, at, quarter)


def defer(n: int, /, *, because: _Because = "", at: _At = None, quarter: _Quarter = None) -> None:
    """Put a proposal off: it comes back in the next quarter's review while its evidence stands.

    For example:

    - `mainstem review defer 1`

    Parameters
    ----------
    n
        The proposal's number.
    """
    _decide(n, "defer", because, at, quarter)


def undo() -> None:
    """Take back the decision that was made last.

    For example:

    - `mainstem review undo`
    """
    from mainstem.wiring import reviewing

    undone = reviewing.undo(mainstem())
    if undone is None:
        out().print("No decision stands.")
        return
    told = reviewing.told_short(undone.proposal)
    out().print(f"Taken back: {undone.verdict} {told} ({undone.quarter})", markup=False)


app = App(name="review")
app.default(review)
for _command in (accept, decline, defer, undo):
    app.command(_command)


def _decide(n: int, verdict: Verdict, because: str, at: date | None, quarter: str | None) -> None:
    from mainstem.wiring import reviewing

    program = mainstem()
    made = reviewing.review(program, reviewing.moment(program, at, quarter))
    before = reviewing.in_force(program)
    decision = reviewing.decide(program, made, n, verdict, because)
    after = reviewing.in_force(program)
    size = f"The canon has {len(after)} works"
    if verdict == "accept":
        size += f" (it had {len(before)})" if after != before else ", and was so already"
    told = reviewing.told_short(decision.proposal)
    out().print(f"{_PAST[verdict]}: {told} ({made.quarter}). {size}.", markup=False)


_PAST: dict[Verdict, str] = {"accept": "Accepted", "decline": "Declined", "defer": "Put off"}


def _save(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            str(file), f"cannot be written ({error.strerror})", "Name a file that you may write"
        ) from error


def _show(made: Review, decided: list[Decision | None], flag: str) -> None:
    from rich.text import Text

    head = f"Review of {made.quarter}, with what was known on {made.at:%Y-%m-%d}"
    out().print(Text(head, style="bold"))
    out().print(Text(review_md.stale_words(made.staleness)))
    out().print(Text(f"({review_md.basis(made.staleness)})", style="dim"))
    for n, (one, decision) in enumerate(zip(made.proposals, decided, strict=True), 1):
        _show_one(n, one, decision)
    if not made.proposals:
        out().print("\nNothing to decide. A past quarter: `mainstem review --quarter 2026Q2`", markup=False)
    if made.n_more:
        out().print(Text(f"\nand {made.n_more} weaker ones", style="dim"))
    for note in made.notes:
        out().print(Text(f"\n{note}.", style="dim"))
    if made.proposals:
        out().print(
            Text(f"\nDecide: mainstem review accept|decline|defer N{flag} [--because TEXT]", style="dim")
        )


def _show_one(n: int, one: Proposal, decision: Decision | None) -> None:
    from rich.padding import Padding
    from rich.text import Text

    verdict = (
        f" [{decision.verdict}{': ' + decision.because if decision.because else ''}]" if decision else ""
    )
    kind = Text(one.kind, style=_COLOURS[one.kind])
    out().print(
        Text.assemble(
            f"\n{n:>2}  ", kind, "  ", (review_md.title_of(one), f"bold link {one.url}"), (verdict, "cyan")
        )
    )
    lines = [Text(one.why), Text(review_md.facts(one), style="dim")]
    found, n_more = review_md.shown(one.grounds, _N_GROUNDS)
    lines += [Text(f"{ground.on}  {ground.told}") for ground in found]
    lines += [Text(f"and {n_more} more", style="dim")] if n_more else []
    for line in lines:
        out().print(Padding(line, (0, 0, 0, 4), expand=False))


def _json(made: Review, decided: list[Decision | None]) -> None:
    from dataclasses import asdict

    told = asdict(made)
    told["staleness"]["value"] = made.staleness.value
    told["staleness"]["basis"] = review_md.basis(made.staleness)
    for n, (row, decision) in enumerate(zip(told["proposals"], decided, strict=True), 1):
        row["n"] = n
        row["decision"] = decision and {
            name: getattr(decision, name) for name in ("verdict", "person", "at", "because")
        }
    write(json.dumps(told, ensure_ascii=False, indent=1, default=lambda value: value.isoformat()))
