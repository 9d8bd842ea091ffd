"""``mainstem serve``: the web app."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from mainstem.cli import context
from mainstem.errors import UsageError

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    *,
    port: Annotated[int, Parameter(help="The port to listen on.")] = 8765,
    bind: Annotated[str, Parameter(help="The address to listen on.")] = "127.0.0.1",
    host: Annotated[tuple[str, ...], Parameter(help="A name it is reached by, such as mainstem.lan.")] = (),
) -> None:
    """Opens the web app on this machine.

    For example:

    - `mainstem serve`
    - `mainstem serve --port 9000`
    """
    import uvicorn

    from mainstem.web import create

    if not 0 <= port <= 65_535:
        raise UsageError(f"--port {port}", "is no port", "Give a number from 1 to 65535")
    app = create(context.mainstem(), hosts=host)
    shown = f"[{bind}]" if ":" in bind else bind
    context.err().print(f"Mainstem is open at http://{shown}:{port} (Ctrl-C ends it)", highlight=True)
    uvicorn.run(app, host=bind, port=port, log_level="warning", server_header=False, proxy_headers=False)
