"""The MCP server: the week, the works and the canon as tools of a language model. An edge: no logic.

Read-only, unless it was made to write. An error of ours comes back as a tool's error whose text begins with its code.
"""

from __future__ import annotations

import functools
import inspect
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp_types import ToolAnnotations

from mainstem import __version__
from mainstem.errors import MainstemError, NotAllowed
from mainstem.exports import plan_md
from mainstem.mcp.tools import READING, WRITING, canon
from mainstem.model import SCOPES, Scope
from mainstem.wiring import Mainstem

_ABOUT = (
    "A reading plan for people who train and serve large language models. Start with this_week. A work is named by its "
    "id (arxiv:2205.14135), a link, or its number in this week's plan."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=True)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks: the program wired for them, and what they may do."""

    app: Mainstem
    rights: frozenset[Scope] = frozenset(SCOPES)


def create(whose: Callable[[], Asking], *, write: bool = False) -> MCPServer:
    """The server; ``whose`` says at each call who asks. With ``write`` it also marks works and adds sources."""
    server: MCPServer = MCPServer("mainstem", version=__version__, instructions=_ABOUT, log_level="WARNING")
    for tool in READING:
        server.add_tool(_bound(tool, whose, ToolError, "read"), name=tool.__name__, annotations=_READS)
    for tool, right in WRITING.items() if write else ():
        server.add_tool(_bound(tool, whose, ToolError, right), name=tool.__name__, annotations=_WRITES)
    _resources(server, whose)
    return server


def _bound(
    tool: Callable[..., T], whose: Callable[[], Asking], kind: type[Exception], right: Scope
) -> Callable[..., T]:
    """The tool for whoever asks and has the right, with our errors as the protocol has them."""

    @functools.wraps(tool)
    def called(**told: Any) -> T:
        asking = whose()
        try:
            if right not in asking.rights:
                raise NotAllowed(tool.__name__, f"needs the scope {right}")
            return tool(asking.app, **told)
        except MainstemError as error:
            raise kind(f"{error.code}: {error}") from error

    asked = inspect.signature(tool, eval_str=True)
    called.__signature__ = asked.replace(parameters=list(asked.parameters.values())[1:])  # type: ignore[attr-defined]
    return called


def _plan(app: Mainstem) -> str:
    """This week's plan as Markdown."""
    look = app.view()
    return plan_md.write(app.stored_plan(look) or app.plan(look))


def _canon(app: Mainstem) -> str:
    """The canon in reading order as JSON."""
    return json.dumps([asdict(row) for row in canon(app)], ensure_ascii=False, indent=1)


def _resources(server: MCPServer, whose: Callable[[], Asking]) -> None:
    for told, uri, kind in (
        (_plan, "mainstem://plan", "text/markdown"),
        (_canon, "mainstem://canon", "application/json"),
    ):
        server.resource(uri, name=told.__name__.strip("_"), mime_type=kind)(
            _bound(told, whose, ResourceError, "read")
        )
