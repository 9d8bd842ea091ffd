"""Epoch AI's tables as CSV (epoch.ai/data): a row of a table of models is a model with its facts.

The newest rows by date of publication become items; the files are one database cut several ways, so a model
has the same key and facts in each. A table of anything else (clusters, runs of benchmarks) is one item.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from mainstem.connectors import sniff
from mainstem.connectors.addresses import filled
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS, known
from mainstem.errors import Malformed, NoEntries, NotAFeed
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.headers import http_date
from mainstem.text.urls import found_in

NEWEST = 200  # models of a table that become items: the rows go back to 1950
MAX_AUTHORS = 100
MAX_ROWS = 200_000
_MAX_ODD = 0.1  # share of rows of another width above which a file is no table

_MODEL = ("Model", "System")  # the column that names a model, today and before 2025
_DATE = "Publication date"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Row = Mapping[str, str]


def first(endpoint: Endpoint, today: date) -> Request:
    """The file."""
    return Request(filled(endpoint.url, today), {"accept": "text/csv, */*;q=0.5"})


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """The newest models, newest first, or the table itself as one item.

    Raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed.
    """
    names, rows, warnings = _table(reply)
    named = next((name for name in _MODEL if name in names and _DATE in names), None)
    if named is None:
        return Page((_whole(endpoint, names, rows, reply),), warnings=warnings)
    drafts = _models(rows, named, reply.at)
    if not drafts:
        raise NoEntries(reply.url, "a table of models in which no row has a name and a date")
    return Page(tuple(drafts), warnings=warnings)


def _table(reply: Reply) -> tuple[list[str], list[Row], tuple[str, ...]]:
    """The columns, the whole rows, and a warning where some were not whole."""
    body = sniff.unpacked(reply.body, reply.url)
    if root := sniff.root_of(body):
        raise sniff.refusal(body, root, reply.url)
    lines = list(_lines(body, reply.url))
    names = [titles.line(name) for name in lines[0]] if lines else []
    if len(set(names)) < 2 or not all(names):
        raise sniff.refusal(body, "", reply.url)
    rest = (
        lines[1:] if body.endswith((b"\n", b"\r")) else lines[1:-1]
    )  # a last row without its end may be cut
    whole = [line for line in rest if len(line) == len(names)]
    n_odd = len(lines) - 1 - len(whole)
    if not whole and not n_odd:
        raise NoEntries(reply.url, "a table of columns without a row")
    if n_odd > max(1, _MAX_ODD * len(lines)) or not whole:
        raise Malformed(reply.url, f"{n_odd} of {len(lines) - 1} rows are not as wide as the table")
    warnings = (f"{n_odd} rows not as wide as the table, left out",) if n_odd else ()
    return names, [dict(zip(names, line, strict=True)) for line in whole], warnings


def _lines(body: bytes, url: str) -> Iterator[list[str]]:
    text = body.decode("utf-8-sig", "replace").replace("\x00", "")
    try:
        for n, line in enumerate(csv.reader(io.StringIO(text, newline=""))):
            if n > MAX_ROWS:
                raise Malformed(url, f"more than {MAX_ROWS:,} rows")
            if line:
                yield line
    except csv.Error as error:
        raise Malformed(url, f"broken as CSV ({error})") from error


# --- models ---------------------------------------------------------------------------------------


def _models(rows: list[Row], named: str, at: datetime) -> list[Draft]:
    dated = [
        (day, row)
        for row in rows
        if row[named].strip() and (day := _day(row[_DATE])) and day <= at + timedelta(2)
    ]
    newest = sorted(dated, key=lambda pair: pair[0], reverse=True)[:NEWEST]
    drafts = {draft.key: draft for day, row in reversed(newest) for draft in [_model(row, named, day)]}
    return sorted(drafts.values(), key=lambda d: d.published_at or at, reverse=True)


def _model(row: Row, named: str, day: datetime) -> Draft:
    name, maker = titles.line(row[named]), titles.line(row.get("Organization", ""))
    addresses = found_in(f"{row.get('Link', '')} {row.get('Reference', '')}")
    return Draft(
        key=f"{name} {day:%Y-%m-%d}",
        title=f"{name} ({maker})" if maker else name,
        url=addresses[0] if addresses else None,
        kind="model",
        published_at=day,
        authors=tuple(titles.line(n) for n in row.get("Authors", "").split(",") if n.strip())[:MAX_AUTHORS],
        text=titles.cut(titles.line(row.get("Abstract", "")), MAX_TEXT_CHARS),
        links=addresses[:MAX_LINKS],
        extra=_facts(row),
    )


def _facts(row: Row) -> dict[str, Any]:
    """What the table says of a model; None and empty are left out, as unknown."""
    return known(
        organisation=titles.line(row.get("Organization", "")),
        domain=titles.line(row.get("Domain", "")),
        n_parameters=_number(row, "Parameters"),
        training_flop=_number(row, "Training compute (FLOP)"),
        dataset_size=_number(row, "Training dataset size (datapoints)"),  # tokens, for language models
        n_epochs=_number(row, "Epochs"),
        batch_size=_number(row, "Batch size"),
        training_h=_number(row, "Training time (hours)"),
        hardware=titles.line(row.get("Training hardware", "")),
        n_accelerators=_number(row, "Hardware quantity"),
        utilisation=_number(row, "Hardware utilization"),
        cost_usd_2023=_number(row, "Training compute cost (2023 USD)"),
        power_w=_number(row, "Training power draw (W)"),
        base_model=titles.line(row.get("Base model", "")),
        accessibility=titles.line(row.get("Model accessibility", "")),
        confidence=titles.line(row.get("Confidence", "")),
        reference=titles.line(row.get("Reference", "")),
    )


def _number(row: Row, name: str) -> float | None:
    """A finite number that is not negative, else None."""
    try:
        value = float(row.get(name, "").replace(",", ""))
    except ValueError:
        return None
    return value if 0 <= value < 1e40 else None


def _day(text: str) -> datetime | None:
    return moment(text.strip()) if _DAY.fullmatch(text.strip()) else None


# --- other tables ---------------------------------------------------------------------------------


def _whole(endpoint: Endpoint, names: list[str], rows: list[Row], reply: Reply) -> Draft:
    """The table as one item, dated by its file."""
    file = urlsplit(reply.url).path.rpartition("/")[2]
    if len(rows) < 2:
        raise NotAFeed(reply.url, "CSV of a single row, which is no table of Epoch's")
    about = file.removesuffix(".csv").replace("_", " ").strip() or "table"
    return Draft(
        key=endpoint.url,
        title=titles.title(f"Epoch AI: {about}, {len(rows):,} rows"),
        url=endpoint.url,
        kind="table",
        updated_at=http_date(reply.headers.get("last-modified")),
        text=titles.cut(", ".join(names), MAX_TEXT_CHARS),
        extra={"n_rows": len(rows), "columns": names},
    )
