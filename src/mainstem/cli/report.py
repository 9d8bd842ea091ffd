"""``mainstem report`` and ``mainstem models``: what technical reports disclose, and all of them side by side."""

from __future__ import annotations

import csv as csv_
import io
import json as json_
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from mainstem.cli.context import mainstem, out, say, write
from mainstem.errors import UsageError

if TYPE_CHECKING:
    from mainstem.model import ReportRead
    from mainstem.reports.compare import Row

app = App(name="report", help_format="markdown")


@app.command
def add(
    report: str,
    /,
    *,
    name: Annotated[str | None, Parameter(help="What to call it; by default after its file.")] = None,
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

    read = reporting.add(mainstem(), report, name).read
    _tell(read)
    say(f"What it claims: `mainstem report show {read.name} --claims`; beside the others: `mainstem models`.")


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
def remove(name: str, /) -> None:
    """Forget a report.

    For example: `mainstem report remove deepseek-v3`
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

    from mainstem.reports.fields import FIELDS, label, shown

    console = out()
    console.print(f"{read.family} ({read.name}), {read.n_pages} pages", style="bold", markup=False)
    for lack in read.missing:
        say(f"Not read: {lack}.")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("#", "Field", "Value", "Model", "Page"):
        table.add_column(column, justify="right" if column in ("#", "Page") else "left", overflow="fold")
    order = {name: n for n, name in enumerate(FIELDS)}
    told = [
        (n, one)
        for n, one in enumerate(read.disclosures, 1)
        if (field is None or one.field == field)
        and (others or not one.is_other)
        and (field or one.field in FIELDS)
    ]
    for n, one in sorted(told, key=lambda pair: order.get(pair[1].field, 99)):
        value = _MARK.get(one.qualifier, "") + shown(one.normalised)
        stage = f" ({one.stage})" if one.stage else ""
        table.add_row(str(n), label(one.field) + stage, value, one.model, str(one.page))
        if quotes:
            table.add_row("", "", f"“{one.quote}”", "", "", style="dim")
    console.print(table)
    if field is None:
        _tell_rest(read)


_MARK = {"approx": "~", "at_least": "≥ ", "up_to": "≤ ", "at_most": "≤ "}
_VERDICT = {"consistent": "green", "inconsistent": "red", "estimate": "dim"}


def _tell_rest(read: ReportRead) -> None:
    from rich.markup import escape

    from mainstem.reports.fields import label

    console = out()
    if read.checks:
        console.print("\nThe numbers held against each other", style="bold")
    for check in read.checks:
        stated = f", stated {check.stated:.4g}" if check.stated is not None else ""
        told = escape(f"{check.name}: {check.expression} = {check.computed:.4g}{stated} ({check.note})")
        console.print(f"  [{_VERDICT[check.verdict]}]{check.verdict}[/] {told}")
    by_status: dict[str, list[str]] = {}
    for one in read.reticences:
        by_status.setdefault(one.status, []).append(label(one.field).lower())
    if by_status:
        console.print("\nNot disclosed", style="bold")
    for status, fields in by_status.items():
        console.print(
            f"  {status.replace('by_reference(', 'as in ').rstrip(')')}: {'; '.join(fields)}", markup=False
        )


def _tell_claims(read: ReportRead) -> None:
    console = out()
    hype = [claim for claim in read.claims if claim.is_marketing]
    told = f"{len(hype)} of {len(read.claims)} sentences claim without baseline, setting or number"
    console.print(told, style="bold")
    for claim in hype:
        console.print(
            f"\np. {claim.page}  {claim.kind.replace('_', ' ')}: {claim.why}", style="yellow", markup=False
        )
        console.print(f"  {claim.quote}", markup=False)


# --- models -----------------------------------------------------------------------------------------

_DEFAULT = ("total_parameters", "active_parameters", "training_tokens", "context_length_final", "gpu_type")


def models(
    *names: str,
    field: Annotated[tuple[str, ...], Parameter(help="Columns, such as n_layers; repeatable.")] = (),
    where: Annotated[tuple[str, ...], Parameter(help="Only models for which this holds: n_layers>=40.")] = (),
    sort: Annotated[str | None, Parameter(help="By this field, largest first.")] = None,
    diff: Annotated[bool, Parameter(help="Two models, and where they differ.")] = False,
    epoch: Annotated[
        Path | None, Parameter(help="Epoch AI's notable_ai_models.csv, to compare with.")
    ] = None,
    csv: Annotated[bool, Parameter(help="All fields as CSV.")] = False,
    json: Annotated[bool, Parameter(help="All fields as JSON, with quotes and pages.")] = False,
) -> None:
    """The models of all reports that were read, side by side.

    For example:

    - `mainstem models`
    - `mainstem models --field n_layers --field hidden_size --sort n_layers`
    - `mainstem models --where "total_parameters>=100B" --csv`
    - `mainstem models deepseek-coder-v2 "dots.llm1" --diff`
    - `mainstem models --epoch notable_ai_models.csv`

    Parameters
    ----------
    names
        Only models whose name or report holds one of these words.
    """
    from mainstem.reports.compare import chosen, differences, rows

    made = chosen(rows(kept.read for kept in mainstem().store.reports.all()), where, sort)
    if names:
        made = [
            row for row in made if any(told.lower() in f"{row.model} {row.report}".lower() for told in names)
        ]
    if diff:
        _tell_differences(_two(made, names), differences)
    elif epoch is not None:
        _tell_epoch(made, epoch)
    elif json:
        write(json_.dumps([_as_json(row) for row in made], ensure_ascii=False, indent=1))
    elif csv:
        write(_as_csv(made))
    else:
        _tell_models(made, field or _DEFAULT)


def _two(made: list[Row], names: tuple[str, ...]) -> tuple[Row, Row]:
    found = [
        next((row for row in made if told.lower() in f"{row.model} {row.report}".lower()), None)
        for told in names
    ]
    if len(found) != 2 or found[0] is None or found[1] is None:
        raise UsageError(
            " ".join(names) or "--diff", "does not name two models", "Name two of `mainstem models`"
        )
    return found[0], found[1]


def _as_json(row: Row) -> dict[str, Any]:
    told = {field: [asdict(one) for one in held] for field, held in row.told.items()}
    return {"report": row.report, "model": row.model, "fields": told}


def _as_csv(made: list[Row]) -> str:
    from mainstem.reports.fields import FIELDS

    text = io.StringIO()
    writer = csv_.writer(text, lineterminator="\n")
    writer.writerow(("report", "model", *FIELDS))
    for row in made:
        cells = [
            "; ".join(dict.fromkeys(str(one.normalised) for one in row.told.get(field, ())))
            for field in FIELDS
        ]
        writer.writerow((row.report, row.model, *cells))
    return text.getvalue()


def _tell_models(made: list[Row], fields: tuple[str, ...]) -> None:
    from rich.table import Table

    from mainstem.reports.fields import label

    if not made:
        say("No model to show: `mainstem report add FILE|URL|WORK` reads a report.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Model", overflow="fold")
    for field in fields:
        table.add_column(label(field), justify="right", overflow="fold")
    for row in made:
        table.add_row(row.model, *(row.text(field) or "-" for field in fields))
    out().print(table)


def _tell_differences(pair: tuple[Row, Row], differences: Any) -> None:
    from rich.table import Table

    from mainstem.reports.fields import label

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("", pair[0].model, pair[1].model):
        table.add_column(column, overflow="fold")
    for field, one, other in differences(*pair):
        table.add_row(label(field), one or "-", other or "-")
    out().print(table)


def _tell_epoch(made: list[Row], file: Path) -> None:
    from rich.table import Table

    from mainstem.reports.epoch import CREDIT, beside
    from mainstem.reports.fields import label, shown

    try:
        told = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            str(file), f"cannot be read ({error})", "Give Epoch AI's notable_ai_models.csv"
        ) from error
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Model", "Field", "Read here", "Epoch AI", ""):
        table.add_column(
            column, justify="right" if column in ("Read here", "Epoch AI") else "left", overflow="fold"
        )
    for one in beside(made, told):
        agrees = "agrees" if one.agrees else "differs"
        table.add_row(one.model, label(one.field), shown(one.ours), shown(one.theirs), agrees)
    out().print(table)
    say(f"Second source: {CREDIT}.")
