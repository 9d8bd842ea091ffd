"""MLPerf's rounds: a repository of results a round, and the table that is published in it.

The endpoint is GitHub's listing of the organisation's repositories; its ``keep`` says which series
("training_results_v"). A round whose table is known to be published asks for it, and the table's reply is
then the item; the round's date travels in its query, which GitHub ignores. Three shapes of tables:

- ``summary_results.json`` of the Inference rounds since v4.1, and what the submission checker writes
  (``summary.json`` and ``.csv``): one row a result;
- the CSV of the Training rounds' result summarizer: one row a system, one column a benchmark, in minutes;
- the tree of a Training round's files (github.com/mlcommons/training_policies): who ran what, no times.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from mainstem.connectors import jsondoc, sniff
from mainstem.connectors.addresses import filled
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import Record, known, records, text
from mainstem.connectors.queries import linked_next, query_of, with_defaults
from mainstem.errors import Malformed, NoEntries, NotAFeed
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.urls import words

N_TABLES = 2  # newest rounds of a listing whose tables are asked for; older ones came when they were new
MAX_ROWS = 3_000  # of a table that are kept; Inference v4.1 has 937

_LISTING = {"sort": "created", "direction": "desc", "per_page": "100"}
_RAW = {"accept": "application/vnd.github.raw+json"}  # files of 1 to 100 MB come in no other form
_JSON = {"accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28"}
_ROUND = re.compile(r"(?P<series>[a-z]+)_results_v(?P<version>\d+\.\d+)\Z")
_RUN = re.compile(r"(?P<submitter>[^/]+)/results/(?P<system>[^/]+)/(?P<benchmark>[^/]+)/result_\d+\.txt\Z")
_MINUTES = "minutes to train"


class Row(NamedTuple):
    """One result: ``result`` is None where the table has none."""

    submitter: str
    system: str
    benchmark: str
    scenario: str
    division: str
    availability: str
    suite: str
    accelerator: str
    n_accelerators: int | None
    result: float | None
    unit: str


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest repositories, or the table that the endpoint itself names."""
    url = filled(endpoint.url, today)
    is_listing = urlsplit(url).path.endswith("/repos")
    return Request(with_defaults(url, _LISTING), _JSON) if is_listing else Request(url)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """A listing's rounds, or a table as one round.

    Raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed.
    """
    body = sniff.unpacked(reply.body, reply.url)
    if sniff.root_of(body) == "":
        return _one(_from_csv(body, reply.url), reply)
    data = jsondoc.parsed(reply)
    if isinstance(data, dict) and isinstance(data.get("tree"), list):
        return _one(_from_tree(data), reply, cut=data.get("truncated") is True)
    rows = list(data.values()) if isinstance(data, dict) and _numbered(data) else data
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise jsondoc.unexpected(data, reply.url, "a listing or a table of MLPerf's")
    if "full_name" in rows[0]:
        return _listing(endpoint, rows, reply)
    return _one(_from_json(rows), reply)


def _numbered(data: Record) -> bool:
    """Whether a JSON object is a table whose rows are called "0", "1", ..."""
    return bool(data) and all(name.isdecimal() for name in data)


# --- the listing ----------------------------------------------------------------------------------


def _listing(endpoint: Endpoint, rows: list[Record], reply: Reply) -> Page:
    rounds = [row for row in rows if _is_round(row, endpoint)]
    after = linked_next(reply.headers, reply.url)
    if not rounds and not after:
        raise NoEntries(reply.url, "no repository of results among those listed")
    tabled = [(row, address) for row in rounds if (address := _table_of(row, reply.url))]
    with_table = {text(row, "full_name") for row, _ in tabled}
    plain = [_round(row) for row in rounds if text(row, "full_name") not in with_table]
    more = tuple(Request(address, _headers(address)) for _, address in tabled[:N_TABLES])
    return Page(tuple(plain), next=Request(after, _JSON) if after and not rounds else None, more=more)


