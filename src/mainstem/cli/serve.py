"""``mainstem serve``: the web app."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from mainstem.cli import context
from mainstem.errors import UsageError

if TYPE_CHECKING:
    from mainstem.web.tools import Toolbox


def serve(
    *,
    port: Annotated[int, Parameter(help="The port to listen on.")] = 8765,
    bind: Annotated[str, Parameter(help="The address to listen on.")] = "127.0.0.1",
    host: Annotated[tuple[str, ...], Parameter(help="A name it is reached by, such as mainstem.lan.")] = (),
    proxy: Annotated[
        tuple[str, ...], Parameter(help="Address of a proxy whose X-Forwarded-For and -Proto are believed.")
    ] = (),
    auth_header: Annotated[
        str, Parameter(help="Header in which that proxy names the person who signed in there.")
    ] = "",
    mcp: Annotated[bool, Parameter(help="Offer the tools of `mainstem mcp` at /mcp, too.")] = False,
    write: Annotated[bool, Parameter(help="With --mcp: let them mark works and add sources.")] = False,
    no_jobs: Annotated[
        bool, Parameter(help="Serve only; sync, plan and the rest run elsewhere (`mainstem tick`).")
    ] = False,
) -> None:
    """Opens the web app on this machine.

    On this machine alone nobody is asked who they are. Where others can reach it (--bind, --host) everyone signs in:
    `mainstem account add NAME` comes first.

    While it is open it syncs, plans and reviews when these are due (`mainstem jobs`).

    For example:

    - `mainstem serve`
    - `mainstem serve --port 9000`
    - `mainstem serve --no-jobs`
    - `mainstem serve --mcp` (where there are accounts, programs show a token: `mainstem account token`)
    - `mainstem serve --host mainstem.lan --proxy 127.0.0.1` (behind a proxy that speaks TLS)
    """
    import uvicorn

    from mainstem.web import create
    from mainstem.web.reader import Trust
    from mainstem.wiring import accounts
    from mainstem.wiring.jobs import duties
    from mainstem.wiring.minding import minding

    if not 0 <= port <= 65_535:
        raise UsageError(f"--port {port}", "is no port", "Give a number from 1 to 65535")
    if auth_header and not proxy:
        raise UsageError(
            f"--auth-header {auth_header}", "would be believed from anyone", "Name the proxy with --proxy"
        )
    if write and not mcp:
        raise UsageError("--write", "is for the tools of language models", "Give --mcp, too")
    accounts.must_be_there(context.mainstem(), bind, host)
    trust = Trust(frozenset(proxy), auth_header.lower())
    toolbox = _toolbox(write) if mcp else None
    app = create(context.mainstem(), hosts=host, trust=trust, toolbox=toolbox)
    shown = f"[{bind}]" if ":" in bind else bind
    context.err().print(f"Mainstem is open at http://{shown}:{port} (Ctrl-C ends it)", highlight=True)
    duties(context.mainstem())  # a time that is none is told now
    with nullcontext() if no_jobs else minding(context.mainstem(), context.say):
        uvicorn.run(app, host=bind, port=port, log_level="warning", server_header=False, proxy_headers=False)


def _toolbox(write: bool) -> Toolbox:
    from mainstem.cli.mcp import missing

    try:
        from mainstem.mcp.streamable import Toolbox
    except ModuleNotFoundError as error:
        raise missing(error, "--mcp") from error
    return Toolbox(write=write)
