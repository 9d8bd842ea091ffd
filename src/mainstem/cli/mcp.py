"""``mainstem mcp``: the week, the works and the canon as tools of a language model."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from mainstem.cli import context
from mainstem.errors import UsageError


def mcp(
    *,
    write: Annotated[bool, Parameter(help="Let it mark works and add sources, too.")] = False,
    http: Annotated[
        int | None, Parameter(help="Serve it on this port of this machine instead of over stdio.")
    ] = None,
) -> None:
    """Speaks the Model Context Protocol, over stdio or as streamable HTTP on this machine; read-only by default.

    Tools: this_week, search, work, why, canon, review, landscape_region; with --write also mark and add_source.
    It needs the extra `mcp`.

    For example:

    - `mainstem mcp` (as the command of a server in your client's settings)
    - `mainstem mcp --write`
    - `mainstem mcp --http 8766` (then http://127.0.0.1:8766/mcp)
    """
    try:
        from mainstem.mcp import Asking, create
    except ModuleNotFoundError as error:
        raise missing(error, "mainstem mcp") from error
    asking = Asking(context.mainstem())
    server = create(lambda: asking, write=write)
    if http is None:
        server.run("stdio")
    else:
        context.say(f"Mainstem's tools are at http://127.0.0.1:{http}/mcp (Ctrl-C ends it)")
        server.run("streamable-http", host="127.0.0.1", port=http, stateless_http=True)


def missing(error: ModuleNotFoundError, subject: str) -> Exception:
    """The error that says which extra to install; the error itself where something else is missing."""
    if error.name not in ("mcp", "mcp_types"):
        return error
    return UsageError(subject, "needs the extra mcp, which is not installed", "pip install 'mainstem[mcp]'")