def _is_round(row: Record, endpoint: Endpoint) -> bool:
    name = text(row, "full_name")
    wanted = not endpoint.keep or any(part in name for part in endpoint.keep)
    return bool(_ROUND.search(name)) and wanted and not any(part in name for part in endpoint.drop)


def _table_of(row: Record, listing: str) -> str | None:
    """The address of a round's table at the same API; None where none is published in a known place."""
    found = _ROUND.search(text(row, "full_name"))
    if found is None:
        return None
    base = f"{listing.partition('/orgs/')[0]}/repos/{quote(text(row, 'full_name'))}"
    day = text(row, "created_at")[:10]
    if found["series"] == "inference" and _number_of(found["version"]) >= (4, 1):
        return f"{base}/contents/summary_results.json?round={day}"
    if found["series"] == "training":
        return f"{base}/git/trees/HEAD?recursive=1&round={day}"
    return None


def _headers(address: str) -> Mapping[str, str]:
    return _RAW if "/contents/" in address else _JSON


def _number_of(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _round(row: Record) -> Draft:
    name = text(row, "full_name")
    return _draft(name, moment(text(row, "created_at")), (), text(row, "description"))


# --- the tables -----------------------------------------------------------------------------------


def _from_json(rows: Iterable[Record]) -> list[Row]:
    return [read for row in rows if (read := _result({name: _word(value) for name, value in row.items()}))]


def _word(value: object) -> str:
    said = "" if value is None else titles.line(str(value))
    return "" if said == "N/A" else said


def _from_csv(body: bytes, url: str) -> list[Row]:
    try:
        reader = csv.DictReader(
            io.StringIO(body.decode("utf-8-sig", "replace").replace("\x00", ""), newline="")
        )
        names = reader.fieldnames or []
        rows = [{name: _word(row[name]) for name in names} for row in reader if None not in row]
    except csv.Error as error:
        raise Malformed(url, f"broken as CSV ({error})") from error
    if "accelerators_count" in names and "submitter" in names:
        return _by_system(names, rows)
    if not {"Submitter", "Organization"} & set(names):
        raise sniff.refusal(body, "", url)
    return [read for row in rows if (read := _result(row))]


def _result(row: Mapping[str, str]) -> Row | None:
    """A row of the submission checker's, in the spelling of any of its versions."""

    def said(*names: str) -> str:
        return next((row[name] for name in names if row.get(name)), "")

    nodes = _count(said("Nodes", "number_of_nodes")) or 1
    per_node = _count(said("a#", "accelerators_per_node"))
    read = Row(
        submitter=said("Submitter", "Organization"),
        system=said("System", "SystemName"),
        benchmark=said("Model", "MlperfModel") if "UsedModel" in row else said("MlperfModel", "Model"),
        scenario=said("Scenario"),
        division=said("Category", "Division"),
        availability=said("Availability"),
        suite=said("Suite", "SystemType"),
        accelerator=said("Accelerator", "accelerator_model_name"),
        n_accelerators=per_node * nodes if per_node is not None else None,
        result=_number(said("Performance_Result", "Result")),
        unit=said("Performance_Units", "Units"),
    )
    is_whole = read.submitter and read.system and read.benchmark
    return read if is_whole and said("errors") in ("", "0") else None


_ABOUT = words(
    """
    division availability submitter system number_of_nodes host_processor_model_name host_processors_count
    accelerator_model_name accelerators_count framework notes details_url code_url
    """
)


def _by_system(names: Iterable[str], rows: Iterable[Mapping[str, str]]) -> list[Row]:
    """The Training summarizer's rows: a column of minutes a benchmark, empty where it was not run."""
    benchmarks = [name for name in names if name not in _ABOUT and "id" not in name.lower().split("_")]
    return [
        Row(
            submitter=row["submitter"],
            system=row.get("system", ""),
            benchmark=benchmark,
            scenario="",
            division=row.get("division", ""),
            availability=row.get("availability", ""),
            suite="training",
            accelerator=row.get("accelerator_model_name", ""),
            n_accelerators=_count(row["accelerators_count"]),
            result=minutes,
            unit=_MINUTES,
        )
        for row in rows
        for benchmark in benchmarks
        if row["submitter"] and (minutes := _number(row[benchmark])) is not None
    ]


def _from_tree(data: Record) -> list[Row]:
    """Who ran what in a Training round; the times stand in logs that are not read."""
    runs = (_RUN.match(text(row, "path")) for row in records(data, "tree"))
    names = dict.fromkeys((run["submitter"], run["system"], run["benchmark"]) for run in runs if run)
    return [Row(*name, "", "", "", "training", "", None, None, _MINUTES) for name in names]


def _number(said: str) -> float | None:
    try:
        value = float(said)
    except ValueError:
        return None
    return value if 0 < value < 1e15 else None


def _count(said: str) -> int | None:
    value = _number(said)
    return int(value) if value is not None else 0 if said in ("0", "0.0") else None


# --- a round --------------------------------------------------------------------------------------


def _one(rows: list[Row], reply: Reply, *, cut: bool = False) -> Page:
    """The round that a table tells of; without a name where the address names none."""
    if not rows:
        raise NotAFeed(reply.url, "a table in which no row has a submitter, a system and a benchmark")
    name = _repository(reply.url)
    at = moment(query_of(reply.url).get("round", ""))
    draft = _draft(name, at, rows, "") if name else _unnamed(rows, reply)
    return Page((draft,), warnings=("GitHub cut the list of files: the table may lack some",) if cut else ())


def _repository(url: str) -> str:
    """``owner/repository`` out of an address of the API, of github.com or of its raw files."""
    pieces = [piece for piece in urlsplit(url).path.split("/") if piece]
    at = next((i for i, piece in enumerate(pieces) if _ROUND.search(piece)), 0)
    return f"{pieces[at - 1]}/{pieces[at]}" if at else ""


def _draft(name: str, at: datetime | None, rows: Iterable[Row], about: str) -> Draft:
    found = _ROUND.search(name)
    series, version = (found["series"], found["version"]) if found else ("", "")
    rows = tuple(rows)
    return Draft(
        key=name,
        title=f"MLPerf {series.title()} v{version} results",
        url=f"https://github.com/{quote(name)}",
        kind="table",
        published_at=at,
        authors=("MLCommons",),
        text=_told(rows) or titles.line(about),
        extra=known(series=series, version=version) | (_table(rows) if rows else {}),
    )


def _unnamed(rows: list[Row], reply: Reply) -> Draft:
    """A table whose round is not known: such as one before its publication."""
    return Draft(
        key=reply.url,
        title=f"MLPerf results, {len(rows)} rows",
        url=reply.url,
        kind="table",
        text=_told(tuple(rows)),
        extra=_table(tuple(rows)),
    )


def _told(rows: tuple[Row, ...]) -> str:
    """Benchmarks, accelerators and submitters as words, each once."""
    names = (*(r.benchmark for r in rows), *(r.accelerator for r in rows), *(r.submitter for r in rows))
    return titles.cut(", ".join(dict.fromkeys(name for name in names if name)), jsondoc.MAX_TEXT_CHARS)


def _table(rows: tuple[Row, ...]) -> dict[str, Any]:
    """The facts of a round: its rows, how many there are, and the fastest system of each benchmark."""
    table = [known(**row._asdict()) | {"result": row.result} for row in rows[:MAX_ROWS]]
    return {"n_rows": len(rows), "rows": table, "fastest": _fastest(rows)}


def _fastest(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """For each benchmark and scenario the best available system of the closed division.

    The open division changes the models, so its figures compare with nothing; results of other units, too.
    """
    best: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        if row.result is None or row.division.lower() != "closed":
            continue
        group = (row.benchmark, row.scenario, row.unit)
        held = best.get(group)
        if held is None or _is_faster(row, held):
            best[group] = row
    return [known(**row._asdict()) for _, row in sorted(best.items())]


def _is_faster(row: Row, held: Row) -> bool:
    """Less is better where time is told (latency, minutes), more where a rate is."""
    a, b = row.result or 0.0, held.result or 0.0
    return a < b if "latency" in row.unit.lower() or row.unit == _MINUTES else a > b
