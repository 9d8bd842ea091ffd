"""Templates, and how values are written on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from mainstem import __version__
from mainstem.pipeline.landscape.picture import outline
from mainstem.pipeline.landscape.scene import shape_of
from mainstem.reports.document import mended
from mainstem.web.charts import spark

_WEB = re.compile(r"https?://", re.IGNORECASE)
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A template drawn with ``values``; the navigation and the version are known to all."""
    from mainstem.web.pages import NAVIGATION

    drawn = _ENVIRONMENT.get_template(template).render(
        request=request, path=request.url.path, navigation=NAVIGATION, version=__version__, **values
    )
    return HTMLResponse(drawn, status)


def address(path: str, asked: Mapping[str, str]) -> str:
    """A path of this site with a query; empty values are left out."""
    told = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{told}" if told else path


def here(path: str) -> str:
    """A path of this site; anything else leads home."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def is_piece(request: Request) -> bool:
    """Whether the script asks for the piece of a page that changed, not for a page."""
    return request.headers.get("hx-request") == "true"


def _day(moment: date | None, form: str = "%-d %B %Y") -> str:
    return moment.strftime(form) if moment else "undated"


def _iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else ""


def _code(text: str) -> Markup:
    """Words in which `commands` stand between backticks."""
    parts = (escape(part) for part in text.split("`"))
    return Markup("").join(Markup("<code>{}</code>").format(p) if n % 2 else p for n, p in enumerate(parts))


def _web(url: str) -> str:
    """An address that may stand in a link: only the web, never a script."""
    return url if _WEB.match(url) else "#"


def _n(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _axis_shape(axis: str) -> str:
    """The path of the shape by which the map tells an axis, around (0, 0)."""
    return outline(shape_of(axis), 0, 0, 7)


def work_path(work_id: str) -> str:
    """Where a work's page is."""
    return f"/works/{quote(work_id, safe=':/')}"


_ENVIRONMENT.filters.update(
    code=_code,
    day=_day,
    iso=_iso,
    web=_web,
    n=_n,
    work_path=work_path,
    axis_shape=_axis_shape,
    spark=spark,
    mended=mended,
)
