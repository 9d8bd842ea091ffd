"""The reference part of the documents, drawn from the program itself: nothing in it can be out of date.

``pages()`` gives Markdown by file name; ``docs_hooks.py`` puts it into the site, and a test looks that each thing has
its sentence. ``python scripts/draw_reference.py FOLDER`` writes the files.
"""

from __future__ import annotations

import ast
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from inspect import getdoc, getsource, signature
from pathlib import Path
from typing import Any

from cyclopts import App

from mainstem import connectors, errors, exports, settings, signals
from mainstem.cli import COMMANDS, build
from mainstem.text import query

Row = tuple[str, ...]
_CONTENTS = re.compile(r"#+ Table of Contents\n\n(?: *- .*\n)+\n")
_NOISE = re.compile(r", --no-[\w-]+(?=`)| \*\[default: False\]\*")  # no flag of ours has a negative
_METHODS = ("get", "post", "put", "patch", "delete")


def pages() -> dict[str, str]:
    """Every page of the reference by its file's name, in the order of the navigation."""
    made = {f"commands-{group.lower()}.md": text for group, text in _commands().items()}
    made["settings.md"] = _page(
        "Settings",
        "Lines of `settings.toml` in your home (`mainstem doctor` says where that is), or variables "
        "`MAINSTEM_<NAME>` in capitals. "
        "A file with secrets in it must be yours alone (`chmod 600`).",
        _table(("Setting", "Usual", "What it is"), setting_rows()),
        "## `[summaries]`",
        "See [Have works summarised](../how-to/summaries.md).",
        _table(("Line", "What it is"), summary_rows()),
    )
    made["jobs.md"] = _page(
        "Jobs",
        "What `mainstem serve` and `mainstem tick` run; see [Let it run by itself](../how-to/run-by-itself.md).",
        _table(("Job", "Usual time", "What it does"), job_rows()),
    )
    made["query.md"] = _page(
        "Query language", _prose(getdoc(query) or ""), _table(("Field", "Value"), field_rows())
    )
    made["connectors.md"] = _page(
        "Connectors",
        "One reads each type of endpoint; a pack's source names the type. "
        "See [Add a connector](../how-to/add-a-connector.md).",
        _table(("Connector", "Types of endpoints", "What it reads"), connector_rows()),
    )
    made["signals.md"] = _page(
        "Signals",
        "What a rank is made of; the pack's `priors` weigh them. See [Add a signal](../how-to/add-a-signal.md).",
        _table(("Signal", "What it says"), signal_rows()),
    )
    made["exports.md"] = _page(
        "Exports and channels",
        "What goes out, as files and as messages. See [Add an export](../how-to/add-an-export.md).",
        _table(("Kind", "Name", "What it writes"), export_rows()),
        "## What a channel must know",
        _table(("Channel", "Setting", "What it is", "Usual"), channel_rows()),
    )
    made["api.md"] = _api()
    made["mcp.md"] = _page(
        "MCP tools",
        "Of `mainstem mcp`; those that write are there with `--write` alone.",
        _table(("Tool", "Takes", "What it does"), tool_rows()),
    )
    made["errors.md"] = _errors()
    return made


# --- rows, one a thing; the last cell is its sentence ---------------------------------------------------


def setting_rows() -> list[Row]:
    """Every setting, with the comment that stands beside it."""
    [cls] = [node for node in ast.parse(getsource(settings)).body if _is_class(node, "Settings")]
    lines = getsource(settings).splitlines()
    rows = []
    for node in cls.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id != "home":
            told = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            rows.append((f"`{node.target.id}`", _usual(node.value), _comment(told)))
    return rows


def summary_rows() -> list[Row]:
    """The lines of the table [summaries]."""
    told = {
        "endpoint": "An OpenAI-compatible server: all of its address before /chat/completions.",
        "model": "The name of the model that it serves.",
        "key": "What opens the server, where it wants that.",
        "key_variable": "The environment variable that holds the key instead.",
        "price_in": "The price of a million tokens that it reads.",
        "price_out": "The price of a million tokens that it writes.",
        "currency": "Of the prices; USD.",
    }
    return [(f"`{name}`", what) for name, what in told.items()]


def _is_class(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.ClassDef) and node.name == name


def _usual(value: ast.expr | None) -> str:
    if value is None:
        return ""
    if isinstance(value, ast.Call):  # field(default="", repr=False)
        value = next(word.value for word in value.keywords if word.arg == "default")
    told = ast.unparse(value).strip("'")
    return "" if told in ("", "()", "None") else f"`{told}`"


def _comment(told: str) -> str:
    said = told.partition("  # ")[2].partition("\n")[0].strip()
    return f"{said[:1].upper()}{said[1:]}."


def job_rows() -> list[Row]:
    """Every job."""
    from mainstem.wiring import jobs

    return [(f"`{job.name}`", job.usual, job.told) for job in jobs.TABLE]


def field_rows() -> list[Row]:
    """Every field of a query."""
    return [(f"`{name}:`", told) for name, told in query.FIELDS.items()]


