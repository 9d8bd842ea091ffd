"""``mainstem report``: what technical reports disclose, and what they only claim."""

from __future__ import annotations

import json as json_
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from mainstem.cli.context import mainstem, out, say, write
from mainstem.errors import UsageError

if TYPE_CHECKING:
    from mainstem.model import Disclosure, ReportRead

app = App(name="report", help_format="markdown")


@app.command
def add(
    report: str,
    /,
    *,
    name: Annotated[str | None, Parameter(help="What to call it; by default after its file.")] = None,
    propose: Annotated[
        bool, Parameter(help="Let the language model of [summaries] propose facts too; each is checked.")
    ] = False,
) -> None:
    """Read a report: every fact with its quote and page.

    For example:

    - `mainstem report add deepseek-v3.pdf`
    - `mainstem report add https://arxiv.org/pdf/2412.19437`
    - `mainstem report add 2412.19437 --name deepseek-v3`

    Parameters
    ----------
    report
        A file (PDF, Markdown, HTML), a folder of Markdown, an address, or a work on arXiv.
    """
    from mainstem.wiring import reporting

    read = reporting.add(mainstem(), report, name, propose=propose).read
    _tell(read)
    say(f"What it claims: `mainstem report show {read.name} --claims`; beside the others: `mainstem models`.")


@app.command
def new() -> None:
    """Read the new reports of the labs you follow and of the models in use; also a job of `mainstem serve`.

    For example: `mainstem report new`
    """
    from mainstem.wiring import newreports

    looked = newreports.look(mainstem())
    for read in looked.read:
        say(f"Read {read.name}. {newreports.line(read)}")
    for error in looked.failed:
        say(f"Not read: {error}")
    if not looked.read and not looked.failed:
        say("No new report of a followed lab is known; `mainstem sync` asks for what is new.")


@app.command
def show(
    name: str,
    /,
    *,
    field: Annotated[str | None, Parameter(help="Only this field, with its quotes.")] = None,
    quotes: Annotated[bool, Parameter(help="With every quote.")] = False,
    claims: Annotated[bool, Parameter(help="The sentences that claim, instead of the facts.")] = False,
    others: Annotated[bool, Parameter(help="Facts about other models too.")] = False,
    json: Annotated[bool, Parameter(help="Everything as JSON.")] = False,
) -> None:
    """What a report discloses, what it does not, and whether its numbers agree.

    For example:

    - `mainstem report show deepseek-v3`
    - `mainstem report show deepseek-v3 --field training_tokens`
    - `mainstem report show deepseek-v3 --claims`

    Parameters
    ----------
    name
        As `mainstem report` lists it.
    """
    from mainstem.wiring import reporting

    read = reporting.get(mainstem(), name).read
    if json:
        write(json_.dumps(asdict(read), ensure_ascii=False, indent=1))
    elif claims:
        _tell_claims(read)
    else:
        _tell(read, field=field, quotes=quotes or field is not None, others=others)


@app.default
def listed() -> None:
    """Technical reports, model cards and logbooks: the ones that were read.

    For example: `mainstem report add FILE`, then `mainstem report`
    """
    from rich.table import Table

    kept = mainstem().store.reports.all()
    if not kept:
        say("No report was read yet: `mainstem report add FILE|URL|WORK`.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Report", "Models", "Facts", "Claims", "Read"):
        table.add_column(column, justify="right" if column in ("Facts", "Claims") else "left")
    for one in kept:
        ours = sum(not told.is_other for told in one.read.disclosures)
        hype = sum(claim.is_marketing for claim in one.read.claims)
        table.add_row(one.read.name, one.read.family, str(ours), str(hype), f"{one.at:%Y-%m-%d}")
    out().print(table)


@app.command
def diff(before: str, after: str, /) -> None:
    """What two versions of a report, or two reports, tell differently of the same model.

    For example: `mainstem report diff deepseek-v3-v1 deepseek-v3-v2`

    Parameters
    ----------
    before
        The earlier one, as `mainstem report` lists it.
    after
        The later one.
    """
    from rich.table import Table

    from mainstem.reports.fields import as_told, label
    from mainstem.wiring import modelling

    made = modelling.changes(mainstem(), before, after)
    if not made:
        say(f"{before} and {after} tell the same.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Model", "Field", before, after):
        table.add_column(column, overflow="fold")
    for one in made:
        stage = f" ({one.stage})" if one.stage else ""
        sides = [", ".join(map(as_told, side)) or "-" for side in (one.before, one.after)]
        table.add_row(one.model, label(one.field) + stage, *sides)
    out().print(table)


@app.command
def remove(name: str, /) -> None:
    """Forget a report.

    For example: `mainstem report remove deepseek-v3`

    Parameters
    ----------
    name
        As `mainstem report` lists it.
    """
    from mainstem.wiring import reporting

    reporting.remove(mainstem(), name)
    say(f"Forgot {name}.")