def connector_rows() -> list[Row]:
    """Every connector."""
    return [
        (
            f"`{name}`",
            ", ".join(f"`{word}`" for word in connectors.TABLE.words(name)),
            _first(f"connectors.{name}"),
        )
        for name in connectors.TABLE
    ]


def signal_rows() -> list[Row]:
    """Every signal."""
    return [(f"`{name}`", _first(f"signals.{name}")) for name in (*signals.TABLE, *signals.OF_READER)]


def export_rows() -> list[Row]:
    """Every format of a plan and of a list, and every type of channel."""
    kinds = (("plan", exports.TABLE), ("list", exports.LISTS), ("channel", exports.SENDERS))
    return [
        (kind, f"`{word}`", _first(f"exports.{name}"))
        for kind, table in kinds
        for name in table
        for word in table.words(name)
    ]


def channel_rows() -> list[Row]:
    """What each type of channel must be told."""
    return [
        (f"`{word}`", f"`{one.name}`", one.told, "must be given" if one.default is None else one.default)
        for name in exports.SENDERS
        for word in exports.SENDERS.words(name)
        for one in exports.SENDERS[name].FIELDS
    ]


def tool_rows() -> list[Row]:
    """Every tool of the MCP server."""
    from mainstem.mcp import tools

    made = [*tools.READING, *tools.WRITING]
    return [(f"`{tool.__name__}`", _takes(tool), _sentence(tool)) for tool in made]


def _takes(tool: Callable[..., Any]) -> str:
    return ", ".join(f"`{name}`" for name in signature(tool).parameters if name != "app")


def endpoints() -> dict[str, Mapping[str, Any]]:
    """Every endpoint as OpenAPI tells it, by method and path."""
    from mainstem.web import create
    from mainstem.wiring import Mainstem

    with tempfile.TemporaryDirectory() as home:
        told = create(Mainstem(settings.Settings(home=Path(home)))).openapi()
    found = [(path, method, one) for path, its in told["paths"].items() for method, one in its.items()]
    return {f"{method.upper()} {path}": one for path, method, one in found if method in _METHODS}


# --- pages ----------------------------------------------------------------------------------------------


def command(name: str) -> App:
    """A command with its whole help."""
    return build(name)[name]


def options(app: App, path: str) -> Iterator[tuple[str, str]]:
    """Every parameter of a command and of those below it, with its help."""
    if app.default_command is not None:
        for one in app.assemble_argument_collection(parse_docstring=True):
            if one.show:
                yield f"{path} {one.names[0]}", one.parameter.help or ""
    for name in app:
        if not name.startswith("-"):
            yield from options(app[name], f"{path} {name}")


def _commands() -> dict[str, str]:
    groups: dict[str, list[str]] = {}
    for name, (group, _, _) in COMMANDS.items():
        if not groups.get(group.name):
            groups[group.name] = [f"# Commands: {group.name.lower()}\n"]
        told = command(name).generate_docs(heading_level=2, usage_name=f"mainstem {name}")
        groups[group.name].append(_NOISE.sub("", _CONTENTS.sub("", told)))
    return {name: "\n".join(parts) for name, parts in groups.items()}


def _api() -> str:
    by_tag: dict[str, list[Row]] = {}
    for name, one in endpoints().items():
        takes = ", ".join(f"`{given['name']}`" for given in one.get("parameters", ()))
        tag = (one.get("tags") or ["server"])[0]
        by_tag.setdefault(tag, []).append(
            (f"`{name}`", takes, one.get("description") or one.get("summary", ""))
        )
    tables = [
        f"## {tag.capitalize()}\n\n{_table(('Endpoint', 'Takes', 'What it does'), rows)}"
        for tag, rows in by_tag.items()
    ]
    lead = (
        "Your own server tells it whole, with every shape, at `/openapi.json` (OpenAPI 3.1). A token goes into "
        "`Authorization: Bearer TOKEN`; where there are no accounts none is needed. Every error has one shape: "
        '`{"error": {"code", "subject", "what", "hint"}}`.'
    )
    return _page("HTTP API", lead, *tables)


def _errors() -> str:
    lead = "Every error names what it happened to, what happened and what to do next."
    rows = [
        (f"`{kind.__name__}`", str(kind.exit_code), str(kind.http_status), _sentence(kind))
        for kind in _kinds(errors.MainstemError)
    ]
    return _page("Errors", lead, _table(("Error", "Exit code", "HTTP status", "What it means"), rows))


def _kinds(kind: type[errors.MainstemError]) -> Iterator[type[errors.MainstemError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _kinds(child)


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", *parts]) + "\n"


def _table(heads: Row, rows: Iterable[Row]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(_prose(text).split()).replace("|", "\\|")


def _prose(text: str) -> str:
    """Docstrings write code in two backticks, and Markdown in one."""
    return text.replace("``", "`")


def _first(module: str) -> str:
    """A module's first line: of an interface, what it is."""
    return _lead(getdoc(import_module(f"mainstem.{module}")) or "")


def _sentence(thing: object) -> str:
    return _lead(getdoc(thing) or "")


def _lead(doc: str) -> str:
    return " ".join(doc.partition("\n\n")[0].split())


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