@app.command
def picture(
    name: str,
    fact: int,
    /,
    *,
    to: Annotated[Path, Parameter(name="--out", help="The PNG file to write.")],
) -> None:
    """The page on which a fact stands, as a picture with the words marked.

    For example: `mainstem report picture deepseek-v3 12 --out page.png`

    Parameters
    ----------
    name
        As `mainstem report` lists it.
    fact
        The fact's number in `mainstem report show`.
    """
    from mainstem.wiring import reporting

    drawn = reporting.drawn(mainstem(), name, fact)
    try:
        to.write_bytes(drawn)
    except OSError as error:
        raise UsageError(str(to), f"cannot be written ({error.strerror})", "Name another file") from error


def _tell(read: ReportRead, *, field: str | None = None, quotes: bool = False, others: bool = False) -> None:
    from rich.table import Table

    from mainstem.reports.document import mended

    console = out()
    console.print(f"{read.family} ({read.name}), {read.n_pages} pages", style="bold", markup=False)
    for lack in read.missing:
        say(f"Not read: {lack}.")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("#", "Field", "Value", "Model", "Page"):
        table.add_column(column, justify="right" if column in ("#", "Page") else "left", overflow="fold")
    for (told, value), held in _by_value(read, field, others).items():
        n, one = held[0]
        models = ", ".join(dict.fromkeys(same.model for _, same in held))
        table.add_row(str(n), told, value, models, str(one.page))
        if quotes:
            table.add_row("", "", f"“{mended(one.quote)}”", "", "", style="dim")
    console.print(table)
    if field is None:
        _tell_checks(read, quotes=quotes)
        _tell_rest(read)


def _by_value(
    read: ReportRead, field: str | None, others: bool
) -> dict[tuple[str, str], list[tuple[int, Disclosure]]]:
    """Facts with their numbers, by what they tell: the models of one value stand together."""
    from mainstem.reports.fields import FIELDS, as_told, label

    order = {name: n for n, name in enumerate(FIELDS)}
    made: dict[tuple[str, str], list[tuple[int, Disclosure]]] = {}
    for n, one in sorted(
        enumerate(read.disclosures, 1), key=lambda pair: order.get(pair[1].field, len(order))
    ):
        is_asked = one.field == field if field else one.field in FIELDS
        if is_asked and (others or not one.is_other):
            stage = f" ({one.stage})" if one.stage else ""
            by = f", proposed by {one.by}" if one.by else ""
            made.setdefault((label(one.field) + stage + by, as_told(one)), []).append((n, one))
    return made


_STATUS = {"silent": "never said", "unread": "perhaps on what was not read"}
_VERDICT = {"consistent": "green", "inconsistent": "bold red", "estimate": "cyan"}


def _tell_checks(read: ReportRead, *, quotes: bool) -> None:
    """What does not agree first; under each check its arithmetic, how far apart, and with ``quotes`` the words."""
    from rich.padding import Padding
    from rich.text import Text

    from mainstem.reports.arithmetic import spoken
    from mainstem.reports.document import mended

    console = out()
    if read.checks:
        console.print("\nThe numbers held against each other", style="bold")
    for check in spoken.in_order(read.checks):
        whose = f"{check.model}: " if check.model else ""
        console.print(Text.assemble("  ", (check.verdict, _VERDICT[check.verdict]), f"  {whose}{check.name}"))
        note = f" ({check.note})" if check.note else ""
        console.print(Padding(Text(spoken.arithmetic(check) + note), (0, 0, 0, 4), expand=False))
        for quote in check.quotes if quotes else ():
            console.print(Padding(Text(f"“{mended(quote)}”", style="dim"), (0, 0, 0, 4), expand=False))


def _tell_rest(read: ReportRead) -> None:
    from mainstem.reports.fields import label

    console = out()
    by_status: dict[str, list[str]] = {}
    for one in read.reticences:
        by_status.setdefault(one.status, []).append(label(one.field).lower())
    if by_status:
        console.print("\nNot disclosed", style="bold")
    for status, fields in by_status.items():
        console.print(
            f"  {_STATUS.get(status, status.replace('by_reference(', 'as in ').rstrip(')'))}: {'; '.join(fields)}",
            markup=False,
        )


def _tell_claims(read: ReportRead) -> None:
    from mainstem.reports.document import mended

    console = out()
    hype = [claim for claim in read.claims if claim.is_marketing]
    told = f"{len(hype)} of {len(read.claims)} sentences claim without baseline, setting or number"
    console.print(told, style="bold")
    for claim in hype:
        console.print(
            f"\np. {claim.page}  {claim.kind.replace('_', ' ')}: {claim.why}", style="yellow", markup=False
        )
        console.print(f"  {mended(claim.quote)}", markup=False)
